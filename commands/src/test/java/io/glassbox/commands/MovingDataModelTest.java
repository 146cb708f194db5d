package io.glassbox.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.glassbox.engine.type.EncodingLimits;
import io.glassbox.quality.testkit.Randomized;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random commands on values of every type against collections of Java's, while the data is moved about between any two commands. Sets,
 * sorted sets and the fields of hashes are treated more thoroughly by their own model tests, which have the data moved too.
 */
final class MovingDataModelTest extends SpokenTestCase {
    private static final int ITERATIONS = Randomized.iterations(6_000);
    private static final int NAMES = 30;

    private final Map<String, String> strings = new HashMap<>();
    private final List<String> list = new ArrayList<>();
    private final TreeMap<String, String> hash = new TreeMap<>();
    private final TreeSet<String> set = new TreeSet<>();
    private final TreeMap<Integer, String> stream = new TreeMap<>();
    private final TreeMap<Integer, String> pending = new TreeMap<>();
    private int lastId;

    @BeforeEach
    void keepStructuresLarge() {
        harness.movesData = true;
        EncodingLimits limits = harness.server.databases().types().limits();
        limits.hashMaxListpackEntries(4);
        limits.setMaxListpackEntries(4);
        limits.listNodes().fill(4);
        limits.streamNodeMaxEntries(5);
    }

