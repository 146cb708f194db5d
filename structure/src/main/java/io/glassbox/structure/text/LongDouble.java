package io.glassbox.structure.text;

import io.glassbox.structure.memory.ByteView;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number of the 80-bit format of x87 processors, C's {@code long double} on x86-64: 64 bits of significand, 15 of exponent.
 * INCRBYFLOAT and HINCRBYFLOAT compute in it, so that the same requests give the same digits as with Redis. Immutable.
 *
 * <p>The arithmetic is done with whole numbers of any size and one rounding, to the nearest, ties to even: simple and right,
 * about a microsecond for an addition, which an INCRBYFLOAT can afford.
 */
public final class LongDouble implements Comparable<LongDouble> {
    public static final LongDouble ZERO = new LongDouble(false, BigInteger.ZERO, 0);

    /** Texts of this length and more are refused, as Redis does. */
    private static final int MAX_TEXT = 5 * 1024;

    private static final int PRECISION = 64;

    /** The exponents of the last bit of the smallest and the largest numbers. */
    private static final int MIN_EXPONENT = -16445;

    private static final int MAX_EXPONENT = 16320;

    /** Digits printed behind the point, at most. */
    private static final int FRACTION_DIGITS = 17;

    private static final BigInteger FRACTION_UNIT = BigInteger.TEN.pow(FRACTION_DIGITS);
    private static final int MAX_DECIMAL_EXPONENT = 4932;

    /** The largest finite number. */
    public static final LongDouble MAX =
            rounded(false, BigInteger.ONE.shiftLeft(PRECISION).subtract(BigInteger.ONE), MAX_EXPONENT);

    private static final LongDouble INFINITY = new LongDouble(false, BigInteger.ONE, Integer.MAX_VALUE);
    private static final LongDouble NAN = new LongDouble(false, BigInteger.ZERO, Integer.MAX_VALUE);

    private final boolean negative;

    /** The value is {@code significand × 2^exponent}; infinity and NaN have exponents of their own. */
    private final BigInteger significand;

    private final int exponent;

    private LongDouble(boolean negative, BigInteger significand, int exponent) {
        this.negative = negative;
        this.significand = significand;
        this.exponent = exponent;
    }

    public static @Nullable LongDouble parse(ByteView text) {
        return parse(text.address(), text.length());
    }

    /**
     * The number that the bytes spell in the notation of C's {@code strtold}, without blanks; null if they spell none, NaN, or
     * one that is too large or too small for the format. {@code inf} is a number here.
     */
    public static @Nullable LongDouble parse(long address, int length) {
        if (length >= MAX_TEXT) {
            return null;
        }
        FloatNotation notation = FloatNotation.read(address, length, MAX_TEXT);
        if (notation == null) {
            return null;
        }
        if (notation.kind() == FloatNotation.Kind.INFINITE) {
            return infinity(notation.isNegative());
        }
        if (notation.digitCount() == 0) {
            return notation.isNegative() ? ZERO.negate() : ZERO;
        }
        LongDouble value = notation.kind() == FloatNotation.Kind.HEXADECIMAL ? ofHex(notation) : ofDecimal(notation);
        return value.isFinite() && !value.isZero() ? value : null;
    }

    public static LongDouble of(long value) {
        return rounded(value < 0, BigInteger.valueOf(value).abs(), 0);
    }

