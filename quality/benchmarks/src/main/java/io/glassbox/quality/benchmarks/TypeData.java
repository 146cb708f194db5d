package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;
import java.util.ArrayList;
import java.util.List;

/** What the collections hold that the commands of {@link Workload.Group#TYPES} work on. */
final class TypeData {
    /** Members of the large sorted set and set, fields of the large hash. */
    private static final long LARGE = 1_000_000;

    /** Entries that wait for the consumers of a group. */
    static final long JOBS = 200_000;

    private static final int OPERAND = 1_000;
    private static final int FIELDS = 20;
    private static final int POINTS = 10_000;
    private static final int LIST = 100;

    private TypeData() {}

    static void load(RespClient client, String value) {
        BulkLoad.run(client, LARGE, i -> new String[] {"ZADD", "zset", Long.toString(i), numbered("element:", i)});
        BulkLoad.run(client, LARGE, i -> new String[] {"SADD", "set", numbered("element:", i)});
        BulkLoad.run(client, LARGE, i -> new String[] {"HSET", "hash", numbered("field:", i), value});
        // Every second member of the one is in the other.
        BulkLoad.run(client, OPERAND, i -> new String[] {"SADD", "operand:1", numbered("element:", i)});
        BulkLoad.run(client, OPERAND, i -> new String[] {"SADD", "operand:2", numbered("element:", i + OPERAND / 2)});
        BulkLoad.run(client, FIELDS, i -> new String[] {"HSET", "fields", numbered("field:", i), value});
        BulkLoad.run(client, LIST, i -> new String[] {"RPUSH", "elements", value});
        BulkLoad.run(client, POINTS, i -> point(i));
        PairedCommands.prepare(client, value);
    }

    /** Points on a grid of 100 by 100 that spans two degrees each way. */
    private static String[] point(long i) {
        List<String> words = new ArrayList<>(List.of("GEOADD", "points"));
        long column = i % 100;
        long row = i / 100;
        words.add(Double.toString(14 + column / 50.0));
        words.add(Double.toString(36 + row / 50.0));
        words.add("point:" + i);
        return words.toArray(String[]::new);
    }

    /** As redis-benchmark writes a random number. */
    static String numbered(String prefix, long number) {
        String digits = Long.toString(number);
        return prefix + "0".repeat(12 - digits.length()) + digits;
    }
}
