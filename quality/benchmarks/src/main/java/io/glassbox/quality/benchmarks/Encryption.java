package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.FreePorts;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.quality.testkit.TestAuthority;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What encryption costs: CPU time per request with TLS beside the same without it, server by server, so that the ratios can be
 * compared; and how long requests of plain clients take while others shake hands.
 */
final class Encryption {
    private static final long KEYS = 100_000;
    private static final int LARGE_BYTES = 100_000;

    /** One server after the other, so these have to be enough for all that is measured of one. */
    private static final double WARM_UP_SHARE = 0.1;

    private static final double PLAIN_RATE = 5_000;
    private static final int PLAIN_CONNECTIONS = 20;
    private static final int HANDSHAKES_PER_SECOND = 1_000;
    private static final Duration SLICE = Duration.ofSeconds(8);

    /** How it is measured. */
    record Settings(String loadCpus, int clients, int bytes, int rounds, double seconds, List<Integer> pipelines) {}

    private record Case(Workload workload, int pipeline, int bytes) {}

    private final Settings settings;
    private final PrintStream out;

    Encryption(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    void run(List<ServerProgram> programs, String cpus) throws IOException {
        Path directory = Files.createTempDirectory("glassbox-tls");
        TestAuthority authority = TestAuthority.make(directory).issue("server", "server", "EC");
        Table costs = new Table("server", "command", "plain CPU µs", "TLS CPU µs", "ratio");
        Table latencies = new Table("server", "handshakes/s", "p50 ms", "p99 ms", "p99.9 ms");
        for (ServerProgram program : programs) {
            int port = FreePorts.next();
            String[] tls = {
                "--tls-port", String.valueOf(port),
                "--tls-auth-clients", "no",
                "--tls-cert-file", authority.certificateOf("server").toString(),
                "--tls-key-file", authority.keyOf("server").toString(),
                "--tls-ca-cert-file", authority.certificate().toString()
            };
            try (RunningServer server = RunningServer.start(program, cpus, tls)) {
                fill(server);
                List<String> encrypted = List.of(
                        "-p",
                        String.valueOf(port),
                        "--tls",
                        "--cacert",
                        authority.certificate().toString());
                costs(server, encrypted, costs);
                latencies(server, authority, port, latencies);
            }
        }
        out.printf("CPU per request, %d connections, medians of %d rounds%n%n", settings.clients(), settings.rounds());
        costs.print(out);
        out.printf(
                "Latency of plain clients at %.0f requests/s while others shake hands, with a key of P-256%n%n",
                PLAIN_RATE);
        latencies.print(out);
    }

    private void fill(RunningServer server) {
        String value = "x".repeat(settings.bytes());
        try (RespClient client = server.connect()) {
            BulkLoad.run(client, KEYS, i -> new String[] {"SET", TypeData.numbered("key:", i), value});
        }
    }

    private void costs(RunningServer server, List<String> encrypted, Table table) throws IOException {
        List<String> plain = List.of("-p", String.valueOf(server.port()));
        List<Case> cases = new ArrayList<>();
        for (int pipeline : settings.pipelines()) {
            cases.add(new Case(Workload.GET, pipeline, settings.bytes()));
            cases.add(new Case(Workload.SET, pipeline, settings.bytes()));
        }
        cases.add(new Case(Workload.SET, 1, LARGE_BYTES));
        cases.add(new Case(Workload.GET, 1, LARGE_BYTES));
        for (Case one : cases) {
            warmUp(server, one, plain);
            warmUp(server, one, encrypted);
            List<Double> without = new ArrayList<>();
            List<Double> with = new ArrayList<>();
            for (int round = 0; round < settings.rounds(); round++) {
                without.add(cpuMicros(server, one, plain, settings.seconds()));
                with.add(cpuMicros(server, one, encrypted, settings.seconds()));
            }
            double plainMicros = Statistics.median(without);
            double tlsMicros = Statistics.median(with);
            table.row(
                    server.program().name(),
                    one.workload() + ", " + one.bytes() + " bytes, pipeline " + one.pipeline(),
                    Table.decimal(plainMicros),
                    Table.decimal(tlsMicros),
                    Table.decimal(tlsMicros / plainMicros));
        }
    }

    private void warmUp(RunningServer server, Case one, List<String> target) throws IOException {
        long end = System.nanoTime() + (long) (server.program().warmUp().toNanos() * WARM_UP_SHARE);
        do {
            cpuMicros(server, one, target, 1);
        } while (System.nanoTime() < end);
    }

    /** Requests for so many seconds at a rate that any server reaches, handshakes included: these are few beside them. */
    private double cpuMicros(RunningServer server, Case one, List<String> target, double seconds) throws IOException {
        double rate = one.bytes() >= LARGE_BYTES ? 8_000 : one.pipeline() == 1 ? 40_000 : 400_000;
        long requests = Math.round(rate * seconds);
        long keys = one.bytes() >= LARGE_BYTES ? 1 : KEYS;
        RedisBenchmark load = new RedisBenchmark(settings.loadCpus(), settings.clients(), one.bytes());
        long before = server.figures().cpuMicros();
        load.run(target, one.workload(), one.pipeline(), keys, requests);
        return (double) (server.figures().cpuMicros() - before) / requests;
    }

    private void latencies(RunningServer server, TestAuthority authority, int port, Table table) throws IOException {
        OpenLoad.Settings open = new OpenLoad.Settings(
                OpenLoad.Mix.GET_AND_SET, PLAIN_RATE, PLAIN_CONNECTIONS, KEYS, settings.bytes(), false);
        try (OpenLoad load = new OpenLoad(server.port(), open)) {
            load.run(SLICE);
            row(table, server, 0, load.run(SLICE));
            try (Handshakes handshakes = new Handshakes(authority, port, HANDSHAKES_PER_SECOND)) {
                load.run(SLICE);
                long before = handshakes.done();
                Histogram latencies = load.run(SLICE);
                row(table, server, (double) (handshakes.done() - before) / SLICE.toSeconds(), latencies);
            }
        }
    }

    private static void row(Table table, RunningServer server, double handshakes, Histogram micros) {
        table.row(
                server.program().name(),
                Table.whole(handshakes),
                Table.fine(micros.getValueAtPercentile(50) / 1000.0),
                Table.fine(micros.getValueAtPercentile(99) / 1000.0),
                Table.fine(micros.getValueAtPercentile(99.9) / 1000.0));
    }
}
