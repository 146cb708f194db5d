package io.glassbox.structure.text;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;

/**
 * Doubles as commands read and print them: scores, coordinates, timeouts.
 *
 * <p>Reading takes what C's {@code strtod} takes, so also {@code inf}, hexadecimal digits and a leading plus, but no
 * blanks, no {@code nan}, and nothing that is too large or too small for a double. Printing has two forms: 17 significant
 * digits as C's {@code %.17g}, which is what Redis 7.0 sends, and the fewest digits that read back as the same number,
 * which newer versions send.
 *
 * <p>Both directions work with 192-bit products of the number and a power of ten, without allocating. The rare numbers (about
 * one in 2^50) that lie too close to a tie to be told that way go through exact arithmetic of the JDK.
 */
public final class DoubleText {
    /** The longest text printed: a sign, 17 digits and 7 zeros, in the shortest form. */
    public static final int MAX_LENGTH = 25;

    /** A tie between two doubles has at most 767 digits. */
    private static final int MAX_DIGITS = 800;

    private static final int WORD_DIGITS = 19;
    private static final int DOUBLE_BITS = 53;
    private static final long EXACT_WHOLE = 1L << DOUBLE_BITS;
    private static final int MAX_EXPONENT_TEXT = 9999;

    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private DoubleText() {}

    public static double parse(ByteView text) {
        return parse(text.address(), text.length());
    }

    /** The number that the bytes spell, or NaN if they spell none. O(length). */
    public static double parse(long address, int length) {
        long end = address + length;
        long p = address;
        boolean negative = length > 0 && Memory.getByte(p) == '-';
        if (negative) {
            p++;
        }
        long digits = 0;
        int count = 0;
        int exponent = 0;
        boolean inFraction = false;
        boolean any = false;
        for (; p < end; p++) {
            int c = Memory.getByte(p);
            if (c == '.' && !inFraction) {
                inFraction = true;
                continue;
            }
            if (!DecimalInteger.isDigit(c)) {
                break;
            }
            any = true;
            digits = digits * 10 + (c - '0');
            count += count > 0 || c != '0' ? 1 : 0;
            exponent -= inFraction ? 1 : 0;
        }
        if (!any || count > WORD_DIGITS) {
            return parseExactly(address, length);
        }
        if (p < end) {
            int power = exponentAt(p, end);
            if (power > MAX_EXPONENT_TEXT) {
                return parseExactly(address, length);
            }
            exponent += power;
        }
        double magnitude = digits == 0 ? 0 : scale(digits, exponent);
        if (Double.isNaN(magnitude)) {
            return parseExactly(address, length);
        }
        return negative ? -magnitude : magnitude;
    }

    /** Writes the number as {@code %.17g} at {@code at} and returns the address behind it. */
    public static long write(long at, double value) {
        if (value == (long) value && Math.abs(value) < 1e17) {
            return writeWhole(at, value);
        }
        if (!Double.isFinite(value)) {
            return writeUnbounded(at, value);
        }
        long p = at;
        if (value < 0) {
            Memory.putByte(p++, '-');
        }
        return DoubleDigits.writeSeventeen(p, Math.abs(value));
    }

    /**
     * Writes the number with as few digits as tell it from every other double, and returns the address behind it.
     * Allocates for numbers that are not whole.
     */
    public static long writeShortest(long at, double value) {
        if (value == (long) value && Math.abs(value) < EXACT_WHOLE) {
            return writeWhole(at, value);
        }
        if (!Double.isFinite(value)) {
            return writeUnbounded(at, value);
        }
        long p = at;
        if (value < 0) {
            Memory.putByte(p++, '-');
        }
        return DoubleDigits.writeShortest(p, Math.abs(value));
    }

    private static long writeWhole(long at, double value) {
        if (value == 0 && 1 / value < 0) {
            Memory.putByte(at, '-');
            Memory.putByte(at + 1, '0');
            return at + 2;
        }
        return DecimalInteger.write(at, (long) value);
    }

    private static long writeUnbounded(long at, double value) {
        String text = Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        for (int i = 0; i < text.length(); i++) {
            Memory.putByte(at + i, text.charAt(i));
        }
        return at + text.length();
    }

