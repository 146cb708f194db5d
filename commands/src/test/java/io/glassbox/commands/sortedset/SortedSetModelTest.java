package io.glassbox.commands.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random commands against a map, on sets that become skiplists in the middle of it. */
final class SortedSetModelTest extends SortedSetTestCase {
    private static final int ITERATIONS = Randomized.iterations(8_000);

    private final Map<String, Integer> expected = new HashMap<>();

    @Test
    void behavesAsAMapThatIsSorted() {
        harness.movesData = true;
        Randomized.test(random -> {
            limits().zsetMaxListpackEntries(random.nextInt(60));
            limits().zsetMaxListpackValue(random.nextInt(3) == 0 ? 3 : 64);
            int members = 1 + random.nextInt(100);
            for (int i = 0; i < ITERATIONS; i++) {
                String member = member(random, members);
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3 -> add(member, random.nextInt(20));
                    case 4 -> increment(member, random.nextInt(5) - 2);
                    case 5, 6 -> remove(member);
                    case 7 -> removeRange(random);
                    case 8 -> pop(random.nextBoolean());
                    case 9 -> lookUp(member);
                    case 10 -> range(random);
                    default -> moveElsewhere(random);
                }
            }
            says(flat(inOrder(), true), "ZRANGE z 0 -1 WITHSCORES");
            harness.run("DEL", "z");
        });
    }

    private static String member(SplittableRandom random, int members) {
        int number = random.nextInt(members);
        return switch (number % 4) {
            case 0 -> Integer.toString(number - 20);
            case 1 -> "member" + number;
            case 2 -> "x".repeat(number);
            default -> "m" + number;
        };
    }

    private void add(String member, int score) {
        Integer old = expected.put(member, score);
        says(old == null ? "1" : "0", "ZADD z " + score + " " + member);
    }

    private void increment(String member, int by) {
        says(expected.merge(member, by, Integer::sum).toString(), "ZINCRBY z " + by + " " + member);
    }

    private void remove(String member) {
        says(expected.remove(member) == null ? "0" : "1", "ZREM z " + member);
    }

    private void removeRange(SplittableRandom random) {
        int score = random.nextInt(20);
        long before = expected.size();
        expected.values().removeIf(other -> other == score);
        says(Long.toString(before - expected.size()), "ZREMRANGEBYSCORE z " + score + " " + score);
    }

    private void pop(boolean isMax) {
        List<String> order = inOrder();
        String command = isMax ? "ZPOPMAX z" : "ZPOPMIN z";
        if (order.isEmpty()) {
            says("[]", command);
            return;
        }
        String member = isMax ? order.getLast() : order.getFirst();
        says("[" + member + " " + expected.remove(member) + "]", command);
    }

    private void lookUp(String member) {
        Integer score = expected.get(member);
        says(score == null ? "nil" : score.toString(), "ZSCORE z " + member);
        says(score == null ? "nil" : Integer.toString(inOrder().indexOf(member)), "ZRANK z " + member);
        says(Integer.toString(expected.size()), "ZCARD z");
    }

    private void range(SplittableRandom random) {
        List<String> order = inOrder();
        int low = random.nextInt(20);
        int high = low + random.nextInt(10);
        List<String> found = order.stream()
                .filter(member -> score(member) >= low && score(member) < high)
                .toList();
        says(flat(found, false), "ZRANGE z " + low + " (" + high + " BYSCORE");
        says(flat(found.reversed(), true), "ZRANGE z (" + high + " " + low + " BYSCORE REV WITHSCORES");
        says(Integer.toString(found.size()), "ZCOUNT z " + low + " (" + high);
        if (!order.isEmpty()) {
            int from = random.nextInt(order.size());
            int end = from + random.nextInt(order.size() - from);
            says(flat(order.subList(from, end + 1), true), "ZRANGE z " + from + " " + end + " WITHSCORES");
        }
    }

    /** Copies, renames and stores: the value has another entry, another root, or both. */
    private void moveElsewhere(SplittableRandom random) {
        String size = Integer.toString(expected.size());
        switch (random.nextInt(3)) {
            case 0 -> {
                harness.run("COPY", "z", "copy", "REPLACE");
                harness.run("DEL", "z");
                harness.run("RENAME", "copy", "z");
            }
            case 1 -> says(size, "ZRANGESTORE z z 0 -1");
            default -> says(size, "ZUNIONSTORE z 2 z missing");
        }
        assertEquals(size, said(harness.run("ZCARD", "z")));
    }

    private int score(String member) {
        return Objects.requireNonNull(expected.get(member));
    }

    private List<String> inOrder() {
        List<String> order = new ArrayList<>(expected.keySet());
        order.sort(Comparator.comparingInt(this::score).thenComparing(Comparator.naturalOrder()));
        return order;
    }

    private String flat(List<String> members, boolean withScores) {
        return members.stream()
                .map(member -> withScores ? member + " " + score(member) : member)
                .collect(Collectors.joining(" ", "[", "]"));
    }
}
