package io.glassbox.quality.testkit;

import java.util.SplittableRandom;

/**
 * Runs a random test so that a failure can be repeated: the seed is part of the failure's message, and
 * {@code -Dglassbox.seed=N} runs that seed again. {@code -Dglassbox.iterations=N} says how long random tests go on; the
 * default that a test names keeps the everyday build quick. {@code -Dglassbox.rounds=N} tries N seeds where one is the rule: whoever
 * writes a random test lets it find with a hundred seeds what would else surprise somebody who changed something different.
 */
public final class Randomized {
    private static final String SEED = "glassbox.seed";
    private static final String ITERATIONS = "glassbox.iterations";
    private static final String ROUNDS = "glassbox.rounds";

    private Randomized() {}

    /** A test body that may throw anything. */
    @FunctionalInterface
    public interface Body {
        void run(SplittableRandom random) throws Exception;
    }

    /** Runs the body once with a fresh or the given seed. */
    public static void test(Body body) {
        test(1, body);
    }

    /** Runs the body {@code times} times, each with a seed of its own; once, when a seed is given. */
    public static void test(int times, Body body) {
        Long given = Long.getLong(SEED);
        if (given != null) {
            run(given, body);
            return;
        }
        int rounds = times * Integer.getInteger(ROUNDS, 1);
        for (int i = 0; i < rounds; i++) {
            run(new SplittableRandom().nextLong(), body);
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
