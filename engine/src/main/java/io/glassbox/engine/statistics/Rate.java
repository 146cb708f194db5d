package io.glassbox.engine.statistics;

import java.util.Arrays;
import java.util.function.LongSupplier;

/** How fast a counter grows compared with another one: the mean of the last 16 samples. */
final class Rate {
    private static final int SAMPLES = 16;

    private final LongSupplier counter;
    private final LongSupplier base;
    private final double factor;
    private final double[] samples = new double[SAMPLES];
    private int next;
    private long lastCount;
    private long lastBase;
    private boolean started;

    /** {@code factor}: what a growth of one for one is called. */
    Rate(LongSupplier counter, LongSupplier base, double factor) {
        this.counter = counter;
        this.base = base;
        this.factor = factor;
    }

    void sample() {
        long count = counter.getAsLong();
        long against = base.getAsLong();
        if (started) {
            long elapsed = against - lastBase;
            samples[next] = elapsed > 0 ? (count - lastCount) * factor / elapsed : 0;
            next = (next + 1) % SAMPLES;
        }
        started = true;
        lastCount = count;
        lastBase = against;
    }

    /** Begins again: one of the counters did. */
    void reset() {
        Arrays.fill(samples, 0);
        next = 0;
        started = false;
    }

    double mean() {
        double sum = 0;
        for (double sample : samples) {
            sum += sample;
        }
        return sum / SAMPLES;
    }
}
