package io.glassbox.commands.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random commands against a map, on hashes that become tables in the middle of it. */
final class HashModelTest extends HashTestCase {
    private static final int ITERATIONS = Randomized.iterations(10_000);

    private final Map<String, String> expected = new HashMap<>();

    @Test
    void behavesAsAMap() {
        harness.movesData = true;
        Randomized.test(random -> {
            limits().hashMaxListpackEntries(random.nextInt(60));
            limits().hashMaxListpackValue(random.nextInt(3) == 0 ? 3 : 64);
            int fields = 1 + random.nextInt(200);
            for (int i = 0; i < ITERATIONS; i++) {
                String field = field(random, fields);
                switch (random.nextInt(14)) {
                    case 0, 1, 2, 3 -> set(field, value(random));
                    case 4 -> setIfMissing(field, value(random));
                    case 5 -> increment(field, random.nextInt(100_000) - 50_000);
                    case 6, 7, 8 -> remove(field);
                    case 9 -> lookUp(field);
                    case 10 -> drawSome(random);
                    case 11 -> scan(random);
                    case 12 -> all();
                    default -> moveElsewhere();
                }
            }
            harness.run("DEL", "h");
            expected.clear();
        });
    }

    private static String field(SplittableRandom random, int fields) {
        int number = random.nextInt(fields);
        return switch (number % 4) {
            case 0 -> Integer.toString(number - 20);
            case 1 -> "field" + number;
            case 2 -> "x".repeat(number);
            default -> "f".repeat(255) + number;
        };
    }

    private static String value(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(random.nextLong() >>> random.nextInt(64));
            case 1 -> "";
            case 2 -> "v".repeat(random.nextInt(20));
            default -> "long".repeat(random.nextInt(100));
        };
    }

    private void set(String field, String value) {
        String isNew = expected.put(field, value) == null ? ":1\r\n" : ":0\r\n";
        assertEquals(isNew, harness.run("HSET", "h", field, value));
    }

    private void setIfMissing(String field, String value) {
        String isNew = expected.putIfAbsent(field, value) == null ? ":1\r\n" : ":0\r\n";
        assertEquals(isNew, harness.run("HSETNX", "h", field, value));
    }

    private void increment(String field, int by) {
        String reply = harness.run("HINCRBY", "h", field, Integer.toString(by));
        long sum;
        try {
            sum = Math.addExact(Long.parseLong(expected.getOrDefault(field, "0")), by);
        } catch (NumberFormatException e) {
            assertEquals("-ERR hash value is not an integer\r\n", reply);
            return;
        } catch (ArithmeticException e) {
            assertEquals("-ERR increment or decrement would overflow\r\n", reply);
            return;
        }
        expected.put(field, Long.toString(sum));
        assertEquals(":" + sum + "\r\n", reply);
    }

    private void remove(String field) {
        String removed = expected.remove(field) == null ? ":0\r\n" : ":1\r\n";
        assertEquals(removed, harness.run("HDEL", "h", field));
        assertEquals(expected.isEmpty() ? ":0\r\n" : ":1\r\n", harness.run("EXISTS", "h"));
    }

    private void lookUp(String field) {
        String value = expected.get(field);
        assertEquals(value == null ? NIL : bulk(value), harness.run("HGET", "h", field));
        assertEquals(value == null ? ":0\r\n" : ":1\r\n", harness.run("HEXISTS", "h", field));
        assertEquals(":" + (value == null ? 0 : value.length()) + "\r\n", harness.run("HSTRLEN", "h", field));
        assertEquals(":" + expected.size() + "\r\n", harness.run("HLEN", "h"));
    }

    private void drawSome(SplittableRandom random) {
        int count = random.nextInt(expected.size() + 5);
        List<String> drawn = strings(harness.run("HRANDFIELD", "h", Integer.toString(count), "WITHVALUES"));
        Set<String> fields = new HashSet<>();
        for (int i = 0; i < drawn.size(); i += 2) {
            assertTrue(fields.add(drawn.get(i)), drawn.get(i));
            assertEquals(expected.get(drawn.get(i)), drawn.get(i + 1));
        }
        assertEquals(Math.min(count, expected.size()), fields.size());
        List<String> repeated = strings(harness.run("HRANDFIELD", "h", Integer.toString(-count)));
        assertEquals(expected.isEmpty() ? 0 : count, repeated.size());
        assertTrue(expected.keySet().containsAll(repeated));
    }

    private void scan(SplittableRandom random) {
        Map<String, String> found = new HashMap<>();
        String cursor = "0";
        do {
            String reply = harness.run("HSCAN", "h", cursor, "COUNT", Integer.toString(1 + random.nextInt(20)));
            int end = reply.indexOf("\r\n", 4);
            int next = reply.indexOf("\r\n", end + 2);
            cursor = reply.substring(end + 2, next);
            putAll(strings(reply.substring(next + 2)), found);
        } while (!cursor.equals("0"));
        assertEquals(expected, found);
    }

    private void all() {
        Map<String, String> found = new HashMap<>();
        putAll(strings(harness.run("HGETALL", "h")), found);
        assertEquals(new TreeMap<>(expected), new TreeMap<>(found));
        assertEquals(expected.keySet(), new HashSet<>(strings(harness.run("HKEYS", "h"))));
        assertEquals(expected.size(), strings(harness.run("HVALS", "h")).size());
    }

    private void moveElsewhere() {
        if (!expected.isEmpty()) {
            harness.run("COPY", "h", "copy", "REPLACE");
            harness.run("DEL", "h");
            harness.run("RENAME", "copy", "h");
        }
    }
}
