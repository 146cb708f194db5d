package io.glassbox.structure.text;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;

/**
 * Signed 64-bit integers in their one canonical decimal spelling: no blanks, no plus, no leading zeros, no {@code -0}.
 * Because a number has exactly one spelling, a string value that passes {@link #isInteger} can be kept as the number and
 * printed again without anybody noticing.
 *
 * <p>Telling and parsing are two calls so that neither throws nor boxes. Both are O(length), at most 20 bytes.
 */
public final class DecimalInteger {
    /** The length of {@link Long#MIN_VALUE}. */
    public static final int MAX_LENGTH = 20;

    private static final int SAFE_DIGITS = 18;

    /** 1, 10, … 10^18. */
    private static final long[] POWERS_OF_TEN = powersOfTen();

    /** "00" to "99" as little-endian pairs, so that two digits are one store. */
    private static final short[] PAIRS = pairs();

    private DecimalInteger() {}

    public static boolean isInteger(ByteView text) {
        return isInteger(text.address(), text.length());
    }

    /** Whether the bytes are the canonical spelling of a number that fits 64 bits. */
    public static boolean isInteger(long address, int length) {
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        int first = Memory.getByte(address) == '-' ? 1 : 0;
        int digits = length - first;
        if (digits == 0 || digits > SAFE_DIGITS + 1) {
            return false;
        }
        if (Memory.getByte(address + first) == '0') {
            return length == 1;
        }
        for (int i = first; i < length; i++) {
            if (!isDigit(Memory.getByte(address + i))) {
                return false;
            }
        }
        return digits <= SAFE_DIGITS || fits(address, length, first == 1);
    }

    public static long parse(ByteView text) {
        return parse(text.address(), text.length());
    }

    /** The number; the bytes have passed {@link #isInteger}. */
    public static long parse(long address, int length) {
        assert isInteger(address, length);
        boolean negative = Memory.getByte(address) == '-';
        // Summed as a negative number, since the most negative one has no positive twin.
        long value = 0;
        for (int i = negative ? 1 : 0; i < length; i++) {
            value = value * 10 - (Memory.getByte(address + i) - '0');
        }
        return negative ? value : -value;
    }

    /** Writes {@code value} at {@code at}, which has room for it, and returns the address behind it. */
    public static long write(long at, long value) {
        if (value >= 0 && value < 10) {
            Memory.putByte(at, '0' + (int) value);
            return at + 1;
        }
        long end = at + lengthOf(value);
        long rest = value;
        if (value > 0) {
            rest = -value;
        } else {
            Memory.putByte(at, '-');
        }
        long p = end;
        while (rest <= -100) {
            long quotient = rest / 100;
            p -= 2;
            Memory.putShort(p, PAIRS[(int) (quotient * 100 - rest)]);
            rest = quotient;
        }
        if (rest <= -10) {
            Memory.putShort(p - 2, PAIRS[(int) -rest]);
        } else {
            Memory.putByte(p - 1, '0' - (int) rest);
        }
        return end;
    }

    /** The number of bytes that {@link #write} takes for {@code value}. */
    public static int lengthOf(long value) {
        if (value >= 0) {
            return digitsOf(value);
        }
        return value == Long.MIN_VALUE ? MAX_LENGTH : 1 + digitsOf(-value);
    }

    /** The number of decimal digits of {@code value}, which is not negative. */
    static int digitsOf(long value) {
        // Bits times log10(2), and one more when the power of ten in that range is reached.
        int guess = (64 - Long.numberOfLeadingZeros(value)) * 1233 >> 12;
        return value >= POWERS_OF_TEN[guess] ? guess + 1 : Math.max(guess, 1);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Whether 19 digits stay within the range. */
    private static boolean fits(long address, int length, boolean negative) {
        long value = 0;
        for (int i = negative ? 1 : 0; i < length; i++) {
            value = value * 10 + (Memory.getByte(address + i) - '0');
        }
        // 19 digits are below 2^64, so a sum past the range shows as a negative number.
        return value >= 0 || negative && value == Long.MIN_VALUE;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[SAFE_DIGITS + 1];
        long power = 1;
        for (int i = 0; i < powers.length; i++) {
            powers[i] = power;
            power *= 10;
        }
        return powers;
    }

    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) ('0' + i / 10 | '0' + i % 10 << 8);
        }
        return pairs;
    }
}
