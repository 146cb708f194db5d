package io.glassbox.structure.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongDoubleTest {
    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void incrementsLikeRedis() {
        for (String[] row : Recorded.rows(LongDoubleTest.class, "incrbyfloat.tsv")) {
            assertEquals(row[2], incremented(row[0], row[1]), row[0] + " by " + row[1]);
            heap.clear();
        }
    }

    @Test
    void theLimitsOfTheFormatAreThoseOfTheProcessor() {
        assertNull(parse("1e4933"));
        assertNull(parse("1.1897314953572317651e4932"));
        assertTrue(number("1.18973149535723176502e4932").isFinite());
        assertNull(parse("1e-4951"));
        assertFalse(number("3.7e-4951").isZero());
        assertNull(parse("1".repeat(5120)));
        assertEquals("0", number("0." + "0".repeat(5000)).toString());
        assertEquals("1", number("0." + "0".repeat(4000) + "1e4001").toString());
        assertEquals("inf", number("1.1e4932").plus(number("1.1e4932")).toString());
    }

    @Test
    void infinityIsANumberButNoFiniteOne() {
        LongDouble infinity = number("inf");
        assertFalse(infinity.isFinite());
        assertFalse(infinity.isNaN());
        assertEquals("-inf", infinity.negate().toString());
        assertTrue(infinity.plus(infinity.negate()).isNaN());
        assertEquals(infinity, infinity.plus(number("1")));
        assertEquals(infinity, number("1").plus(infinity));
        assertEquals("nan", infinity.minus(infinity).toString());
        assertTrue(infinity.minus(infinity).plus(number("1")).isNaN());
    }

    @Test
    void longsAndDoublesAreExact() {
        assertEquals("9223372036854775807", LongDouble.of(Long.MAX_VALUE).toString());
        assertEquals("-9223372036854775808", LongDouble.of(Long.MIN_VALUE).toString());
        assertEquals("0", LongDouble.of(0L).toString());
        assertEquals("0.10000000000000001", LongDouble.of(0.1).toString());
        assertEquals("0", LongDouble.of(-0.0).toString());
        assertTrue(LongDouble.of(Double.NaN).isNaN());
        assertEquals("inf", LongDouble.of(Double.POSITIVE_INFINITY).toString());
        assertEquals(number("0x1p-1074"), LongDouble.of(Double.MIN_VALUE));
    }

    @Test
    void orderIsThatOfTheValues() {
        assertEquals(0, number("-0").compareTo(LongDouble.ZERO));
        assertEquals(number("-0"), LongDouble.ZERO);
        assertEquals(number("-0").hashCode(), LongDouble.ZERO.hashCode());
        assertEquals(number("2e0").hashCode(), LongDouble.of(2L).hashCode());
        assertTrue(number("1").compareTo(number("1.0000000000000000001")) < 0);
        assertTrue(number("inf").compareTo(number("1e4932")) > 0);
        assertTrue(number("-inf").compareTo(number("-1e4932")) < 0);
        assertEquals(0, number("inf").compareTo(number("inf")));
        assertNotEquals(number("1"), number("2"));
    }

    @Test
    void sumsOfLongsAreExactWithin64Bits() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(20_000); i++) {
                long a = random.nextLong() >> 1 + random.nextInt(63);
                long b = random.nextLong() >> 1 + random.nextInt(63);
                assertEquals(
                        Long.toString(a + b),
                        LongDouble.of(a).plus(LongDouble.of(b)).toString());
                assertEquals(
                        Long.toString(a - b),
                        LongDouble.of(a).minus(LongDouble.of(b)).toString());
                assertEquals(Long.signum(Long.compare(a, b)), LongDouble.of(a).compareTo(LongDouble.of(b)));
            }
        });
    }

    private String incremented(String value, String increment) {
        LongDouble from = parse(value);
        LongDouble by = parse(increment);
        if (from == null || by == null) {
            return "!notfloat";
        }
        LongDouble sum = from.plus(by);
        return sum.isFinite() ? sum.toString() : "!unbounded";
    }

    private LongDouble number(String text) {
        return Objects.requireNonNull(parse(text), text);
    }

    private @Nullable LongDouble parse(String text) {
        return LongDouble.parse(heap.view(text));
    }
}