    @Test
    void nothingIsLostWhereverItLies() {
        Randomized.test(random -> {
            for (int i = 0; i < ITERATIONS; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> changeString(random);
                    case 1 -> changeList(random);
                    case 2 -> changeHash(random);
                    case 3 -> changeSet(random);
                    default -> changeStream(random);
                }
                if (i % 500 == 0) {
                    compareAll();
                }
            }
            compareAll();
            assertNotEquals(0, harness.server.defragmentation().figures().hits());
            harness.run("FLUSHALL");
        });
    }

    private void changeString(SplittableRandom random) {
        String key = "s" + random.nextInt(NAMES);
        String text = text(random);
        switch (random.nextInt(6)) {
            case 0 -> {
                strings.put(key, text);
                says("OK", "SET " + key + " " + text);
            }
            case 1 -> {
                strings.put(key, text);
                says("OK", "SET " + key + " " + text + " EX 100000");
            }
            case 2 ->
                says(Integer.toString(strings.merge(key, text, String::concat).length()), "APPEND " + key + " " + text);
            case 3 ->
                says(strings.containsKey(key) ? "1" : "0", "EXPIRE " + key + " " + random.nextInt(1000, 1_000_000));
            case 4 -> says(strings.remove(key) == null ? "0" : "1", "DEL " + key);
            default -> {
                String other = "s" + random.nextInt(NAMES);
                if (strings.containsKey(key)) {
                    strings.put(other, strings.remove(key));
                    says("OK", "RENAME " + key + " " + other);
                }
            }
        }
    }

    private void changeList(SplittableRandom random) {
        String text = text(random);
        switch (random.nextInt(list.size() > 200 ? 6 : 4)) {
            case 0 -> {
                list.addFirst(text);
                says(Integer.toString(list.size()), "LPUSH l " + text);
            }
            case 1, 2 -> {
                list.add(text);
                says(Integer.toString(list.size()), "RPUSH l " + text);
            }
            case 3 -> {
                if (!list.isEmpty()) {
                    int index = random.nextInt(list.size());
                    list.set(index, text);
                    says("OK", "LSET l " + index + " " + text);
                    says(text, "LINDEX l " + index);
                }
            }
            case 4 -> says(list.removeFirst(), "LPOP l");
            default -> says(list.removeLast(), "RPOP l");
        }
    }

    private void changeHash(SplittableRandom random) {
        String field = "f" + random.nextInt(300);
        String text = text(random);
        switch (random.nextInt(5)) {
            case 0, 1 -> says(hash.put(field, text) == null ? "1" : "0", "HSET h " + field + " " + text);
            case 2 -> says(hash.remove(field) == null ? "0" : "1", "HDEL h " + field);
            case 3 ->
                says(
                        hash.isEmpty() ? "[-2]" : hash.containsKey(field) ? "[1]" : "[-2]",
                        "HEXPIRE h " + random.nextInt(10_000, 1_000_000) + " FIELDS 1 " + field);
            default -> says(hash.getOrDefault(field, "nil"), "HGET h " + field);
        }
    }

    private void changeSet(SplittableRandom random) {
        String member = "m" + random.nextInt(300);
        if (random.nextBoolean()) {
            says(set.add(member) ? "1" : "0", "SADD m " + member);
        } else {
            says(set.remove(member) ? "1" : "0", "SREM m " + member);
        }
    }

    /** Entries come, are delivered to one of three consumers, claimed by another, acknowledged and deleted. */
    private void changeStream(SplittableRandom random) {
        if (lastId == 0) {
            harness.run("XGROUP", "CREATE", "x", "g", "0", "MKSTREAM");
        }
        String consumer = "c" + random.nextInt(3);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                lastId++;
                String text = text(random);
                stream.put(lastId, text);
                says(lastId + "-0", "XADD x " + lastId + "-0 f " + text);
            }
            case 3 -> deliver(consumer);
            case 4 -> claim(random, consumer);
            case 5 -> acknowledge(random);
            default -> {
                int id = random.nextInt(lastId + 1);
                says(stream.remove(id) == null ? "0" : "1", "XDEL x " + id + "-0");
            }
        }
    }

    private void deliver(String consumer) {
        String reply = harness.run(("XREADGROUP GROUP g " + consumer + " COUNT 1 STREAMS x >").split(" "));
        int at = reply.indexOf("-0\r\n");
        if (at >= 0) {
            pending.put(Integer.parseInt(reply.substring(reply.lastIndexOf('\n', at) + 1, at)), consumer);
        }
    }

    private void claim(SplittableRandom random, String consumer) {
        Integer id = pending.ceilingKey(random.nextInt(lastId + 1));
        if (id != null) {
            boolean isThere = stream.containsKey(id);
            says(isThere ? "[" + id + "-0]" : "[]", "XCLAIM x g " + consumer + " 0 " + id + "-0 JUSTID");
            if (isThere) {
                pending.put(id, consumer);
            } else {
                pending.remove(id);
            }
        }
    }

    private void acknowledge(SplittableRandom random) {
        int id = random.nextInt(lastId + 1);
        says(pending.remove(id) == null ? "0" : "1", "XACK x g " + id + "-0");
    }

    private void compareAll() {
        strings.forEach((key, text) -> says(text, "GET " + key));
        says(list.toString().replace(",", ""), "LRANGE l 0 -1");
        says(Integer.toString(hash.size()), "HLEN h");
        hash.forEach((field, text) -> says(text, "HGET h " + field));
        says(Integer.toString(set.size()), "SCARD m");
        set.forEach(member -> says("1", "SISMEMBER m " + member));
        StringBuilder entries = new StringBuilder();
        stream.forEach(
                (id, text) -> entries.append(entries.isEmpty() ? "" : " ").append("[" + id + "-0 [f " + text + "]]"));
        says("[" + entries + "]", "XRANGE x - +");
        comparePending("", pending.keySet().stream().toList());
        for (int i = 0; i < 3; i++) {
            String consumer = "c" + i;
            comparePending(
                    " " + consumer,
                    pending.keySet().stream()
                            .filter(id -> consumer.equals(pending.get(id)))
                            .toList());
        }
    }

    private void comparePending(String consumer, List<Integer> expected) {
        if (lastId > 0) {
            StringBuilder found = new StringBuilder();
            String reply = harness.run(("XPENDING x g - + 100000" + consumer).split(" "));
            for (String line : reply.split("\r\n")) {
                found.append(line.endsWith("-0") ? line + " " : "");
            }
            StringBuilder wanted = new StringBuilder();
            expected.forEach(id -> wanted.append(id).append("-0 "));
            assertEquals(wanted.toString(), found.toString());
        }
    }

    private static String text(SplittableRandom random) {
        return Character.toString('a' + random.nextInt(26))
                .repeat(random.nextInt(1, random.nextInt(10) == 0 ? 700 : 60));
    }
}
