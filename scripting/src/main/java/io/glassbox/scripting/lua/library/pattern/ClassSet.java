package io.glassbox.scripting.lua.library.pattern;

import io.glassbox.scripting.lua.text.CharacterClass;

/** Single characters against {@code %a} and its like, and against sets in brackets. */
final class ClassSet {
    private ClassSet() {}

    /** Whether {@code character} is of the class that {@code letter} names, or is that letter, if it names none. */
    static boolean isOfClass(int character, int letter) {
        int lower = letter | 0x20;
        boolean isUpper = lower != letter;
        int classes = switch (lower) {
            case 'a' -> CharacterClass.ALPHA;
            case 'c' -> CharacterClass.CONTROL;
            case 'd' -> CharacterClass.DIGIT;
            case 'l' -> CharacterClass.LOWER;
            case 'p' -> CharacterClass.PUNCTUATION;
            case 's' -> CharacterClass.SPACE;
            case 'u' -> CharacterClass.UPPER;
            case 'w' -> CharacterClass.ALPHANUMERIC;
            case 'x' -> CharacterClass.HEXADECIMAL;
            default -> 0;
        };
        if (classes != 0) {
            return CharacterClass.isIn(character, classes) != isUpper;
        }
        return lower == 'z' ? (character == 0) != isUpper : character == letter;
    }

    /** Whether {@code character} is in the set whose brackets stand at {@code open} and {@code close}. */
    static boolean isInSet(int character, byte[] pattern, int open, int close) {
        int p = open + 1;
        boolean isComplement = pattern[p] == '^';
        if (isComplement) {
            p++;
        }
        for (; p < close; p++) {
            int c = pattern[p] & 0xFF;
            if (c == '%') {
                p++;
                if (isOfClass(character, pattern[p] & 0xFF)) {
                    return !isComplement;
                }
            } else if (pattern[p + 1] == '-' && p + 2 < close) {
                if (c <= character && character <= (pattern[p + 2] & 0xFF)) {
                    return !isComplement;
                }
                p += 2;
            } else if (c == character) {
                return !isComplement;
            }
        }
        return isComplement;
    }
}
