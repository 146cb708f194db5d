package io.glassbox.tools.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums by name, for the names that make up most of the bytes: when there are more than it holds, the smaller half becomes one sum. So
 * memory is bounded, and what is large stays right unless it is spread over the whole file among names without number.
 */
final class Tally {
    /** Where names are counted that there was no room for. */
    static final String OTHERS = "(others)";

    /** What there is of one name. */
    static final class Sum {
        private long count;
        private long elements;
        private long bytes;

        void add(long moreElements, long moreBytes) {
            count++;
            elements += moreElements;
            bytes += moreBytes;
        }

        private void add(Sum other) {
            count += other.count;
            elements += other.elements;
            bytes += other.bytes;
        }

        long count() {
            return count;
        }

        long elements() {
            return elements;
        }

        long bytes() {
            return bytes;
        }
    }

    /** A name and its sum. */
    record Named(String name, Sum sum) {}

    private static final Comparator<Named> LARGEST_FIRST = Comparator.comparingLong(
                    (Named named) -> named.sum().bytes())
            .reversed()
            .thenComparing(Named::name);

    private final int most;
    private final Map<String, Sum> sums = new HashMap<>();
    private final Sum others = new Sum();

    /** Holds so many names at most. */
    Tally(int most) {
        this.most = most;
    }

    void add(String name, long elements, long bytes) {
        Sum sum = sums.get(name);
        if (sum == null) {
            if (sums.size() >= most) {
                prune();
            }
            sum = new Sum();
            sums.put(name, sum);
        }
        sum.add(elements, bytes);
    }

    private void prune() {
        List<Named> sorted = sorted();
        for (Named small : sorted.subList(most / 2, sorted.size())) {
            others.add(small.sum());
            sums.remove(small.name());
        }
    }

    private List<Named> sorted() {
        List<Named> all = new ArrayList<>(sums.size());
        sums.forEach((name, sum) -> all.add(new Named(name, sum)));
        all.sort(LARGEST_FIRST);
        return all;
    }

    /** The so many largest, then all others as one. */
    List<Named> largest(int wanted) {
        List<Named> sorted = sorted();
        List<Named> shown = new ArrayList<>(sorted.subList(0, Math.min(wanted, sorted.size())));
        Sum rest = new Sum();
        rest.add(others);
        sorted.subList(shown.size(), sorted.size()).forEach(named -> rest.add(named.sum()));
        if (rest.count() > 0) {
            shown.add(new Named(OTHERS, rest));
        }
        return shown;
    }
}
