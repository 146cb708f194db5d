package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What {@code maxmemory} does: how often a cache of which a part of the keys fits has what it is asked for, how far memory goes above
 * the limit while many write, and whether keys are lost to subscribers that do not read.
 */
final class Evictions {
    private static final int KEYS = 500_000;
    private static final int REQUESTS = 3_000_000;
    private static final int BATCH = 100;
    private static final double SKEW = 0.99;
    private static final int VALUE_BYTES = 100;
    private static final String CACHE_LIMIT = "16mb";
    private static final String WRITING_LIMIT = "100mb";
    private static final int WRITERS = 50;
    private static final long WRITING_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int MOST_BYTES = 4096;
    private static final double FULL = 0.95;
    private static final int STEP = 5000;
    private static final int SUBSCRIBERS = 50;
    private static final int MESSAGES = 20_000;

    private final PrintStream out;

    Evictions(PrintStream out) {
        this.out = out;
    }

    void run(List<ServerProgram> programs, String cpus) throws IOException {
        hits(programs, cpus);
        overshoot(programs, cpus);
        subscribers(programs, cpus);
    }

    private static RunningServer start(ServerProgram program, String cpus, String limit, String policy)
            throws IOException {
        return RunningServer.start(program, cpus, "--maxmemory", limit, "--maxmemory-policy", policy);
    }

    private void hits(List<ServerProgram> programs, String cpus) throws IOException {
        Table table = new Table("server", "policy", "hits %", "keys");
        double[] shares = cumulativeShares();
        for (String policy : List.of("allkeys-lru", "allkeys-lfu", "allkeys-random")) {
            for (ServerProgram program : programs) {
                try (RunningServer server = start(program, cpus, CACHE_LIMIT, policy);
                        RespClient client = server.connect()) {
                    double hits = hits(client, shares);
                    long keys = client.command("DBSIZE").number();
                    table.row(program.name(), policy, Table.decimal(100 * hits), String.valueOf(keys));
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "A cache of %s asked for %,d of %,d keys by Zipf's law (%s), values of %d bytes; hits of the second half%n%n",
                CACHE_LIMIT,
                REQUESTS,
                KEYS,
                SKEW,
                VALUE_BYTES);
        table.print(out);
    }

    /** The share of requests that were answered, of the second half. What is missing is written behind its batch. */
    private static double hits(RespClient client, double[] shares) {
        SplittableRandom random = new SplittableRandom(1);
        String value = "x".repeat(VALUE_BYTES);
        long counted = 0;
        for (int done = 0; done < REQUESTS; done += BATCH) {
            String[] keys = new String[BATCH];
            ByteArrayOutputStream reads = new ByteArrayOutputStream();
            for (int i = 0; i < BATCH; i++) {
                keys[i] = TypeData.numbered("key:", rank(shares, random.nextDouble()));
                reads.writeBytes(RespClient.encode("GET", keys[i]));
            }
            List<Reply> replies = client.sendRaw(reads.toByteArray()).read(BATCH);
            ByteArrayOutputStream writes = new ByteArrayOutputStream();
            int missing = 0;
            for (int i = 0; i < BATCH; i++) {
                if (replies.get(i).isNil()) {
                    writes.writeBytes(RespClient.encode("SET", keys[i], value));
                    missing++;
                }
            }
            client.sendRaw(writes.toByteArray()).read(missing);
            counted += done >= REQUESTS / 2 ? BATCH - missing : 0;
        }
        return counted / (REQUESTS / 2.0);
    }

    /** By rank, the share of requests that go to it and to those before it. */
    private static double[] cumulativeShares() {
        double[] shares = new double[KEYS];
        double sum = 0;
        for (int i = 0; i < KEYS; i++) {
            sum += 1 / Math.pow(i + 1, SKEW);
            shares[i] = sum;
        }
        double whole = sum;
        return Arrays.stream(shares).map(share -> share / whole).toArray();
    }

    private static int rank(double[] shares, double at) {
        int found = Arrays.binarySearch(shares, at);
        return Math.min(found < 0 ? -found - 1 : found, KEYS - 1);
    }

    private void overshoot(List<ServerProgram> programs, String cpus) throws IOException {
        Table table = new Table("server", "highest used_memory as a share of maxmemory", "writes", "evicted");
        for (ServerProgram program : programs) {
            try (RunningServer server = start(program, cpus, WRITING_LIMIT, "allkeys-lru");
                    RespClient watch = server.connect()) {
                long limit = Long.parseLong(InfoField.text(watch, "memory", "maxmemory"));
                long highest = 0;
                long end = System.nanoTime() + WRITING_NANOS;
                List<Thread> writers = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    int number = i;
                    writers.add(Thread.ofPlatform().start(() -> write(server, number, end)));
                }
                while (System.nanoTime() < end) {
                    highest = Math.max(highest, InfoField.number(watch, "memory", "used_memory"));
                }
                join(writers);
                table.row(
                        program.name(),
                        String.format(Locale.ROOT, "%.4f", (double) highest / limit),
                        InfoField.text(watch, "stats", "total_commands_processed"),
                        InfoField.text(watch, "stats", "evicted_keys"));
            }
        }
        out.printf(
                "%d connections write values of up to %d bytes, maxmemory %s%n%n", WRITERS, MOST_BYTES, WRITING_LIMIT);
        table.print(out);
    }

    private static void write(RunningServer server, int number, long end) {
        SplittableRandom random = new SplittableRandom(number);
        try (RespClient client = server.connect()) {
            while (System.nanoTime() < end) {
                String key = TypeData.numbered("key:", random.nextInt(KEYS));
                client.command("SET", key, "x".repeat(1 + random.nextInt(MOST_BYTES)));
            }
        }
    }

    private static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes keys until they take nearly all that they may. */
    private static void fill(RespClient client) {
        String value = "x".repeat(VALUE_BYTES);
        double enough = FULL * InfoField.number(client, "memory", "maxmemory");
        long[] written = new long[1];
        while (InfoField.number(client, "memory", "used_memory") < enough) {
            BulkLoad.run(client, STEP, _ -> new String[] {"SET", TypeData.numbered("key:", written[0]++), value});
        }
    }

    private void subscribers(List<ServerProgram> programs, String cpus) throws IOException {
        Table table = new Table("server", "keys", "evicted", "mem_clients_normal at its peak");
        for (ServerProgram program : programs) {
            try (RunningServer server = start(program, cpus, WRITING_LIMIT, "allkeys-lru");
                    RespClient client = server.connect()) {
                fill(client);
                List<RespClient> silent = new ArrayList<>();
                for (int i = 0; i < SUBSCRIBERS; i++) {
                    RespClient subscriber = server.connect();
                    subscriber.command("SUBSCRIBE", "flood");
                    silent.add(subscriber);
                }
                long highest = 0;
                String message = "x".repeat(1024);
                for (int i = 0; i < MESSAGES; i++) {
                    client.command("PUBLISH", "flood", message);
                    if (i % 100 == 0) {
                        highest = Math.max(highest, InfoField.number(client, "memory", "mem_clients_normal"));
                    }
                }
                table.row(
                        program.name(),
                        String.valueOf(client.command("DBSIZE").number()),
                        InfoField.text(client, "stats", "evicted_keys"),
                        Table.whole(highest));
                silent.forEach(RespClient::close);
            }
        }
        out.printf(
                "%,d messages of 1 KB for %d subscribers that do not read; the keys take %.2f of maxmemory%n%n",
                MESSAGES, SUBSCRIBERS, FULL);
        table.print(out);
    }
}
