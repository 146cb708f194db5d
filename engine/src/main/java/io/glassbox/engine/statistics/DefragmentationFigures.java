package io.glassbox.engine.statistics;

import io.glassbox.engine.clock.CommandClock;

/** What active defragmentation has done. */
public final class DefragmentationFigures {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CommandClock clock;
    private long hits;
    private long misses;
    private long keyHits;
    private long keyMisses;
    private int percent;
    private long startedNanos;
    private long earlierNanos;

    public DefragmentationFigures(CommandClock clock) {
        this.clock = clock;
    }

    /** It works, with so much of the processor, or with 0 not any more. */
    public void runs(int newPercent) {
        long now = clock.nanos();
        if (percent == 0 && newPercent > 0) {
            startedNanos = now;
        } else if (percent > 0 && newPercent == 0) {
            earlierNanos += now - startedNanos;
        }
        percent = newPercent;
    }

    /** Blocks were looked at: so many were moved, the others were left. */
    public void lookedAt(long moved, long left) {
        hits += moved;
        misses += left;
    }

    /** A key was looked at, and something of it was moved or nothing was. */
    public void key(boolean moved) {
        if (moved) {
            keyHits++;
        } else {
            keyMisses++;
        }
    }

    /** The share of the processor that it takes now, in per cent; 0 if it does not run. */
    public int percent() {
        return percent;
    }

    public long hits() {
        return hits;
    }

    public long misses() {
        return misses;
    }

    public long keyHits() {
        return keyHits;
    }

    public long keyMisses() {
        return keyMisses;
    }

    /** For how long it has run in all. */
    public long totalMillis() {
        return (earlierNanos + currentNanos()) / NANOS_PER_MILLI;
    }

    /** For how long it has run since it last started; 0 if it does not. */
    public long currentMillis() {
        return currentNanos() / NANOS_PER_MILLI;
    }

    private long currentNanos() {
        return percent > 0 ? clock.nanos() - startedNanos : 0;
    }

    /** Counts from zero. */
    public void reset() {
        hits = 0;
        misses = 0;
        keyHits = 0;
        keyMisses = 0;
        earlierNanos = 0;
        startedNanos = clock.nanos();
    }
}
