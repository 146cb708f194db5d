package io.glassbox.quality.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for what another thread or process will bring about. A test passes as soon as the condition holds and fails at the
 * deadline, which is far beyond any honest delay: it never decides whether a test passes on a working server.
 */
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(1);

    private Eventually() {}

    /** Waits until the condition holds; an exception from it ends the wait. */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, DEADLINE, condition);
    }

    public static void until(String what, Duration deadline, Callable<Boolean> condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!holds(what, condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + deadline.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Waits until the value is as wanted and returns it; the failure shows the last value seen. */
    public static <T> T value(String what, Supplier<T> source, Predicate<T> wanted) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        T value = source.get();
        while (!wanted.test(value)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what + "; last: " + value);
            }
            LockSupport.parkNanos(POLL.toNanos());
            value = source.get();
        }
        return value;
    }

    private static boolean holds(String what, Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError("while waiting for: " + what, e);
        }
    }
}
