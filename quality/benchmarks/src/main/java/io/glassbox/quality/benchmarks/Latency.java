package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Latency at a load that the server carries easily: half of what the reference server can do, GET and SET in turn, at a
 * fixed rate. The rate is the same for all servers. Medians over the rounds.
 */
final class Latency {
    private static final int CONNECTIONS = 50;
    private static final int VALUE_BYTES = 64;
    private static final Duration WARM_UP_MINIMUM = Duration.ofSeconds(3);
    private static final int TRIES = 3;
    private static final long REQUESTS_OF_A_TRY = 200_000;
    private static final double[] PERCENTILES = {50, 99, 99.9, 99.99};

    private final RedisBenchmark load;
    private final int rounds;
    private final Duration time;
    private final long keys;
    private final PrintStream out;

    Latency(RedisBenchmark load, int rounds, Duration time, long keys, PrintStream out) {
        this.load = load;
        this.rounds = rounds;
        this.time = time;
        this.keys = keys;
        this.out = out;
    }

    /** The first server sets the rate. All are expected to be running and not stopped. */
    void run(List<RunningServer> servers) throws IOException {
        String value = "x".repeat(VALUE_BYTES);
        for (RunningServer server : servers) {
            try (RespClient client = server.connect()) {
                BulkLoad.run(client, keys, i ->
                        new String[] {"SET", String.format(Locale.ROOT, "key:%012d", i), value});
            }
            server.freeze();
        }
        double rate = halfOfMaximum(servers.getFirst());
        OpenLoad.Settings settings =
                new OpenLoad.Settings(OpenLoad.Mix.GET_AND_SET, rate, CONNECTIONS, keys, VALUE_BYTES, true);
        List<List<Histogram>> results = new ArrayList<>();
        for (RunningServer server : servers) {
            server.thaw();
            try (OpenLoad openLoad = new OpenLoad(server.port(), settings)) {
                Duration warmUp = server.program().warmUp();
                openLoad.run(warmUp.compareTo(WARM_UP_MINIMUM) > 0 ? warmUp : WARM_UP_MINIMUM);
            }
            server.freeze();
            results.add(new ArrayList<>());
        }
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < servers.size(); turn++) {
                int index = (turn + round) % servers.size();
                RunningServer server = servers.get(index);
                server.thaw();
                try (OpenLoad openLoad = new OpenLoad(server.port(), settings)) {
                    results.get(index).add(openLoad.run(time));
                }
                server.freeze();
            }
        }
        servers.forEach(RunningServer::thaw);
        print(servers, rate, results);
    }

    private double halfOfMaximum(RunningServer reference) throws IOException {
        reference.thaw();
        double best = 0;
        for (int i = 0; i < TRIES; i++) {
            best = Math.max(
                    best,
                    load.run(reference, Workload.GET, 1, keys, REQUESTS_OF_A_TRY)
                            .rate());
        }
        reference.freeze();
        return best / 2;
    }

    private void print(List<RunningServer> servers, double rate, List<List<Histogram>> results) {
        out.printf(
                Locale.ROOT,
                "Latency in ms at %.0f requests/s (half of what %s can do), GET and SET, %d connections, medians of %d rounds%n%n",
                rate,
                servers.getFirst().program().name(),
                CONNECTIONS,
                rounds);
        Table table = new Table("server", "p50", "p99", "p99.9", "p99.99", "max");
        for (int i = 0; i < servers.size(); i++) {
            List<Histogram> rounds = results.get(i);
            List<String> cells =
                    new ArrayList<>(List.of(servers.get(i).program().name()));
            for (double percentile : PERCENTILES) {
                cells.add(Table.fine(Statistics.median(rounds.stream()
                                .map(latencies -> (double) latencies.getValueAtPercentile(percentile))
                                .toList())
                        / 1000));
            }
            cells.add(Table.fine(Statistics.median(rounds.stream()
                            .map(latencies -> (double) latencies.getMaxValue())
                            .toList())
                    / 1000));
            table.row(cells.toArray(String[]::new));
        }
        table.print(out);
    }
}
