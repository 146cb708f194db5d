package io.glassbox.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InstantaneousRatesTest {
    private static final long TENTH = 100_000_000;

    private final ServerStatistics statistics = new ServerStatistics();
    private final LoopStatistics loop = new LoopStatistics();
    private final InstantaneousRates rates = new InstantaneousRates(statistics, loop, NetworkFigures::none);
    private long now;

    @Test
    void ratesAreTheMeanOfTheLastSixteenSamples() {
        rates.tick(now);
        for (int i = 0; i < 16; i++) {
            work(50);
        }
        assertEquals(500, rates.commandsPerSecond());
        assertEquals(10, rates.cyclesPerSecond());
        assertEquals(20, rates.cycleMicros());
        for (int i = 0; i < 8; i++) {
            work(0);
        }
        assertEquals(250, rates.commandsPerSecond());
    }

    @Test
    void aFirstSampleTellsNothing() {
        work(1000);
        assertEquals(0, rates.commandsPerSecond());
    }

    @Test
    void countersThatBeginAgainDoNotMakeRatesNegative() {
        rates.tick(now);
        work(100);
        statistics.reset(0);
        loop.reset();
        rates.reset();
        work(100);
        assertEquals(0, rates.commandsPerSecond());
        work(160);
        assertEquals(100, rates.commandsPerSecond());
    }

    private void work(int commands) {
        for (int i = 0; i < commands; i++) {
            statistics.commandProcessed();
        }
        loop.cycle(20_000);
        now += TENTH;
        rates.tick(now);
    }
}
