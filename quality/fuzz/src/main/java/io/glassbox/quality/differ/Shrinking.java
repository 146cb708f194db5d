package io.glassbox.quality.differ;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/** Makes a history shorter as long as it still shows a difference, by leaving out ever smaller pieces. */
final class Shrinking {
    private static final int MOST_TRIALS = 600;

    private final Function<List<Call>, OptionalInt> difference;
    private int trials;

    Shrinking(Function<List<Call>, OptionalInt> difference) {
        this.difference = difference;
    }

    List<Call> shrink(List<Call> history) {
        List<Call> shortest = history;
        for (int piece = history.size() / 2; piece > 0; piece = piece > 1 ? (piece + 1) / 2 : 0) {
            for (int from = 0; from < shortest.size() - 1 && trials < MOST_TRIALS; ) {
                List<Call> without = new ArrayList<>(shortest.subList(0, from));
                without.addAll(shortest.subList(Math.min(from + piece, shortest.size() - 1), shortest.size()));
                trials++;
                OptionalInt at = difference.apply(without);
                if (at.isPresent()) {
                    shortest = without.subList(0, at.getAsInt() + 1);
                } else {
                    from += piece;
                }
            }
        }
        return shortest;
    }
}
