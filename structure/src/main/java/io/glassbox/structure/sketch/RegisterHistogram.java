package io.glassbox.structure.sketch;

import java.util.Arrays;

/**
 * How many registers have each value, and the number of distinct elements that follows: the estimator of Otmar Ertl, "New
 * cardinality estimation algorithms for HyperLogLog sketches" (2017), which needs no correction by cases.
 *
 * <p>The order of the floating point operations is part of the contract: the estimate has to be the same number as that of
 * other servers, and is stored in the value.
 */
final class RegisterHistogram {
    /** Bits of the hash behind the register's index: the longest run of zeros. */
    static final int MAX_ZEROS = 50;

    /** 1 / (2 ln 2) */
    private static final double ALPHA_INFINITY = 0.7213475204444817;

    /** Six bits hold 64 values; those above 51 are written by nobody, but may be read. */
    private final int[] counts = new int[64];

    void clear() {
        Arrays.fill(counts, 0);
    }

    void add(int value) {
        counts[value]++;
    }

    void add(int value, int registers) {
        counts[value] += registers;
    }

    /** The number of distinct elements, rounded; all registers have been added. */
    long estimate() {
        double registers = HyperLogLog.REGISTERS;
        double sum = registers * tau((registers - counts[MAX_ZEROS + 1]) / registers);
        for (int value = MAX_ZEROS; value >= 1; value--) {
            sum = (sum + counts[value]) * 0.5;
        }
        sum += registers * sigma(counts[0] / registers);
        return Math.round(ALPHA_INFINITY * registers * registers / sum);
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double weight = 1;
        double sum = x;
        double before;
        do {
            x *= x;
            before = sum;
            sum += x * weight;
            weight += weight;
        } while (before != sum);
        return sum;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double weight = 1;
        double sum = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = sum;
            weight *= 0.5;
            sum -= (1 - x) * (1 - x) * weight;
        } while (before != sum);
        return sum / 3;
    }
}
