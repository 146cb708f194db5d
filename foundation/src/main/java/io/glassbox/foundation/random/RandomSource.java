package io.glassbox.foundation.random;

import java.util.HexFormat;

/**
 * Where chance comes from. Nothing outside this package asks the JVM for it, so that a run can be repeated from its seed.
 *
 * <p>An instance belongs to one thread, except {@link #fillSecret}, which any thread may call. Two kinds of numbers must
 * not be confused: {@link #nextLong} and its relatives are fast and statistically sound, yet whoever sees enough of them
 * can foretell the rest; {@link #fillSecret} is for what an attacker must not guess (hash keys, passwords, ids that grant
 * something).
 */
public interface RandomSource {
    /** 64 uniform bits. */
    long nextLong();

    /** Fills {@code target} with bytes fit for secrets; slow, for start-up and rare commands. */
    void fillSecret(byte[] target);

    /** A uniform number in 0 (inclusive) .. {@code bound} (exclusive); {@code bound} is positive. */
    default int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive: " + bound);
        }
        // Multiply-shift maps 32 bits onto the range; the few low products that would favour some results are drawn
        // again.
        long product = (nextLong() >>> 32) * bound;
        long low = product & 0xffff_ffffL;
        if (low < bound) {
            long threshold = ((1L << 32) - bound) % bound;
            while (low < threshold) {
                product = (nextLong() >>> 32) * bound;
                low = product & 0xffff_ffffL;
            }
        }
        return (int) (product >>> 32);
    }

    /** A uniform number in 0 (inclusive) .. {@code bound} (exclusive); {@code bound} is positive. */
    default long nextLong(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive: " + bound);
        }
        long bits = nextLong() >>> 1;
        long result = bits % bound;
        while (bits - result + (bound - 1) < 0) {
            bits = nextLong() >>> 1;
            result = bits % bound;
        }
        return result;
    }

    /** A uniform number in 0 (inclusive) .. 1 (exclusive), with 53 random bits. */
    default double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Fills {@code target} with fast random bytes. */
    default void fillBytes(byte[] target) {
        long bits = 0;
        for (int i = 0; i < target.length; i++) {
            if ((i & 7) == 0) {
                bits = nextLong();
            }
            target[i] = (byte) bits;
            bits >>>= 8;
        }
    }

    /** 40 lower-case hexadecimal digits from secret bytes, the form of run ids, replication ids and node ids. */
    default String hexId() {
        byte[] bytes = new byte[20];
        fillSecret(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
