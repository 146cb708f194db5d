package io.glassbox.foundation.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ManualClockTest {
    @Test
    void bothScalesMoveTogetherUntilTheWallClockJumps() {
        ManualClock clock = new ManualClock(1_000_000);
        clock.advanceMillis(5);
        clock.advanceMicros(250);
        assertEquals(1_000_005, clock.unixMillis());
        assertEquals(1_000_005_250L, clock.unixMicros());
        assertEquals(5_250_000, clock.nanos());
        clock.jumpTo(3);
        assertEquals(3, clock.unixMillis());
        assertEquals(5_250_000, clock.nanos());
        assertThrows(IllegalArgumentException.class, () -> clock.advanceMicros(-1));
    }

    @Test
    void theSystemClockCountsInItsUnits() {
        Clock clock = new SystemClock();
        long before = clock.unixMillis();
        long micros = clock.unixMicros();
        long after = clock.unixMillis();
        assertTrue(before <= micros / 1_000 && micros / 1_000 <= after, before + " " + micros + " " + after);
        long first = clock.nanos();
        assertTrue(clock.nanos() - first >= 0);
    }
}
