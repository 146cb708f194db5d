package io.glassbox.scripting.lua.library;

/**
 * The random numbers of scripts: the 48-bit linear congruential generator of POSIX's {@code lrand48}, which Redis carries along so that
 * a script with a known seed draws the same numbers on every machine. One server has one, which runs on from script to script.
 */
public final class RandomSequence {
    /** Numbers drawn are below this but for one, which is equal to it. */
    public static final int MAX = Integer.MAX_VALUE;

    private static final long FIRST_STATE = 0x1234_ABCD_330EL;
    private static final long LOW_OF_SEED = 0x330EL;
    private static final long MULTIPLIER = 0x5_DEEC_E66DL;
    private static final long INCREMENT = 0xBL;
    private static final long MASK = (1L << 48) - 1;

    private long state = FIRST_STATE;

    public void seed(int seed) {
        state = (seed & 0xFFFF_FFFFL) << 16 | LOW_OF_SEED;
    }

    /** The next number, 0 to {@link #MAX}. */
    public int next() {
        state = state * MULTIPLIER + INCREMENT & MASK;
        return (int) (state >>> 17);
    }
}