    /** The exponent written from {@code p} to the end, {@code e-7} for one; a value above the limit if it is no short one. */
    private static int exponentAt(long p, long end) {
        int none = MAX_EXPONENT_TEXT + 1;
        if ((Memory.getByte(p) | 0x20) != 'e' || end - p < 2) {
            return none;
        }
        int sign = Memory.getByte(p + 1);
        long digit = sign == '-' || sign == '+' ? p + 2 : p + 1;
        if (digit == end || end - digit > 4) {
            return none;
        }
        int value = 0;
        for (; digit < end; digit++) {
            int c = Memory.getByte(digit);
            if (!DecimalInteger.isDigit(c)) {
                return none;
            }
            value = value * 10 + (c - '0');
        }
        return sign == '-' ? -value : value;
    }

    /** {@code digits}, unsigned and not 0, times 10^exponent, correctly rounded; NaN if that takes exact arithmetic. */
    private static double scale(long digits, int exponent) {
        if (digits > 0 && digits <= EXACT_WHOLE && Math.abs(exponent) < EXACT_POWERS.length) {
            // Both operands are exact, so the one rounding of the operation is the right one.
            return exponent < 0 ? digits / EXACT_POWERS[-exponent] : digits * EXACT_POWERS[exponent];
        }
        if (exponent < PowersOfTen.MIN || exponent > PowersOfTen.MAX) {
            return Double.NaN;
        }
        int zeros = Long.numberOfLeadingZeros(digits);
        long significand = digits << zeros;
        long powerLow = PowersOfTen.low(exponent);
        long powerHigh = PowersOfTen.high(exponent);
        long low = significand * powerLow;
        long carried = Math.unsignedMultiplyHigh(significand, powerLow);
        long middle = significand * powerHigh + carried;
        long high =
                Math.unsignedMultiplyHigh(significand, powerHigh) + (Long.compareUnsigned(middle, carried) < 0 ? 1 : 0);
        int binary = PowersOfTen.exponent(exponent) - zeros + 191;
        if (high >= 0) {
            high = high << 1 | middle >>> 63;
            middle = middle << 1 | low >>> 63;
            low <<= 1;
            binary--;
        }
        return round(high, middle, low, binary, PowersOfTen.isExact(exponent));
    }

    /**
     * The double next to the 192-bit fraction whose first bit is worth 2^binary. If the fraction is not exact, the true value is
     * above it by less than 2 in the middle word.
     */
    private static double round(long high, long middle, long low, int binary, boolean exact) {
        if (binary < Double.MIN_EXPONENT || binary > Double.MAX_EXPONENT) {
            return Double.NaN;
        }
        int spare = Long.SIZE - DOUBLE_BITS;
        long half = 1L << (spare - 1);
        long rest = high & ((1L << spare) - 1);
        if (!exact && rest == half - 1 && middle >= -2 && middle < 0) {
            return Double.NaN;
        }
        long bits = high >>> spare;
        boolean isTie = rest == half && exact && (middle | low) == 0;
        if (isTie ? (bits & 1) != 0 : rest >= half) {
            bits++;
        }
        // Adding, not or-ing: a significand that was rounded up to the next power of two raises the exponent.
        long pattern =
                ((long) (binary + Double.MAX_EXPONENT) << (DOUBLE_BITS - 1)) + (bits - (1L << (DOUBLE_BITS - 1)));
        double value = Double.longBitsToDouble(pattern);
        return value == Double.POSITIVE_INFINITY ? Double.NaN : value;
    }

    private static double parseExactly(long address, int length) {
        FloatNotation notation = FloatNotation.read(address, length, MAX_DIGITS);
        if (notation == null) {
            return Double.NaN;
        }
        double magnitude = switch (notation.kind()) {
            case INFINITE -> Double.POSITIVE_INFINITY;
            case DECIMAL, HEXADECIMAL -> magnitude(notation);
        };
        return notation.isNegative() ? -magnitude : magnitude;
    }

    /** NaN if the number is out of a double's range at either end. */
    private static double magnitude(FloatNotation notation) {
        if (notation.digitCount() == 0) {
            return 0;
        }
        // Beyond this the result is certain, and the JDK is spared the odd exponent.
        if (Math.abs(notation.exponent()) > 4L * (MAX_DIGITS + 1) + Double.MAX_EXPONENT + DOUBLE_BITS) {
            return Double.NaN;
        }
        String text = notation.kind() == FloatNotation.Kind.HEXADECIMAL
                ? "0x" + notation.digits() + "p" + notation.exponent()
                : notation.digits() + "e" + notation.exponent();
        double value = Double.parseDouble(text);
        return value == 0 || value == Double.POSITIVE_INFINITY ? Double.NaN : value;
    }
}
