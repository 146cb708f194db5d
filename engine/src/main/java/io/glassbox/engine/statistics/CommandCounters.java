package io.glassbox.engine.statistics;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What one command of one server has cost so far: INFO commandstats and latencystats, LATENCY HISTOGRAM. */
public final class CommandCounters {
    private static final long SHORTEST_NANOS = 1;
    private static final long LONGEST_NANOS = 1_000_000_000;
    private static final int SIGNIFICANT_DIGITS = 2;

    private long calls;
    private long nanos;
    private long rejected;
    private long failed;
    private @Nullable Histogram latency;

    /** One call that ran; {@code tracked}: its latency goes into the histogram too. */
    public void ran(long tookNanos, boolean tracked) {
        calls++;
        nanos += tookNanos;
        if (tracked) {
            Histogram histogram = latency;
            if (histogram == null) {
                histogram = new Histogram(SHORTEST_NANOS, LONGEST_NANOS, SIGNIFICANT_DIGITS);
                latency = histogram;
            }
            histogram.recordValue(Math.clamp(tookNanos, SHORTEST_NANOS, LONGEST_NANOS));
        }
    }

    /** A call that a gate turned away. */
    public void rejected() {
        rejected++;
    }

    /** A call that ended with an error; it was counted as run as well. */
    public void failed() {
        failed++;
    }

    public long calls() {
        return calls;
    }

    public long nanos() {
        return nanos;
    }

    public long rejections() {
        return rejected;
    }

    public long failures() {
        return failed;
    }

    /** Latencies in nanoseconds; null before the first call. */
    public @Nullable Histogram latency() {
        return latency;
    }

    public void reset() {
        calls = 0;
        nanos = 0;
        rejected = 0;
        failed = 0;
        latency = null;
    }
}
