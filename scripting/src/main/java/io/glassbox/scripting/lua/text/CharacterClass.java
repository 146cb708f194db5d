package io.glassbox.scripting.lua.text;

/** The classes of characters of C's ctype.h in the C locale, where no byte from 128 on is in any. */
public final class CharacterClass {
    public static final int ALPHA = 1;
    public static final int CONTROL = 2;
    public static final int DIGIT = 4;
    public static final int LOWER = 8;
    public static final int PUNCTUATION = 16;
    public static final int SPACE = 32;
    public static final int UPPER = 64;
    public static final int HEXADECIMAL = 128;
    public static final int ALPHANUMERIC = ALPHA | DIGIT;

    private static final short[] CLASSES = classes();

    private CharacterClass() {}

    /** Whether the character, 0 to 255, is in one of {@code classes}. */
    public static boolean isIn(int character, int classes) {
        return (CLASSES[character] & classes) != 0;
    }

    public static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    public static int toLower(int character) {
        return character >= 'A' && character <= 'Z' ? character + 32 : character;
    }

    public static int toUpper(int character) {
        return character >= 'a' && character <= 'z' ? character - 32 : character;
    }

    private static short[] classes() {
        short[] classes = new short[256];
        for (int c = 0; c < 128; c++) {
            boolean isUpper = c >= 'A' && c <= 'Z';
            boolean isLower = c >= 'a' && c <= 'z';
            boolean isDigit = isDigit(c);
            boolean isHexadecimal = isDigit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            boolean isPunctuation = c > ' ' && c < 127 && !isUpper && !isLower && !isDigit;
            classes[c] = (short) ((isUpper || isLower ? ALPHA : 0)
                    | (c < ' ' || c == 127 ? CONTROL : 0)
                    | (isDigit ? DIGIT : 0)
                    | (isLower ? LOWER : 0)
                    | (isPunctuation ? PUNCTUATION : 0)
                    | (c == ' ' || c >= '\t' && c <= '\r' ? SPACE : 0)
                    | (isUpper ? UPPER : 0)
                    | (isHexadecimal ? HEXADECIMAL : 0));
        }
        return classes;
    }
}
