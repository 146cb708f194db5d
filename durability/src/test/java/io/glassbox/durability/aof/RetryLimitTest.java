package io.glassbox.durability.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.foundation.log.CapturingSink;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.time.ManualClock;
import org.junit.jupiter.api.Test;

class RetryLimitTest {
    private final ManualClock time = new ManualClock(1_700_000_000_000L);
    private final CommandClock clock = new CommandClock(time);
    private final RetryLimit limit = new RetryLimit(clock, new Log(time, 1, new CapturingSink()));

    @Test
    void whatFailsAgainAndAgainIsTriedLessAndLessOften() {
        assertFalse(limit.holdsBack(1));
        assertFalse(limit.holdsBack(2));
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertTrue(limit.holdsBack(3));
            pass(minutes * 60 - 1);
            assertTrue(limit.holdsBack(3));
            pass(1);
            assertFalse(limit.holdsBack(3), minutes + " minutes are over");
        }
    }

    @Test
    void aSuccessEndsTheWaitAndItsLength() {
        assertTrue(limit.holdsBack(3));
        pass(60);
        assertFalse(limit.holdsBack(3));
        assertTrue(limit.holdsBack(4));
        assertFalse(limit.holdsBack(0));
        assertTrue(limit.holdsBack(3));
        pass(60);
        assertFalse(limit.holdsBack(3));
    }

    private void pass(int seconds) {
        time.advanceMillis(seconds * 1000L);
        clock.start();
        assertEquals(time.unixMillis() / 1000, clock.unixSeconds());
    }
}
