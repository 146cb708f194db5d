package io.glassbox.structure.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoubleTextTest {
    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void readsAndPrintsScoresLikeRedis() {
        for (String[] row : Recorded.rows(DoubleTextTest.class, "double.tsv")) {
            double value = parse(row[0]);
            assertEquals(row[1], Double.isNaN(value) ? "!notfloat" : seventeen(value), row[0]);
            heap.clear();
        }
    }

    @Test
    void readsWhatStrtodReads() {
        assertEquals(0.5, parse(".5"));
        assertEquals(5, parse("5."));
        assertEquals(1, parse("+1"));
        assertEquals(16, parse("0x10"));
        assertEquals(0.5, parse("0x.8"));
        assertEquals(Double.POSITIVE_INFINITY, parse("+Infinity"));
        assertEquals(Double.NEGATIVE_INFINITY, parse("-INF"));
        assertEquals(Double.MIN_VALUE, parse("0x1p-1074"));
        assertEquals(Double.MIN_VALUE, parse("4e-324"));
        assertEquals(-0.0, parse("-0"));
        assertEquals(0.0, parse("0e-400"));
        assertEquals(Double.MAX_VALUE, parse("1.7976931348623157e308"));
        assertEquals(1e-5, parse("0.00000000000000000000000000000000001e30"));
        assertEquals(1e22, parse("1" + "0".repeat(5000) + "e-4978"));
        assertEquals(1, parse("0." + "0".repeat(4999) + "1e5000"));
    }

    @Test
    void refusesWhatIsNoNumberOrDoesNotFit() {
        for (String text : new String[] {
            "",
            "+",
            "-",
            ".",
            "1e",
            "1e+",
            "e1",
            "0x",
            "0x.",
            "0xp1",
            "0x1p",
            "1 ",
            " 1",
            "1d",
            "1f",
            "1_0",
            "nan",
            "-nan",
            "nan(1)",
            "in",
            "infin",
            "infinityy",
            "1e400",
            "-1e400",
            "1e-400",
            "2.4e-324",
            "0x1p-1080",
            "0x1p1024",
            "1..",
            "--1",
            "1\0",
            "1.7976931348623159e308",
            "1e99999999999999999999",
            "1e-99999999999999999999"
        }) {
            assertTrue(Double.isNaN(parse(text)), text);
        }
    }

    @Test
    void randomTextsAreReadAsJavaReadsThem() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(15_000); i++) {
                String text = decimal(random);
                double expected = Double.parseDouble(text);
                boolean lost = Double.isInfinite(expected) || expected == 0 && text.matches("-?[0.]*[1-9].*");
                assertEquals(lost ? Double.NaN : expected, parse(text), text);
                if (i % 1000 == 0) {
                    heap.clear();
                }
            }
        });
    }

    @Test
    void randomDoublesArePrintedWithSeventeenRightDigits() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(15_000); i++) {
                double value = anyDouble(random);
                String text = seventeen(value);
                assertEquals(exactly(value), text);
                assertEquals(value, parse(text), text);
                if (i % 1000 == 0) {
                    heap.clear();
                }
            }
        });
    }

    @Test
    void theExactDigitsAreThoseOfTheFastWay() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(5_000); i++) {
                double value = Math.abs(anyDouble(random));
                if (value == 0) {
                    continue;
                }
                BigDecimal exact = new BigDecimal(value);
                int magnitude = DoubleDigits.exactMagnitude(exact);
                long digits = DoubleDigits.exactDigits(exact, magnitude);
                assertEquals(
                        0,
                        BigDecimal.valueOf(digits)
                                .scaleByPowerOfTen(magnitude - 16)
                                .compareTo(exact.round(new MathContext(17, RoundingMode.HALF_EVEN))),
                        () -> Double.toString(value));
            }
        });
    }

    @Test
    void theShortestTextReadsBackAndIsNoLongerThanJavas() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(15_000); i++) {
                double value = anyDouble(random);
                String text = shortest(value);
                assertEquals(value, parse(text), text);
                int digits = new BigDecimal(text).stripTrailingZeros().precision();
                assertTrue(
                        digits
                                <= new BigDecimal(Double.toString(value))
                                        .stripTrailingZeros()
                                        .precision(),
                        text);
                if (i % 1000 == 0) {
                    heap.clear();
                }
            }
        });
    }

    @Test
    void theShortestTextIsLaidOutLikeThatOfNewerServers() {
        assertEquals("0.1", shortest(0.1));
        assertEquals("3", shortest(3));
        assertEquals("-0", shortest(-0.0));
        assertEquals("0.001", shortest(0.001));
        assertEquals("0.000001", shortest(0.000001));
        assertEquals("1e-7", shortest(0.0000001));
        assertEquals("0.00123456", shortest(0.00123456));
        assertEquals("1.2345678e-5", shortest(0.000012345678));
        assertEquals("123456.789", shortest(123456.789));
        assertEquals("9007199254740993000", shortest(9.007199254740993e18));
        assertEquals("1e+22", shortest(1e22));
        assertEquals("1.5e+300", shortest(1.5e300));
        assertEquals("5e-324", shortest(Double.MIN_VALUE));
        assertEquals("1.7976931348623157e+308", shortest(Double.MAX_VALUE));
        assertEquals("inf", shortest(Double.POSITIVE_INFINITY));
        assertEquals("-inf", shortest(Double.NEGATIVE_INFINITY));
        assertEquals("nan", shortest(Double.NaN));
    }

    @Test
    void seventeenDigitsAreLaidOutLikePrintf() {
        assertEquals("0.10000000000000001", seventeen(0.1));
        assertEquals("3", seventeen(3));
        assertEquals("-0", seventeen(-0.0));
        assertEquals("0", seventeen(0));
        assertEquals("1e+17", seventeen(1e17));
        assertEquals("99999999999999984", seventeen(Math.nextDown(1e17)));
        assertEquals("0.0001", seventeen(0.0001).substring(0, 6));
        assertEquals("1.0000000000000001e-05", seventeen(0.00001));
        assertEquals("-2.2250738585072014e-308", seventeen(-Double.MIN_NORMAL));
        assertEquals("4.9406564584124654e-324", seventeen(Double.MIN_VALUE));
        assertEquals("1.7976931348623157e+308", seventeen(Double.MAX_VALUE));
        assertEquals("inf", seventeen(Double.POSITIVE_INFINITY));
        assertEquals("-inf", seventeen(Double.NEGATIVE_INFINITY));
        assertEquals("nan", seventeen(Double.NaN));
    }

    /** {@code %.17g} by exact arithmetic. */
    private static String exactly(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(17, RoundingMode.HALF_EVEN));
        int magnitude = rounded.precision() - rounded.scale() - 1;
        BigDecimal plain = rounded.stripTrailingZeros();
        if (magnitude >= -4 && magnitude < 17) {
            return plain.toPlainString();
        }
        String digits = plain.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (magnitude < 0 ? "e-" : "e+")
                + (Math.abs(magnitude) < 10 ? "0" : "")
                + Math.abs(magnitude);
    }

    private static double anyDouble(SplittableRandom random) {
        double value = switch (random.nextInt(5)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> (random.nextLong() >> random.nextInt(64)) / Math.pow(10, random.nextInt(20));
            case 2 -> (random.nextLong() >> random.nextInt(64)) * Math.pow(2, -random.nextInt(60));
            case 3 -> Double.longBitsToDouble(random.nextLong() >>> random.nextInt(64));
            default -> Math.nextAfter(Math.pow(10, random.nextInt(40) - 20), random.nextInt(3) - 1);
        };
        return Double.isFinite(value) ? value : 0;
    }

    private static String decimal(SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return Double.toString(anyDouble(random));
        }
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "" : "-");
        int digits = 1 + random.nextInt(random.nextBoolean() ? 20 : 40);
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        text.insert(text.length() - random.nextInt(digits), '.');
        return random.nextBoolean()
                ? text.toString()
                : text.append(random.nextBoolean() ? 'e' : 'E')
                        .append(random.nextInt(random.nextBoolean() ? 20 : 700) - (random.nextBoolean() ? 10 : 350))
                        .toString();
    }

    private double parse(String text) {
        return DoubleText.parse(heap.view(text));
    }

    private String seventeen(double value) {
        long room = heap.room(DoubleText.MAX_LENGTH + 1);
        return written(room, DoubleText.write(room, value));
    }

    private String shortest(double value) {
        long room = heap.room(DoubleText.MAX_LENGTH + 1);
        return written(room, DoubleText.writeShortest(room, value));
    }

    private static String written(long from, long to) {
        assertTrue(to - from <= DoubleText.MAX_LENGTH, "too long: " + (to - from));
        return new String(Memory.toBytes(from, (int) (to - from)), StandardCharsets.ISO_8859_1);
    }
}
