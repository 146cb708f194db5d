package io.glassbox.scripting.lua.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FloatTextTest {
    @Test
    void generalFormTakesTheShorterLayout() {
        assertEquals("3.1415926535898", general(Math.PI, 14));
        assertEquals("0.1", general(0.1, 14));
        assertEquals("0.0001", general(0.0001, 14));
        assertEquals("1e-05", general(0.00001, 14));
        assertEquals("1e+14", general(1e14, 14));
        assertEquals("99999999999999", general(99999999999999.0, 14));
        assertEquals("1.2345678901235e+15", general(1234567890123456.0, 14));
        assertEquals("-0", general(-0.0, 14));
        assertEquals("1e+300", general(1e300, 14));
        assertEquals("4.9406564584125e-324", general(Double.MIN_VALUE, 14));
        assertEquals("1.7976931348623e+308", general(Double.MAX_VALUE, 14));
        assertEquals("0.10000000000000001", general(0.1, 17));
        assertEquals("2e+01", general(15, 1));
        assertEquals("inf", general(Double.POSITIVE_INFINITY, 14));
        assertEquals("-inf", general(Double.NEGATIVE_INFINITY, 14));
        assertEquals("nan", general(Double.NaN, 14));
        assertEquals("-nan", general(Double.longBitsToDouble(0xfff8000000000000L), 14));
    }

    @Test
    void allLayoutsKeepToFlagsWidthAndPrecision() {
        assertEquals("+3.142", text("+", 0, 3, 'f', Math.PI));
        assertEquals("  -1.50", text("", 7, 2, 'f', -1.5));
        assertEquals("-001.50", text("0", 7, 2, 'f', -1.5));
        assertEquals("-1.50  ", text("-0", 7, 2, 'f', -1.5));
        assertEquals(" 2", text(" ", 0, 0, 'f', 2.5));
        assertEquals("2.", text("#", 0, 0, 'f', 2.5));
        assertEquals("1.500000e+00", text("", 0, -1, 'e', 1.5));
        assertEquals("1E+100", text("", 0, 0, 'E', 1e100));
        assertEquals("1.00000", text("#", 0, -1, 'g', 1));
        assertEquals("1E-10", text("", 0, -1, 'G', 1e-10));
        assertEquals("     inf", text("0", 8, -1, 'f', Double.POSITIVE_INFINITY));
        assertEquals("-INF", text("", 0, -1, 'G', Double.NEGATIVE_INFINITY));
        assertEquals("0.00", text("", 0, 2, 'f', 0.001));
    }

    @Test
    void everyDigitIsTheOneOfExactArithmetic() {
        Randomized.test(random -> {
            for (int i = 0; i < 20_000; i++) {
                double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
                double near = random.nextInt(1, 1_000_000) / 64.0;
                double chosen = random.nextBoolean() || !Double.isFinite(value) ? near : value;
                int digits = random.nextInt(25);
                BigDecimal exact = new BigDecimal(chosen);
                assertEquals(
                        exact.setScale(digits, RoundingMode.HALF_EVEN).toPlainString(),
                        text("", 0, digits, 'f', chosen));
                BigDecimal rounded = exact.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
                assertEquals(0, rounded.compareTo(new BigDecimal(text("", 0, digits, 'e', chosen))));
                assertEquals(0, rounded.compareTo(new BigDecimal(text("", 0, digits + 1, 'g', chosen))));
            }
        });
    }

    private static String general(double value, int precision) {
        Bytes out = new Bytes(Allowance.UNLIMITED);
        FloatText.addGeneral(out, value, precision);
        return new String(out.toArray(), StandardCharsets.US_ASCII);
    }

    private static String text(String flags, int width, int precision, char letter, double value) {
        Bytes out = new Bytes(Allowance.UNLIMITED);
        Conversion conversion = new Conversion();
        flags.chars().forEach(conversion::flag);
        conversion.width(width);
        conversion.precision(precision);
        FloatText.add(out, conversion, value, letter);
        return new String(out.toArray(), StandardCharsets.US_ASCII);
    }
}
