package io.glassbox.foundation.time;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The clock of the machine. */
public final class SystemClock implements Clock {
    @Override
    public long unixMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long unixMicros() {
        // The JVM offers finer wall-clock time only as an object; the compiler removes it once the caller is hot.
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
