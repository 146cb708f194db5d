package io.glassbox.structure.text;

/**
 * A positive, finite double times a power of ten, rounded to a whole number: the one step behind every decimal text of a
 * double, with a fixed count of significant digits or of digits behind the point.
 *
 * <p>The product has 192 bits, so that all but about one number in 2^50 are told without arithmetic of any size, and nothing
 * is allocated.
 */
public final class ScaledDouble {
    /** The most decimal digits of a result that {@link #round} can be relied on for. */
    public static final int MAX_DIGITS = 17;

    private static final int BIAS = 1075;

    private ScaledDouble() {}

    /** The decimal exponent of the first digit of {@code value}, or one less. */
    public static int magnitude(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> 52);
        int zeros = Long.numberOfLeadingZeros(mantissa(bits, biased));
        // floor(log10) of the power of two in the number: its own, or one too small.
        return (Math.max(biased, 1) - BIAS - zeros + 63) * 78913 >> 18;
    }

    /**
     * {@code value × 10^power} to the nearest whole number, ties to even; -1 if that takes exact arithmetic, is zero, or might have
     * more than {@link #MAX_DIGITS} digits.
     */
    public static long round(double value, int power) {
        if (power < PowersOfTen.MIN || power > PowersOfTen.MAX) {
            return -1;
        }
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> 52);
        long mantissa = mantissa(bits, biased);
        int zeros = Long.numberOfLeadingZeros(mantissa);
        long significand = mantissa << zeros;
        int binary = Math.max(biased, 1) - BIAS - zeros;

        // The bits of the product that lie behind the point, of its highest word.
        int fraction = -(binary + PowersOfTen.exponent(power)) - 2 * Long.SIZE;
        if (fraction <= 0 || fraction >= Long.SIZE) {
            return -1;
        }
        long powerLow = PowersOfTen.low(power);
        long powerHigh = PowersOfTen.high(power);
        boolean exact = PowersOfTen.isExact(power);
        long low = significand * powerLow;
        long carried = Math.unsignedMultiplyHigh(significand, powerLow);
        long middle = significand * powerHigh + carried;
        long high =
                Math.unsignedMultiplyHigh(significand, powerHigh) + (Long.compareUnsigned(middle, carried) < 0 ? 1 : 0);

        long whole = high >>> fraction;
        long half = 1L << (fraction - 1);
        long rest = high & ((1L << fraction) - 1);
        if (!exact && rest == half - 1 && middle == -1) {
            return -1;
        }
        boolean isTie = rest == half && exact && (middle | low) == 0;
        return whole + ((isTie ? (whole & 1) != 0 : rest >= half) ? 1 : 0);
    }

    private static long mantissa(long bits, int biased) {
        return bits & 0xF_FFFF_FFFF_FFFFL | (biased == 0 ? 0 : 1L << 52);
    }
}
