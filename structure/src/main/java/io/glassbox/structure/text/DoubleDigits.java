package io.glassbox.structure.text;

import io.glassbox.structure.memory.Memory;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The decimal digits of positive, finite doubles, and their two layouts. {@link DoubleText} handles all other values. */
final class DoubleDigits {
    private static final int PRECISION = 17;
    private static final long LIMIT = 100_000_000_000_000_000L;

    private DoubleDigits() {}

    /** Writes {@code value} as {@code %.17g}; returns the address behind it. */
    static long writeSeventeen(long at, double value) {
        int magnitude = ScaledDouble.magnitude(value);
        long digits = ScaledDouble.round(value, PRECISION - 1 - magnitude);
        if (digits >= LIMIT) {
            magnitude++;
            digits = ScaledDouble.round(value, PRECISION - 1 - magnitude);
        }
        if (digits < 0) {
            BigDecimal exact = new BigDecimal(value);
            magnitude = exactMagnitude(exact);
            digits = exactDigits(exact, magnitude);
            if (digits == LIMIT) {
                magnitude++;
                digits = LIMIT / 10;
            }
        }
        int count = PRECISION;
        for (; digits % 10 == 0; count--) {
            digits /= 10;
        }
        return magnitude < -4 || magnitude >= PRECISION
                ? writeScientific(at, digits, count, magnitude, 2)
                : writeFixed(at, digits, count, magnitude);
    }

    /**
     * Writes {@code value} with the fewest digits that tell it from its neighbours: whole numbers with less than seven zeros at
     * their end and fractions with at most six digits behind the point, or three zeros in front, in full, others with an exponent.
     */
    static long writeShortest(long at, double value) {
        String text = Double.toString(value);
        int exponentAt = text.indexOf('E');
        int end = exponentAt < 0 ? text.length() : exponentAt;
        int exponent = exponentAt < 0 ? 0 : Integer.parseInt(text, exponentAt + 1, text.length(), 10);
        long digits = 0;
        boolean inFraction = false;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '.') {
                inFraction = true;
            } else {
                digits = digits * 10 + (text.charAt(i) - '0');
                exponent -= inFraction ? 1 : 0;
            }
        }
        for (; digits % 10 == 0; exponent++) {
            digits /= 10;
        }
        if (digits >= 10 && digits < 100) {
            // The JDK prints two digits at least, and picks the best two even where one would do: 4.9E-324.
            long one = (digits + 5) / 10;
            if (Double.parseDouble(one + "e" + (exponent + 1)) == value) {
                digits = one;
                exponent++;
            }
        }
        int count = DecimalInteger.digitsOf(digits);
        int magnitude = exponent + count - 1;
        if (exponent >= 0 && magnitude < count + 7) {
            long end2 = DecimalInteger.write(at, digits);
            Memory.fill(end2, exponent, '0');
            return end2 + exponent;
        }
        return exponent < 0 && (exponent > -7 || Math.abs(magnitude) < 4)
                ? writeFixed(at, digits, count, magnitude)
                : writeScientific(at, digits, count, magnitude, 1);
    }

    /** The exponent of the first digit. */
    static int exactMagnitude(BigDecimal exact) {
        return exact.precision() - exact.scale() - 1;
    }

    /** The first 17 digits, rounded; may be 10^17. */
    static long exactDigits(BigDecimal exact, int magnitude) {
        return exact.scaleByPowerOfTen(PRECISION - 1 - magnitude)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** {@code digits}, of which there are {@code count}, with the first one worth 10^magnitude: as 123.45 or 0.0012. */
    private static long writeFixed(long at, long digits, int count, int magnitude) {
        long p = at;
        if (magnitude < 0) {
            Memory.putShort(p, '0' | '.' << 8);
            p += 2;
            for (int i = -1; i > magnitude; i--) {
                Memory.putByte(p++, '0');
            }
            return DecimalInteger.write(p, digits);
        }
        assert count > magnitude + 1 : "whole numbers are not written here";
        return writeWithPoint(p, digits, magnitude + 1, count);
    }

    /** As 1.2345e+67, the exponent with {@code width} digits at least. */
    private static long writeScientific(long at, long digits, int count, int magnitude, int width) {
        long p = count == 1 ? DecimalInteger.write(at, digits) : writeWithPoint(at, digits, 1, count);
        Memory.putByte(p++, 'e');
        Memory.putByte(p++, magnitude < 0 ? '-' : '+');
        int exponent = Math.abs(magnitude);
        if (exponent < 10 && width > 1) {
            Memory.putByte(p++, '0');
        }
        return DecimalInteger.write(p, exponent);
    }

    /** Writes the digits with a point behind the first {@code whole} of them. */
    private static long writeWithPoint(long at, long digits, int whole, int count) {
        DecimalInteger.write(at + 1, digits);
        for (int i = 0; i < whole; i++) {
            Memory.putByte(at + i, Memory.getByte(at + i + 1));
        }
        Memory.putByte(at + whole, '.');
        return at + count + 1;
    }
}
