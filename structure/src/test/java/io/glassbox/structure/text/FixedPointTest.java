package io.glassbox.structure.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class FixedPointTest {
    @Test
    void roundsTheExactValueToEven() {
        assertEquals("0.12", FixedPoint.text(0.125, 2));
        assertEquals("0.38", FixedPoint.text(0.375, 2));
        assertEquals("1.00", FixedPoint.text(0.999, 2));
        assertEquals("1.00", FixedPoint.text(1.005, 2));
        assertEquals("3", FixedPoint.text(2.5000001, 0));
        assertEquals("-0.00", FixedPoint.text(-0.001, 2));
        assertEquals("-1.50", FixedPoint.text(-1.5, 2));
        assertEquals("inf", FixedPoint.text(Double.POSITIVE_INFINITY, 2));
        assertEquals("nan", FixedPoint.text(Double.NaN, 2));
        assertEquals("100000000000000000000.0", FixedPoint.text(1e20, 1));
    }

    @Test
    void writesWhatItReturnsAsText() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.checked()) {
                long at = slabs.allocate(FixedPoint.MAX_LENGTH);
                for (int i = 0; i < 20_000; i++) {
                    double value = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-20, 18));
                    value = random.nextInt(8) == 0 ? Math.rint(value * 16) / 16 : value;
                    int digits = 1 + random.nextInt(18);
                    int length = (int) (FixedPoint.write(at, value, digits) - at);
                    assertEquals(FixedPoint.text(value, digits), new ByteView(at, length).toString());
                }
                slabs.free(at);
            }
        });
    }

    @Test
    void textIsThatOfDecimalNumbersWithoutLimit() {
        Randomized.test(random -> {
            for (int i = 0; i < 20_000; i++) {
                double value = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-20, 25));
                value = random.nextInt(8) == 0 ? Math.rint(value * 16) / 16 : value;
                int digits = random.nextInt(22);
                String exact = new BigDecimal(Math.abs(value))
                        .setScale(digits, RoundingMode.HALF_EVEN)
                        .toPlainString();
                String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
                assertEquals(
                        sign + exact, FixedPoint.text(value, digits), () -> "of a number with " + digits + " digits");
            }
        });
    }

    @Test
    void trimsZerosAtTheEnd() {
        try (Slabs slabs = Slabs.checked()) {
            long at = slabs.allocate(FixedPoint.MAX_LENGTH);
            assertEquals("13.36138933897018433", trimmed(at, 13.361389338970184));
            assertEquals("-0.5", trimmed(at, -0.5));
            assertEquals("100", trimmed(at, 100));
            assertEquals("0", trimmed(at, -0.0));
            assertEquals("0", trimmed(at, -1e-30));
            slabs.free(at);
        }
    }

    private static String trimmed(long at, double value) {
        return new ByteView(at, (int) (FixedPoint.writeTrimmed(at, value, 17) - at)).toString();
    }

    @Test
    void percentOfNothingIsZero() {
        assertEquals("98.53%", FixedPoint.percent(9853, 10000));
        assertEquals("0.00%", FixedPoint.percent(0, 0));
        assertEquals("100.00%", FixedPoint.percent(7, 7));
    }

    @Test
    void memoryIsGivenInTheLargestUnitThatFits() {
        assertEquals("0B", MemoryAmount.text(0));
        assertEquals("1023B", MemoryAmount.text(1023));
        assertEquals("1.00K", MemoryAmount.text(1024));
        assertEquals("1.05M", MemoryAmount.text(1_101_005));
        assertEquals("1024.00K", MemoryAmount.text(1024 * 1024 - 1));
        assertEquals("1.00M", MemoryAmount.text(1024 * 1024));
        assertEquals("3.00G", MemoryAmount.text(3L << 30));
        assertEquals("1.50T", MemoryAmount.text(3L << 39));
        assertEquals("1.00P", MemoryAmount.text(1L << 50));
        assertEquals("1152921504606846976B", MemoryAmount.text(1L << 60));
        assertEquals("18446744073709551615B", MemoryAmount.text(-1));
    }
}