    /** Exact: every double is a long double. */
    public static LongDouble of(double value) {
        if (Double.isNaN(value)) {
            return NAN;
        }
        boolean isNegative = Double.doubleToRawLongBits(value) < 0;
        if (Double.isInfinite(value)) {
            return infinity(isNegative);
        }
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> 52) & 0x7FF;
        long mantissa = bits & 0xF_FFFF_FFFF_FFFFL | (biased == 0 ? 0 : 1L << 52);
        return rounded(isNegative, BigInteger.valueOf(mantissa), Math.max(biased, 1) - 1075);
    }

    /** False for infinity and NaN: what an increment must not produce. */
    public boolean isFinite() {
        return exponent != Integer.MAX_VALUE;
    }

    public boolean isNaN() {
        return !isFinite() && significand.signum() == 0;
    }

    public boolean isZero() {
        return isFinite() && significand.signum() == 0;
    }

    public boolean isNegative() {
        return negative;
    }

    public LongDouble plus(LongDouble other) {
        if (isNaN() || other.isNaN()) {
            return NAN;
        }
        if (!isFinite()) {
            return other.isFinite() || negative == other.negative ? this : NAN;
        }
        if (!other.isFinite()) {
            return other;
        }
        int common = Math.min(exponent, other.exponent);
        BigInteger sum = signedAt(common).add(other.signedAt(common));
        boolean isNegative = sum.signum() == 0 ? negative && other.negative : sum.signum() < 0;
        return rounded(isNegative, sum.abs(), common);
    }

    public LongDouble minus(LongDouble other) {
        return plus(other.negate());
    }

    public LongDouble negate() {
        return isNaN() ? this : new LongDouble(!negative, significand, exponent);
    }

    /** By value: both zeros are equal. Must not be asked of NaN. */
    @Override
    public int compareTo(LongDouble other) {
        assert !isNaN() && !other.isNaN();
        LongDouble difference = minus(other);
        if (difference.isNaN() || difference.isZero()) {
            return 0;
        }
        return difference.negative ? -1 : 1;
    }

    /** Equal as {@link #compareTo} says, so that both zeros are; NaN is equal to itself. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof LongDouble number)) {
            return false;
        }
        return isNaN() || number.isNaN() ? isNaN() && number.isNaN() : compareTo(number) == 0;
    }

    @Override
    public int hashCode() {
        return isZero() ? 0 : significand.hashCode() * 31 + exponent * 2 + (negative ? 1 : 0);
    }

    /**
     * As C's {@code %.17Lf} without zeros at the end: {@code 10.6}, never with an exponent. A number that comes out as
     * {@code -0} loses its sign. Up to 4,952 characters.
     */
    @Override
    public String toString() {
        if (!isFinite()) {
            return isNaN() ? "nan" : negative ? "-inf" : "inf";
        }
        BigInteger scaled = significand.multiply(FRACTION_UNIT);
        BigInteger digits = exponent >= 0 ? scaled.shiftLeft(exponent) : shiftRightRounded(scaled, -exponent);
        if (digits.signum() == 0) {
            return "0";
        }
        String text = new BigDecimal(digits, FRACTION_DIGITS).toPlainString();
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        if (text.charAt(end - 1) == '.') {
            end--;
        }
        return (negative ? "-" : "") + text.substring(0, end);
    }

    private static LongDouble infinity(boolean isNegative) {
        return isNegative ? INFINITY.negate() : INFINITY;
    }

    private static LongDouble ofHex(FloatNotation notation) {
        long power = notation.exponent();
        if (Math.abs(power) > 2L * (MAX_EXPONENT + 4 * MAX_TEXT)) {
            return power < 0 ? ZERO : INFINITY;
        }
        return rounded(notation.isNegative(), new BigInteger(notation.digits(), 16), (int) power);
    }

    private static LongDouble ofDecimal(FloatNotation notation) {
        long power = notation.exponent();
        if (Math.abs(power) > 2L * (MAX_DECIMAL_EXPONENT + MAX_TEXT)) {
            return power < 0 ? ZERO : INFINITY;
        }
        BigInteger digits = new BigInteger(notation.digits());
        if (power >= 0) {
            return rounded(notation.isNegative(), digits.multiply(BigInteger.TEN.pow((int) power)), 0);
        }
        // The quotient gets at least two bits more than are kept, and one more that tells whether a remainder is left.
        BigInteger divisor = BigInteger.TEN.pow((int) -power);
        int shift = Math.max(PRECISION + 2 + divisor.bitLength() - digits.bitLength(), 0);
        BigInteger[] parts = digits.shiftLeft(shift).divideAndRemainder(divisor);
        BigInteger quotient = parts[0].shiftLeft(1);
        if (parts[1].signum() != 0) {
            quotient = quotient.setBit(0);
        }
        return rounded(notation.isNegative(), quotient, -shift - 1);
    }

    /** {@code magnitude × 2^exponent} in 64 bits, fewer for the smallest numbers. */
    private static LongDouble rounded(boolean isNegative, BigInteger magnitude, int exponent) {
        int surplus = Math.max(magnitude.bitLength() - PRECISION, MIN_EXPONENT - exponent);
        if (surplus <= 0) {
            return inRange(isNegative, magnitude, exponent);
        }
        return inRange(isNegative, shiftRightRounded(magnitude, surplus), exponent + surplus);
    }

    private static LongDouble inRange(boolean isNegative, BigInteger significand, int exponent) {
        if (significand.signum() == 0) {
            return new LongDouble(isNegative, BigInteger.ZERO, 0);
        }
        // One form for each number: an odd significand.
        int zeros = significand.getLowestSetBit();
        if (significand.bitLength() + exponent > MAX_EXPONENT + PRECISION) {
            return infinity(isNegative);
        }
        return new LongDouble(isNegative, significand.shiftRight(zeros), exponent + zeros);
    }

    /** {@code value / 2^bits} to the nearest whole number, ties to even. */
    private static BigInteger shiftRightRounded(BigInteger value, int bits) {
        BigInteger whole = value.shiftRight(bits);
        if (!value.testBit(bits - 1)) {
            return whole;
        }
        boolean isTie = value.getLowestSetBit() == bits - 1;
        return isTie && !whole.testBit(0) ? whole : whole.add(BigInteger.ONE);
    }

    private BigInteger signedAt(int lowerExponent) {
        BigInteger magnitude = significand.shiftLeft(exponent - lowerExponent);
        return negative ? magnitude.negate() : magnitude;
    }
}
