package io.glassbox.foundation.time;

/**
 * Where the time comes from. Nothing outside this package asks the JVM for it, so that a simulation can run hours of
 * timeouts in milliseconds and repeat them exactly.
 *
 * <p>Wall-clock time may jump in both directions; what is measured or waited for uses {@link #nanos}.
 */
public interface Clock {
    /** Milliseconds since 1970-01-01 UTC. */
    long unixMillis();

    /** Microseconds since 1970-01-01 UTC. */
    long unixMicros();

    /** A monotonic count of nanoseconds from an arbitrary origin: only differences mean something. */
    long nanos();

    /** Lets so many nanoseconds pass before it returns; an interrupt ends the wait early and stays pending. */
    void sleep(long nanos);
}
