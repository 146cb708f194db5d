package io.glassbox.scripting.lua.text;

import java.nio.charset.StandardCharsets;

/**
 * One conversion of a printf format: {@code %-08.3f} and the like, with the layout of what is converted: sign and prefix, zeros, digits,
 * in a field of at least some width. Mutable and reused, one per conversion in progress.
 */
public final class Conversion {
    static final byte[] LOWER_DIGITS = ascii("0123456789abcdef");
    static final byte[] UPPER_DIGITS = ascii("0123456789ABCDEF");

    private static final int NONE = -1;

    private boolean isLeft;
    private boolean showsPlus;
    private boolean showsBlank;
    private boolean isAlternate;
    private boolean isZeroPadded;
    private int width;
    private int precision = NONE;

    /** Back to a bare {@code %}. */
    public void clear() {
        isLeft = false;
        showsPlus = false;
        showsBlank = false;
        isAlternate = false;
        isZeroPadded = false;
        width = 0;
        precision = NONE;
    }

    /** Takes one of {@code -+ #0}; false if it is no flag. */
    public boolean flag(int character) {
        switch (character) {
            case '-' -> isLeft = true;
            case '+' -> showsPlus = true;
            case ' ' -> showsBlank = true;
            case '#' -> isAlternate = true;
            case '0' -> isZeroPadded = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    public void width(int columns) {
        width = columns;
    }

    public void precision(int digits) {
        precision = digits;
    }

    public boolean hasPrecision() {
        return precision != NONE;
    }

    /** The precision, or {@code otherwise} if none was given. */
    int precisionOr(int otherwise) {
        return precision == NONE ? otherwise : precision;
    }

    boolean isAlternate() {
        return isAlternate;
    }

    /** As {@code %s}: at most as many bytes as the precision says. */
    public void addString(Bytes out, byte[] text, int offset, int length) {
        int count = Math.min(length, precisionOr(length));
        int blanks = Math.max(width - count, 0);
        out.fill(' ', isLeft ? 0 : blanks);
        out.add(text, offset, count);
        out.fill(' ', isLeft ? blanks : 0);
    }

    /** As {@code %c}. */
    public void addCharacter(Bytes out, int character) {
        int blanks = Math.max(width - 1, 0);
        out.fill(' ', isLeft ? 0 : blanks);
        out.add(character);
        out.fill(' ', isLeft ? blanks : 0);
    }

    /** As {@code %d}. */
    public void addSigned(Bytes out, long value) {
        int start = beginNumber(out, value < 0);
        int digits = out.length();
        if (value != 0 || precision != 0) {
            out.addUnsigned(value < 0 ? -value : value);
        }
        endInteger(out, start, digits);
    }

    /** As {@code %u}, {@code %o}, {@code %x} or {@code %X}. */
    public void addUnsigned(Bytes out, long value, int letter) {
        int start = out.length();
        boolean isHexadecimal = letter == 'x' || letter == 'X';
        if (isAlternate && isHexadecimal && value != 0) {
            out.add('0');
            out.add(letter);
        }
        int digits = out.length();
        if (value != 0 || precision != 0) {
            if (isHexadecimal) {
                addPowerOfTwo(out, value, 4, letter == 'x' ? LOWER_DIGITS : UPPER_DIGITS);
            } else if (letter == 'o') {
                addPowerOfTwo(out, value, 3, LOWER_DIGITS);
            } else {
                out.addUnsigned(value);
            }
        }
        boolean needsOctalZero = isAlternate
                && letter == 'o'
                && precisionOr(0) <= out.length() - digits
                && (out.length() == digits || out.at(digits) != '0');
        if (needsOctalZero) {
            insert(out, digits, '0', 1);
        }
        endInteger(out, start, digits);
    }

    /** Writes the sign of a number and returns where the number begins. */
    int beginNumber(Bytes out, boolean isNegative) {
        int start = out.length();
        if (isNegative) {
            out.add('-');
        } else if (showsPlus) {
            out.add('+');
        } else if (showsBlank) {
            out.add(' ');
        }
        return start;
    }

    /** Fills the field of what was written from {@code start} on; zeros go before {@code digits}, if the number may have any. */
    void endNumber(Bytes out, int start, int digits, boolean mayHaveZeros) {
        int missing = width - (out.length() - start);
        if (missing <= 0) {
            return;
        }
        if (isLeft) {
            out.fill(' ', missing);
        } else if (isZeroPadded && mayHaveZeros) {
            insert(out, digits, '0', missing);
        } else {
            insert(out, start, ' ', missing);
        }
    }

    private void endInteger(Bytes out, int start, int digits) {
        int missing = precisionOr(0) - (out.length() - digits);
        if (missing > 0) {
            insert(out, digits, '0', missing);
        }
        endNumber(out, start, digits, !hasPrecision());
    }

    private static void addPowerOfTwo(Bytes out, long value, int bits, byte[] digits) {
        int count = Math.max((Long.SIZE - Long.numberOfLeadingZeros(value) + bits - 1) / bits, 1);
        for (int shift = bits * (count - 1); shift >= 0; shift -= bits) {
            out.add(digits[(int) (value >>> shift) & ((1 << bits) - 1)]);
        }
    }

    private static void insert(Bytes out, int index, int value, int count) {
        int length = out.length();
        out.fill(value, count);
        byte[] array = out.array();
        System.arraycopy(array, index, array, index + count, length - index);
        for (int i = index; i < index + count; i++) {
            array[i] = (byte) value;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
