package io.glassbox.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LoopStatisticsTest {
    private final LoopStatistics loop = new LoopStatistics();

    @Test
    void turnsAndTheirCommandsAddUp() {
        loop.command(2_000);
        loop.command(3_000);
        loop.cycle(9_000);
        loop.command(1_000);
        loop.cycle(4_000);
        assertEquals(2, loop.cycles());
        assertEquals(13, loop.busyMicros());
        assertEquals(6, loop.commandMicros());
        assertEquals(9, loop.longestCycleMicros());
        assertEquals(2, loop.mostCommandsPerCycle());
    }

    @Test
    void resetBeginsWithTheTurnUnderWay() {
        loop.command(2_000);
        loop.cron(5_000);
        loop.expiry(7_000_000);
        assertEquals(5, loop.cronMicros());
        assertEquals(7, loop.expiryMillis());
        loop.reset();
        loop.cycle(1_000);
        assertEquals(1, loop.cycles());
        assertEquals(1, loop.busyMicros());
        assertEquals(0, loop.commandMicros());
        assertEquals(0, loop.mostCommandsPerCycle());
    }
}
