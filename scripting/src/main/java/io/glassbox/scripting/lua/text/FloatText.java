package io.glassbox.scripting.lua.text;

import io.glassbox.structure.text.ScaledDouble;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Doubles as C's {@code %e}, {@code %f} and {@code %g} write them, every digit exact.
 *
 * <p>Up to 17 digits come from {@link ScaledDouble}, without allocating; more, and the few numbers too close to a tie, from
 * {@link BigDecimal}. Both arrive as digits and the decimal exponent of the first, from which all layouts are made.
 */
public final class FloatText {
    private static final int DEFAULT_PRECISION = 6;
    private static final long[] POWERS_OF_TEN = powersOfTen();
    private static final double EXACT_WHOLE = 1L << 53;

    private FloatText() {}

    /** Appends {@code value} as {@code %.<precision>g}, 1 to 17. */
    public static void addGeneral(Bytes out, double value, int precision) {
        if (value == (long) value && Math.abs(value) < Math.min(POWERS_OF_TEN[precision], EXACT_WHOLE)) {
            if (value == 0 && 1 / value < 0) {
                out.add('-');
            }
            out.addDecimal((long) value);
            return;
        }
        if (isNegative(value)) {
            out.add('-');
        }
        if (Double.isFinite(value)) {
            addGeneral(out, Math.abs(value), precision, false, 'e');
        } else {
            addUnbounded(out, value, false);
        }
    }

    /** Appends {@code value} as the conversion says, with the letter {@code e}, {@code f} or {@code g} of either case. */
    public static void add(Bytes out, Conversion conversion, double value, int letter) {
        boolean isUpper = letter < 'a';
        boolean isFinite = Double.isFinite(value);
        int start = conversion.beginNumber(out, isNegative(value));
        int digits = out.length();
        if (isFinite) {
            addMagnitude(out, conversion, Math.abs(value), letter, isUpper);
        } else {
            addUnbounded(out, Math.abs(value), isUpper);
        }
        conversion.endNumber(out, start, digits, isFinite);
    }

    private static void addMagnitude(Bytes out, Conversion conversion, double value, int letter, boolean isUpper) {
        int precision = conversion.precisionOr(DEFAULT_PRECISION);
        boolean keepsPoint = conversion.isAlternate();
        int exponentLetter = isUpper ? 'E' : 'e';
        switch (letter | 0x20) {
            case 'e' -> addScientific(out, value, precision, keepsPoint, exponentLetter);
            case 'f' -> addFixed(out, value, precision, keepsPoint);
            default -> addGeneral(out, value, Math.max(precision, 1), keepsPoint, exponentLetter);
        }
    }

    /** The bit, not the comparison: C prints the sign of a zero, and also that of a NaN. */
    private static boolean isNegative(double value) {
        return Double.doubleToRawLongBits(value) < 0;
    }

    private static void addUnbounded(Bytes out, double value, boolean isUpper) {
        boolean isNaN = Double.isNaN(value);
        if (isUpper) {
            out.addAscii(isNaN ? "NAN" : "INF");
        } else {
            out.addAscii(isNaN ? "nan" : "inf");
        }
    }

    /** The value has digits 1 to {@code precision} as a number is written in full, or its exponent is out of that range. */
    private static void addGeneral(Bytes out, double value, int precision, boolean keepsZeros, int exponentLetter) {
        int start = out.length();
        int magnitude = addDigits(out, value, precision);
        int count = precision;
        if (!keepsZeros) {
            while (count > 1 && out.at(start + count - 1) == '0') {
                count--;
            }
            out.truncate(start + count);
        }
        if (magnitude < -4 || magnitude >= precision) {
            placePoint(out, start, 1, keepsZeros);
            addExponent(out, magnitude, exponentLetter);
        } else if (magnitude < 0) {
            insertZeros(out, start, -magnitude);
            placePoint(out, start, 1, keepsZeros);
        } else {
            out.fill('0', magnitude + 1 - count);
            placePoint(out, start, magnitude + 1, keepsZeros);
        }
    }

    private static void addScientific(Bytes out, double value, int precision, boolean keepsPoint, int exponentLetter) {
        int start = out.length();
        int magnitude = addDigits(out, value, precision + 1);
        placePoint(out, start, 1, keepsPoint);
        addExponent(out, magnitude, exponentLetter);
    }

    private static void addFixed(Bytes out, double value, int precision, boolean keepsPoint) {
        int start = out.length();
        long scaled = value == 0 ? 0 : precision <= ScaledDouble.MAX_DIGITS ? ScaledDouble.round(value, precision) : -1;
        if (scaled >= 0) {
            out.addUnsigned(scaled);
            insertZeros(out, start, precision + 1 - (out.length() - start));
        } else {
            String digits = new BigDecimal(value)
                    .setScale(precision, RoundingMode.HALF_EVEN)
                    .unscaledValue()
                    .toString();
            out.fill('0', precision + 1 - digits.length());
            out.addAscii(digits);
        }
        placePoint(out, start, out.length() - start - precision, keepsPoint);
    }

    /** Appends the first {@code count} digits, rounded, and returns the decimal exponent of the first. */
    private static int addDigits(Bytes out, double value, int count) {
        if (value == 0) {
            out.fill('0', count);
            return 0;
        }
        if (count <= ScaledDouble.MAX_DIGITS) {
            int magnitude = ScaledDouble.magnitude(value);
            long digits = ScaledDouble.round(value, count - 1 - magnitude);
            if (digits >= POWERS_OF_TEN[count]) {
                magnitude++;
                digits = ScaledDouble.round(value, count - 1 - magnitude);
            }
            if (digits >= 0) {
                out.addUnsigned(digits);
                return magnitude;
            }
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(count, RoundingMode.HALF_EVEN));
        String digits = rounded.unscaledValue().toString();
        int kept = Math.min(digits.length(), count);
        for (int i = 0; i < kept; i++) {
            out.add(digits.charAt(i));
        }
        out.fill('0', count - kept);
        return rounded.precision() - rounded.scale() - 1;
    }

    private static void placePoint(Bytes out, int start, int whole, boolean keepsPoint) {
        int length = out.length();
        if (start + whole < length || keepsPoint) {
            out.add('.');
            byte[] array = out.array();
            System.arraycopy(array, start + whole, array, start + whole + 1, length - start - whole);
            array[start + whole] = '.';
        }
    }

    private static void insertZeros(Bytes out, int start, int count) {
        if (count > 0) {
            int length = out.length();
            out.fill('0', count);
            byte[] array = out.array();
            System.arraycopy(array, start, array, start + count, length - start);
            Arrays.fill(array, start, start + count, (byte) '0');
        }
    }

    private static void addExponent(Bytes out, int magnitude, int letter) {
        out.add(letter);
        out.add(magnitude < 0 ? '-' : '+');
        int exponent = Math.abs(magnitude);
        if (exponent < 10) {
            out.add('0');
        }
        out.addUnsigned(exponent);
    }

    private static long[] powersOfTen() {
        long[] powers = new long[ScaledDouble.MAX_DIGITS + 1];
        long power = 1;
        for (int i = 0; i < powers.length; i++) {
            powers[i] = power;
            power *= 10;
        }
        return powers;
    }
}
