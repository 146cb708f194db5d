package io.glassbox.engine.clock;

import io.glassbox.foundation.time.Clock;

/**
 * The time as the running command sees it: one instant, taken before it starts, the same to its end, so that a key cannot
 * expire between two looks. Derived from the monotonic clock, which the pipeline reads anyway to account the command, and
 * set right against the wall clock a few times a second.
 */
public final class CommandClock {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Clock clock;
    private long wallMinusMonotonicNanos;
    private long nanos;
    private long unixMillis;
    private boolean replaying;

    public CommandClock(Clock clock) {
        this.clock = clock;
        calibrate();
    }

    /** Aligns with the wall clock again: someone may have set it. */
    public void calibrate() {
        long now = clock.nanos();
        wallMinusMonotonicNanos = clock.unixMicros() * 1000 - now;
        startAt(now);
    }

    /** Takes the present instant; returns the monotonic nanoseconds. */
    public long start() {
        long now = clock.nanos();
        startAt(now);
        return now;
    }

    /** Takes an instant that was read already. */
    public void startAt(long monotonicNanos) {
        nanos = monotonicNanos;
        unixMillis = (monotonicNanos + wallMinusMonotonicNanos) / NANOS_PER_MILLI;
    }

    /** Monotonic nanoseconds at the start of the command. */
    public long nanos() {
        return nanos;
    }

    public long unixMillis() {
        return unixMillis;
    }

    /**
     * While commands of the past are replayed nothing is past, whatever the time is: what followed when it was is among the
     * commands, and so is what prevented it.
     */
    public void replay(boolean on) {
        replaying = on;
    }

    public boolean isReplaying() {
        return replaying;
    }

    /** Whether what is due then, in unix milliseconds, is gone by now: a key, or a field of a hash. */
    public boolean isPast(long due) {
        return due <= unixMillis && !replaying;
    }

    public long unixMicros() {
        return (nanos + wallMinusMonotonicNanos) / 1000;
    }

    public long unixSeconds() {
        return unixMillis / 1000;
    }

    /** The real present, also within a command. */
    public long nanosNow() {
        return clock.nanos();
    }

    /** Holds up the engine for so long: nobody is served meanwhile. */
    public void sleep(long someNanos) {
        clock.sleep(someNanos);
    }

    public long unixMicrosNow() {
        return (clock.nanos() + wallMinusMonotonicNanos) / 1000;
    }
}
