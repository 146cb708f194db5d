package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How late keys expire: many keys whose time to live ends somewhere in the next minute, a subscriber to their expired
 * events, and other requests meanwhile. Lateness runs from the due time to the arrival of the event.
 */
final class ExpiryProbe {
    private static final Duration LEAD = Duration.ofSeconds(30);
    private static final Duration SPREAD = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 50;
    private static final long OTHER_KEYS = 100_000;
    private static final int VALUE_BYTES = 64;
    private static final String PREFIX = "expiring:";

    private final int keys;
    private final double rate;
    private final PrintStream out;

    ExpiryProbe(int keys, double rate, PrintStream out) {
        this.keys = keys;
        this.rate = rate;
        this.out = out;
    }

    void run(List<ServerProgram> programs, String cpus) throws IOException {
        out.printf(
                Locale.ROOT,
                "Lateness in ms of %,d keys that expire over %d s, at %.0f other requests/s%n%n",
                keys,
                SPREAD.toSeconds(),
                rate);
        Table table = new Table("server", "p50", "p99", "p99.9", "max", "events missing", "request p99 ms");
        for (ServerProgram program : programs) {
            try (RunningServer server = RunningServer.start(program, cpus, "--notify-keyspace-events", "Ex")) {
                probe(server, table);
            }
        }
        table.print(out);
    }

    private void probe(RunningServer server, Table table) throws IOException {
        OpenLoad.Settings settings =
                new OpenLoad.Settings(OpenLoad.Mix.GET_AND_SET, rate, CONNECTIONS, OTHER_KEYS, VALUE_BYTES, false);
        try (RespClient client = server.connect();
                RespClient events = server.connect();
                OpenLoad load = new OpenLoad(server.port(), settings)) {
            load.run(server.program().warmUp());
            long[] due = setKeys(client);
            events.timeout(PATIENCE).command("SUBSCRIBE", "__keyevent@0__:expired");
            CompletableFuture<Histogram> requests = CompletableFuture.supplyAsync(() -> runUntilAllAreDue(load, due));
            Histogram lateness = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
            int missing = keys;
            try {
                for (; missing > 0; missing--) {
                    Reply event = events.read();
                    long now = micros();
                    int number = Integer.parseInt(event.element(2).text().substring(PREFIX.length()));
                    lateness.recordValue(Math.max(0, now - due[number] * 1000));
                }
            } catch (AssertionError e) {
                System.err.println("no further events: " + e.getMessage());
            }
            table.row(
                    server.program().name(),
                    millis(lateness.getValueAtPercentile(50)),
                    millis(lateness.getValueAtPercentile(99)),
                    millis(lateness.getValueAtPercentile(99.9)),
                    millis(lateness.getMaxValue()),
                    String.valueOf(missing),
                    millis(requests.join().getValueAtPercentile(99)));
        }
    }

    /** Sets all keys and returns their due times in milliseconds of the clock. */
    private long[] setKeys(RespClient client) {
        SplittableRandom random = new SplittableRandom(7);
        long first = System.currentTimeMillis() + LEAD.toMillis();
        long[] due = new long[keys];
        for (int i = 0; i < keys; i++) {
            due[i] = first + random.nextLong(SPREAD.toMillis());
        }
        BulkLoad.run(client, keys, i -> new String[] {"SET", PREFIX + i, "v", "PXAT", String.valueOf(due[(int) i])});
        if (System.currentTimeMillis() > first) {
            throw new IllegalStateException("the server took longer than " + LEAD.toSeconds() + " s to set the keys");
        }
        return due;
    }

    private static Histogram runUntilAllAreDue(OpenLoad load, long[] due) {
        try {
            long last = Arrays.stream(due).max().orElseThrow();
            return load.run(Duration.ofMillis(last - System.currentTimeMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    private static String millis(long micros) {
        return Table.decimal(micros / 1000.0);
    }
}
