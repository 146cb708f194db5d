package io.glassbox.foundation.time;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until it is moved. Wall-clock and monotonic time are kept apart, so that a test can let the
 * wall clock jump, as administrators and NTP do, while measured time goes on. Safe to read from any thread.
 */
public final class ManualClock implements Clock {
    private final AtomicLong unixMicros;
    private final AtomicLong nanos = new AtomicLong();

    /** Starts at {@code unixMillis}, and at 0 on the monotonic scale. */
    public ManualClock(long unixMillis) {
        this.unixMicros = new AtomicLong(unixMillis * 1_000);
    }

    @Override
    public long unixMillis() {
        return Math.floorDiv(unixMicros.get(), 1_000L);
    }

    @Override
    public long unixMicros() {
        return unixMicros.get();
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    /** Passes at once, on both scales. */
    @Override
    public void sleep(long nanoseconds) {
        advanceMicros(nanoseconds / 1_000);
    }

    /** Lets {@code millis} pass on both scales. */
    public void advanceMillis(long millis) {
        advanceMicros(millis * 1_000);
    }

    /** Lets {@code micros} pass on both scales. */
    public void advanceMicros(long micros) {
        if (micros < 0) {
            throw new IllegalArgumentException("time does not run backwards: " + micros + " us");
        }
        unixMicros.addAndGet(micros);
        nanos.addAndGet(micros * 1_000);
    }

    /** Sets the wall clock, forwards or backwards; the monotonic scale does not notice. */
    public void jumpTo(long unixMillis) {
        unixMicros.set(unixMillis * 1_000);
    }
}
