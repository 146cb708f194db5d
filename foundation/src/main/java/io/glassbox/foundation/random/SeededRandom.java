package io.glassbox.foundation.random;

/**
 * Repeatable randomness: everything, the secrets included, follows from the seed. For tests and simulation, and as the
 * generator beneath {@link SystemRandom}.
 *
 * <p>xoshiro256** by Blackman and Vigna (public domain): four words of state, a period of 2^256 - 1, well under a
 * nanosecond a number and no allocation; its state is filled by SplitMix64, which makes neighbouring seeds unrelated.
 */
public final class SeededRandom implements RandomSource {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    public SeededRandom(long seed) {
        long gamma = seed;
        s0 = mix(gamma += GOLDEN_GAMMA);
        s1 = mix(gamma += GOLDEN_GAMMA);
        s2 = mix(gamma += GOLDEN_GAMMA);
        s3 = mix(gamma + GOLDEN_GAMMA);
        if ((s0 | s1 | s2 | s3) == 0) {
            s0 = GOLDEN_GAMMA; // the one state that the generator cannot leave
        }
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(s1 * 5, 7) * 9;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    @Override
    public void fillSecret(byte[] target) {
        fillBytes(target);
    }

    /** An independent generator for another owner (a node of a simulation, a thread), as repeatable as this one. */
    public SeededRandom split() {
        return new SeededRandom(nextLong());
    }
}
