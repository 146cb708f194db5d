package io.glassbox.quality.benchmarks;

import java.util.Collection;
import java.util.List;

/** The two summaries that a comparison needs. */
final class Statistics {
    private Statistics() {}

    /** The middle of the values, or the mean of the two in the middle. */
    static double median(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The mean for ratios: twice as fast and half as fast cancel out. */
    static double geometricMean(Collection<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }
}
