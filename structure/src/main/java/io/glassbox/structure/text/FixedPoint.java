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
        // The fraction has at most 53 bits behind the first that is set, so that 64 behind the point hold it.
        double scaled = (magnitude - whole) * TWO_TO_THE_64TH;
        long fraction = scaled < 0x1p63 ? (long) scaled : (long) (scaled - 0x1p63) ^ Long.MIN_VALUE;
        long parts = Math.unsignedMultiplyHigh(fraction, power);
        long rest = fraction * power;
        boolean isTie = rest == Long.MIN_VALUE;
        if (isTie ? (parts & 1) != 0 : rest < 0) {
            parts++;
            if (parts == power) {
                parts = 0;
                whole++;
            }
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
        String text =
                new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
        boolean lostItsSign = Double.doubleToRawLongBits(value) < 0 && text.charAt(0) != '-';
        return lostItsSign ? "-" + text : text;
    }

    /** {@code part} of {@code whole} as in {@code 98.53%}; of nothing, 0. */
    public static String percent(double part, double whole) {
        return text(whole == 0 ? 0 : part * 100 / whole, 2) + "%";
    }
}
