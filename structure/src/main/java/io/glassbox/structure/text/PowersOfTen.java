package io.glassbox.structure.text;

import java.math.BigInteger;

/**
 * 10^k as a 128-bit significand and a power of two: {@code (high:low) × 2^exponent}, cut off below, exact for k from 0 to
 * 55. Covers what printing a double with 17 digits and reading one with 19 needs. About 11 KB, computed when the first
 * number that is not whole is met.
 */
final class PowersOfTen {
    static final int MIN = -342;
    static final int MAX = 340;

    private static final int MAX_EXACT = 55;
    private static final int BITS = 128;
    private static final long[] HIGH = new long[MAX - MIN + 1];
    private static final long[] LOW = new long[MAX - MIN + 1];

    static {
        BigInteger power = BigInteger.ONE;
        for (int k = 0; k <= Math.max(MAX, -MIN); k++) {
            if (k <= MAX) {
                int surplus = power.bitLength() - BITS;
                put(k, surplus > 0 ? power.shiftRight(surplus) : power.shiftLeft(-surplus));
            }
            if (k > 0 && -k >= MIN) {
                put(-k, BigInteger.ONE.shiftLeft(BITS - 1 + power.bitLength()).divide(power));
            }
            power = power.multiply(BigInteger.TEN);
        }
    }

    private PowersOfTen() {}

    static long high(int k) {
        return HIGH[k - MIN];
    }

    static long low(int k) {
        return LOW[k - MIN];
    }

    /** The power of two that belongs to the significand of 10^k. */
    static int exponent(int k) {
        return floorLog2(k) - (BITS - 1);
    }

    static boolean isExact(int k) {
        return k >= 0 && k <= MAX_EXACT;
    }

    /** floor(log2(10^k)), for |k| up to 1233. */
    static int floorLog2(int k) {
        return k * 1_741_647 >> 19;
    }

    private static void put(int k, BigInteger significand) {
        assert significand.bitLength() == BITS : k;
        HIGH[k - MIN] = significand.shiftRight(64).longValue();
        LOW[k - MIN] = significand.longValue();
    }
}
