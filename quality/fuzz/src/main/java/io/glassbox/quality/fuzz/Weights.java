package io.glassbox.quality.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How often each command is called. Commands of up to a few microseconds come equally often; a longer one gets the same time
 * instead, so that KEYS over everything is tried too and yet does not take the whole run. Written by the control thread, read
 * by the one that makes requests.
 */
public final class Weights {
    /** What every command may take on average, in microseconds, before its share shrinks. */
    private static final double ORDINARY_MICROS = 1;

    private final List<CommandShape> shapes;
    private volatile double[] sums;

    public Weights(List<CommandShape> shapes) {
        this.shapes = shapes;
        this.sums = sums(Map.of());
    }

    /** Follows what calls cost so far, in microseconds each. */
    void follow(Map<String, Double> microsPerCall) {
        sums = sums(microsPerCall);
    }

    public CommandShape pick(SplittableRandom random) {
        double[] current = sums;
        int place = Arrays.binarySearch(current, random.nextDouble() * current[current.length - 1]);
        return shapes.get(place >= 0 ? Math.min(place + 1, current.length - 1) : -place - 1);
    }

    private double[] sums(Map<String, Double> microsPerCall) {
        double[] result = new double[shapes.size()];
        double sum = 0;
        for (int i = 0; i < result.length; i++) {
            CommandShape shape = shapes.get(i);
            double micros = microsPerCall.getOrDefault(shape.name(), ORDINARY_MICROS);
            sum += shape.share() * Math.min(1, ORDINARY_MICROS / Math.max(micros, 0.1));
            result[i] = sum;
        }
        return result;
    }
}
