package io.glassbox.structure.text;

import io.glassbox.structure.memory.Memory;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with a fixed count of digits behind the point, as C's {@code %.2f} prints them. */
public final class FixedPoint {
    /** The longest text that {@link #write} makes of a number below 2^63. */
    public static final int MAX_LENGTH = DecimalInteger.MAX_LENGTH + 1 + 18;

    private static final double TWO_TO_THE_64TH = 0x1p64;
    private static final double LEAST_EXACT = 0x1p-11;
    private static final double MOST_SHORT = 0x1p62;
    private static final int MOST_DIGITS = 18;

    private FixedPoint() {}

    /**
     * Writes a finite number below 2^63 at {@code at} and returns the address behind it. Rounded exactly, ties to even; a number
     * that is not zero but below 2^-11 may allocate.
     *
     * @param digits behind the point, 1 to 18
     */
    public static long write(long at, double value, int digits) {
        double magnitude = Math.abs(value);
        if (magnitude != 0 && magnitude < LEAST_EXACT) {
            return writeText(at, text(value, digits));
        }
        long power = power(digits);
        long whole = (long) magnitude;
        long parts = parts(magnitude - whole, power);
        if (parts == power) {
            parts = 0;
            whole++;
        }
        long p = at;
        if (Double.doubleToRawLongBits(value) < 0) {
            Memory.putByte(p++, '-');
        }
        p = DecimalInteger.write(p, whole);
        Memory.putByte(p++, '.');
        for (long place = power / 10; place > 0; place /= 10) {
            Memory.putByte(p++, '0' + (int) (parts / place % 10));
        }
        return p;
    }

    /** A fraction in parts of which {@code power} are one, rounded: 0 to {@code power}. */
    private static long parts(double fraction, long power) {
        // The fraction has at most 53 bits behind the first that is set, so that 64 behind the point hold it.
        double scaled = fraction * TWO_TO_THE_64TH;
        long bits = scaled < 0x1p63 ? (long) scaled : (long) (scaled - 0x1p63) ^ Long.MIN_VALUE;
        long parts = Math.unsignedMultiplyHigh(bits, power);
        long rest = bits * power;
        boolean isTie = rest == Long.MIN_VALUE;
        boolean isUp = isTie ? (parts & 1) != 0 : rest < 0;
        return isUp ? parts + 1 : parts;
    }

    /** The same without zeros at the end, and without the point if nothing is left behind it. */
    public static long writeTrimmed(long at, double value, int digits) {
        long end = write(at, value, digits);
        while (Memory.getByte(end - 1) == '0') {
            end--;
        }
        end = Memory.getByte(end - 1) == '.' ? end - 1 : end;
        boolean isMinusZero = end - at == 2 && Memory.getByte(at) == '-' && Memory.getByte(at + 1) == '0';
        if (isMinusZero) {
            Memory.putByte(at, '0');
            return at + 1;
        }
        return end;
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    private static long writeText(long at, String text) {
        for (int i = 0; i < text.length(); i++) {
            Memory.putByte(at + i, text.charAt(i));
        }
        return at + text.length();
    }

    /** {@code value} rounded exactly, ties to even, to {@code digits} digits behind the point. */
    public static String text(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        double magnitude = Math.abs(value);
        boolean isShort =
                magnitude < MOST_SHORT && (magnitude == 0 || magnitude >= LEAST_EXACT) && digits <= MOST_DIGITS;
        String text = isShort
                ? shortText(magnitude, digits)
                : new BigDecimal(magnitude)
                        .setScale(digits, RoundingMode.HALF_EVEN)
                        .toPlainString();
        return Double.doubleToRawLongBits(value) < 0 ? "-" + text : text;
    }

    private static String shortText(double magnitude, int digits) {
        long power = power(digits);
        long whole = (long) magnitude;
        if (digits == 0) {
            double rest = magnitude - whole;
            return Long.toString(rest > 0.5 || rest == 0.5 && (whole & 1) != 0 ? whole + 1 : whole);
        }
        long parts = parts(magnitude - whole, power);
        if (parts == power) {
            parts = 0;
            whole++;
        }
        String padded = Long.toString(power + parts);
        return whole + "." + padded.substring(1);
    }

    /** {@code part} of {@code whole} as in {@code 98.53%}; of nothing, 0. */
    public static String percent(double part, double whole) {
        return text(whole == 0 ? 0 : part * 100 / whole, 2) + "%";
    }
}
