package io.glassbox.commands.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random commands on a few sets against sets of Java's, in all forms and while they change from one to the next. */
final class SetModelTest extends SetTestCase {
    private static final int ITERATIONS = Randomized.iterations(10_000);
    private static final int SETS = 4;

    /** The members of all sets are looked at once in so many steps. */
    private static final int STEPS_PER_LOOK = 16;

    private final List<Set<String>> expected = new ArrayList<>();

    @Test
    void behavesAsSetsDo() {
        harness.movesData = true;
        Randomized.test(random -> {
            for (int i = 0; i < SETS; i++) {
                expected.add(new HashSet<>());
            }
            int members = 0;
            for (int i = 0; i < ITERATIONS; i++) {
                if (i % 2_000 == 0) {
                    limits().setMaxIntsetEntries(random.nextInt(40));
                    limits().setMaxListpackEntries(random.nextInt(40));
                    limits().setMaxListpackValue(random.nextInt(3) == 0 ? 3 : 64);
                    members = 1 + random.nextInt(random.nextInt(8) == 0 ? 2_000 : 120);
                }
                step(random, random.nextInt(SETS), members);
            }
            harness.run("DEL", "s0", "s1", "s2", "s3");
            expected.clear();
        });
    }

    private void step(SplittableRandom random, int set, int members) {
        String member = member(random, members);
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> add(set, member);
            case 4 -> addMany(random, set, members);
            case 5, 6 -> remove(set, member);
            case 7 -> lookUp(set, member);
            case 8 -> move(set, random.nextInt(SETS), member);
            case 9 -> pop(random, set);
            case 10 -> draw(random, set);
            case 11 -> combine(random, set);
            case 12 -> store(random, set);
            case 13 -> moveElsewhere(set);
            case 14 -> clearRarely(random, set);
            default -> lookAtAll(random, set);
        }
    }

    /** Numbers of all widths, spellings that look like numbers, short and long texts. */
    private static String member(SplittableRandom random, int members) {
        int number = random.nextInt(members);
        return switch (number % 8) {
            case 0, 1, 2 -> Integer.toString(number - 20);
            case 3 -> Long.toString((long) number * number * number * 1_000_003L);
            case 4 -> "0" + number;
            case 5 -> "member" + number;
            case 6 -> "x".repeat(number % 300);
            default -> "m" + number;
        };
    }

    private Set<String> of(int set) {
        return expected.get(set);
    }

    private void add(int set, String member) {
        says(of(set).add(member) ? "1" : "0", "SADD s" + set + " " + member);
    }

    private void addMany(SplittableRandom random, int set, int members) {
        StringBuilder command = new StringBuilder("SADD s").append(set);
        int added = 0;
        for (int i = random.nextInt(20); i >= 0; i--) {
            String member = member(random, members);
            command.append(' ').append(member);
            added += of(set).add(member) ? 1 : 0;
        }
        says(Integer.toString(added), command.toString());
    }

    private void remove(int set, String member) {
        says(of(set).remove(member) ? "1" : "0", "SREM s" + set + " " + member);
        says(of(set).isEmpty() ? "0" : "1", "EXISTS s" + set);
    }

    private void lookUp(int set, String member) {
        String isThere = of(set).contains(member) ? "1" : "0";
        says(isThere, "SISMEMBER s" + set + " " + member);
        says("[" + isThere + " 0]", "SMISMEMBER s" + set + " " + member + " none");
        says(Integer.toString(of(set).size()), "SCARD s" + set);
    }

    private void move(int from, int to, String member) {
        boolean isThere = of(from).remove(member);
        if (isThere) {
            of(to).add(member);
        }
        says(isThere ? "1" : "0", "SMOVE s" + from + " s" + to + " " + member);
    }

    private void pop(SplittableRandom random, int set) {
        int count = random.nextInt(4);
        List<String> popped = strings(harness.run("SPOP", "s" + set, Integer.toString(count)));
        assertEquals(Math.min(count, of(set).size()), popped.size());
        for (String member : popped) {
            assertTrue(of(set).remove(member), member);
        }
    }

    private void draw(SplittableRandom random, int set) {
        int size = of(set).size();
        int count = random.nextInt(size + 5);
        List<String> drawn = strings(harness.run("SRANDMEMBER", "s" + set, Integer.toString(count)));
        assertEquals(Math.min(count, size), drawn.size());
        assertEquals(drawn.size(), new HashSet<>(drawn).size());
        assertTrue(of(set).containsAll(drawn));
        List<String> repeated = strings(harness.run("SRANDMEMBER", "s" + set, Integer.toString(-count)));
        assertEquals(size == 0 ? 0 : count, repeated.size());
        assertTrue(of(set).containsAll(repeated));
    }

    private void combine(SplittableRandom random, int set) {
        int[] sets = sets(random, set);
        expectMembers(intersection(sets), "SINTER" + names(sets));
        expectMembers(union(sets), "SUNION" + names(sets));
        expectMembers(difference(sets), "SDIFF" + names(sets));
        int limit = random.nextInt(10);
        long common = intersection(sets).size();
        says(
                Long.toString(limit == 0 ? common : Math.min(limit, common)),
                "SINTERCARD " + sets.length + names(sets) + " LIMIT " + limit);
        says(Integer.toString(union(sets).size()), "SUNIONCARD " + sets.length + names(sets));
        says(Integer.toString(difference(sets).size()), "SDIFFCARD " + sets.length + names(sets));
    }

    private void store(SplittableRandom random, int target) {
        int[] sets = sets(random, random.nextInt(SETS));
        int operation = random.nextInt(3);
        Set<String> result = switch (operation) {
            case 0 -> intersection(sets);
            case 1 -> union(sets);
            default -> difference(sets);
        };
        String name = List.of("SINTERSTORE", "SUNIONSTORE", "SDIFFSTORE").get(operation);
        says(Integer.toString(result.size()), name + " s" + target + names(sets));
        expected.set(target, result);
        says(result.isEmpty() ? "0" : "1", "EXISTS s" + target);
    }

    private static int[] sets(SplittableRandom random, int first) {
        int[] sets = new int[1 + random.nextInt(6)];
        Arrays.setAll(sets, i -> i == 0 ? first : random.nextInt(SETS));
        return sets;
    }

    private static String names(int[] sets) {
        StringBuilder names = new StringBuilder();
        for (int set : sets) {
            names.append(" s").append(set);
        }
        return names.toString();
    }

    private Set<String> intersection(int[] sets) {
        Set<String> result = new HashSet<>(of(sets[0]));
        for (int set : sets) {
            result.retainAll(of(set));
        }
        return result;
    }

    private Set<String> union(int[] sets) {
        Set<String> result = new HashSet<>();
        for (int set : sets) {
            result.addAll(of(set));
        }
        return result;
    }

    private Set<String> difference(int[] sets) {
        Set<String> result = new HashSet<>(of(sets[0]));
        for (int i = 1; i < sets.length; i++) {
            result.removeAll(of(sets[i]));
        }
        return result;
    }

    private void moveElsewhere(int set) {
        if (!of(set).isEmpty()) {
            harness.run("COPY", "s" + set, "copy", "REPLACE");
            harness.run("DEL", "s" + set);
            harness.run("RENAME", "copy", "s" + set);
        }
    }

    private void clearRarely(SplittableRandom random, int set) {
        if (random.nextInt(10) == 0) {
            harness.run(random.nextBoolean() ? "DEL" : "UNLINK", "s" + set);
            of(set).clear();
        }
    }

    private void lookAtAll(SplittableRandom random, int set) {
        if (random.nextInt(STEPS_PER_LOOK) > 0) {
            return;
        }
        expectMembers(of(set), "SMEMBERS s" + set);
        Set<String> found = new HashSet<>();
        String cursor = "0";
        do {
            String reply = harness.run("SSCAN", "s" + set, cursor, "COUNT", Integer.toString(1 + random.nextInt(20)));
            int end = reply.indexOf("\r\n", 4);
            int next = reply.indexOf("\r\n", end + 2);
            cursor = reply.substring(end + 2, next);
            found.addAll(strings(reply.substring(next + 2)));
        } while (!cursor.equals("0"));
        assertEquals(of(set), found);
    }

    private void expectMembers(Set<String> members, String command) {
        List<String> found = strings(harness.run(command.split(" ")));
        assertEquals(new TreeSet<>(members), new TreeSet<>(found), command);
        assertEquals(members.size(), found.size(), command);
    }
}
