package io.glassbox.quality.testkit;

import java.util.SplittableRandom;

/**
 * Runs a random test so that a failure can be repeated: the seed is part of the failure's message, and
 * {@code -Dglassbox.seed=N} runs that seed again. {@code -Dglassbox.iterations=N} says how long random tests go on; the
 * default that a test names keeps the everyday build quick.
 */
public final class Randomized {
    private static final String SEED = "glassbox.seed";
    private static final String ITERATIONS = "glassbox.iterations";

    private Randomized() {}

    /** A test body that may throw anything. */
    @FunctionalInterface
    public interface Body {
        void run(SplittableRandom random) throws Exception;
    }

    /** Runs the body once with a fresh or the given seed. */
    public static void test(Body body) {
        Long given = Long.getLong(SEED);
        run(given != null ? given : new SplittableRandom().nextLong(), body);
    }

    /** Runs the body {@code times} times, each with a seed of its own; once, when a seed is given. */
    public static void test(int times, Body body) {
        int rounds = Long.getLong(SEED) != null ? 1 : times;
        for (int i = 0; i < rounds; i++) {
            test(body);
        }
    }

    /** Runs the body with this very seed. */
    public static void run(long seed, Body body) {
        try {
            body.run(new SplittableRandom(seed));
        } catch (Throwable failure) {
            throw new AssertionError(
                    failure.getMessage() + " [seed " + seed + ": repeat with -D" + SEED + "=" + seed + "]", failure);
        }
    }

    /** The number of steps a random test takes: the test's own unless the build says otherwise. */
    public static int iterations(int byDefault) {
        return Integer.getInteger(ITERATIONS, byDefault);
    }
}
