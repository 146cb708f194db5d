package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Requests a second and server CPU time per request, at the highest load that the client makes. The servers run side
 * by side with the same data, one stopped while the other has its turn; every figure is the median of the rounds. Of two
 * servers that keep one core busy, CPU time per request is the figure to compare: it does not depend on the client.
 */
final class Throughput {
    /** What one run of one command gave; CPU in microseconds per request. */
    private record Sample(double rate, double cpu, double p99, double p999) {}

    /**
     * @param rounds  counted runs of every command on every server
     * @param seconds roughly how long a run lasts
     * @param keys    size of the keyspace
     */
    record Settings(
            List<Workload> workloads, List<Integer> pipelines, int rounds, double seconds, long keys, int bytes) {}

    private static final double WARM_UP_SECONDS = 0.5;
    private static final int HANDFUL = 8;
    private static final long FIRST_GUESS = 20_000;

    private final Settings settings;
    private final Load load;
    private final Load pairs;
    private final PrintStream out;

    /** Requests a second seen last, by workload and pipeline: says how many requests make a run of the wanted length. */
    private final Map<String, Double> rates = new HashMap<>();

    Throughput(Settings settings, Load load, Load pairs, PrintStream out) {
        this.settings = settings;
        this.load = load;
        this.pairs = pairs;
        this.out = out;
    }

    /** Fills every server, warms it up, and measures; the first server is what the others are compared with. */
    void run(List<RunningServer> servers) throws IOException {
        for (RunningServer server : servers) {
            fill(server);
            warmUp(server);
            server.freeze();
        }
        for (int pipeline : settings.pipelines()) {
            Map<Workload, List<List<Sample>>> samples = new EnumMap<>(Workload.class);
            for (int round = 0; round < settings.rounds(); round++) {
                for (Workload workload : settings.workloads()) {
                    measure(servers, workload, pipeline, round, samples);
                }
                System.err.printf(Locale.ROOT, "pipeline %d: round %d of %d%n", pipeline, round + 1, settings.rounds());
            }
            print(servers, pipeline, samples);
        }
        servers.forEach(RunningServer::thaw);
    }

    private void fill(RunningServer server) {
        String value = "x".repeat(settings.bytes());
        try (RespClient client = server.connect()) {
            if (settings.workloads().stream().anyMatch(workload -> workload.group() == Workload.Group.TYPES)) {
                TypeData.load(client, value);
            }
            if (settings.workloads().stream().noneMatch(workload -> workload.group() == Workload.Group.CORE)) {
                return;
            }
            BulkLoad.run(client, settings.keys(), i -> new String[] {"SET", TypeData.numbered("key:", i), value});
            if (settings.workloads().contains(Workload.INCR)) {
                BulkLoad.run(client, settings.keys(), i ->
                        new String[] {"SET", TypeData.numbered("counter:", i), "1000000"});
            }
        }
    }

    /** The time that is asked for is meant for a handful of commands; more of them take more. */
    private void warmUp(RunningServer server) throws IOException {
        int handfuls = Math.ceilDiv(settings.workloads().size(), HANDFUL);
        long end = System.nanoTime()
                + server.program().warmUp().multipliedBy(handfuls).toNanos();
        do {
            for (int pipeline : settings.pipelines()) {
                for (Workload workload : settings.workloads()) {
                    Sample sample = once(server, workload, pipeline, requests(workload, pipeline, WARM_UP_SECONDS));
                    rates.put(workload + "/" + pipeline, sample.rate);
                }
            }
        } while (System.nanoTime() < end);
    }

    private long requests(Workload workload, int pipeline, double seconds) {
        Double rate = rates.get(workload + "/" + pipeline);
        return rate == null ? FIRST_GUESS : Math.max(FIRST_GUESS, Math.round(rate * seconds / 1000) * 1000);
    }

    private void measure(
            List<RunningServer> servers,
            Workload workload,
            int pipeline,
            int round,
            Map<Workload, List<List<Sample>>> samples)
            throws IOException {
        List<List<Sample>> byServer = samples.computeIfAbsent(workload, _ -> new ArrayList<>());
        while (byServer.size() < servers.size()) {
            byServer.add(new ArrayList<>());
        }
        long requests = requests(workload, pipeline, settings.seconds());
        for (int turn = 0; turn < servers.size(); turn++) {
            int index = (turn + round) % servers.size();
            RunningServer server = servers.get(index);
            server.thaw();
            byServer.get(index).add(once(server, workload, pipeline, requests));
            server.freeze();
        }
    }

    private Sample once(RunningServer server, Workload workload, int pipeline, long requests) throws IOException {
        int subscribers = workload == Workload.PUBLISH_10 ? Workload.SUBSCRIBERS : 0;
        try (Subscribers _ = new Subscribers(server.port(), subscribers)) {
            long before = server.figures().cpuMicros();
            Load.Result result =
                    (workload.isPaired() ? pairs : load).run(server, workload, pipeline, settings.keys(), requests);
            double cpu = (double) (server.figures().cpuMicros() - before) / requests;
            return new Sample(result.rate(), cpu, result.p99(), result.p999());
        }
    }

    private void print(List<RunningServer> servers, int pipeline, Map<Workload, List<List<Sample>>> samples) {
        for (int i = 1; i < servers.size(); i++) {
            String first = servers.getFirst().program().name();
            String other = servers.get(i).program().name();
            out.printf(
                    "Pipeline %d, medians of %d rounds; ratios are %s to %s%n%n",
                    pipeline, settings.rounds(), other, first);
            Table table = new Table(
                    "command",
                    first + " req/s",
                    other + " req/s",
                    "ratio",
                    first + " CPU µs",
                    other + " CPU µs",
                    "ratio",
                    first + " p99 ms",
                    other + " p99 ms",
                    first + " p99.9 ms",
                    other + " p99.9 ms");
            List<Double> rateRatios = new ArrayList<>();
            List<Double> cpuRatios = new ArrayList<>();
            for (Map.Entry<Workload, List<List<Sample>>> entry : samples.entrySet()) {
                List<Sample> ours = entry.getValue().get(i);
                List<Sample> theirs = entry.getValue().getFirst();
                double rate = median(ours, Sample::rate) / median(theirs, Sample::rate);
                double cpu = median(ours, Sample::cpu) / median(theirs, Sample::cpu);
                rateRatios.add(rate);
                cpuRatios.add(cpu);
                table.row(
                        entry.getKey().name(),
                        Table.whole(median(theirs, Sample::rate)),
                        Table.whole(median(ours, Sample::rate)),
                        Table.decimal(rate),
                        Table.decimal(median(theirs, Sample::cpu)),
                        Table.decimal(median(ours, Sample::cpu)),
                        Table.decimal(cpu),
                        Table.fine(median(theirs, Sample::p99)),
                        Table.fine(median(ours, Sample::p99)),
                        Table.fine(median(theirs, Sample::p999)),
                        Table.fine(median(ours, Sample::p999)));
            }
            table.row(
                    "geometric mean",
                    "",
                    "",
                    Table.decimal(Statistics.geometricMean(rateRatios)),
                    "",
                    "",
                    Table.decimal(Statistics.geometricMean(cpuRatios)),
                    "",
                    "",
                    "",
                    "");
            table.print(out);
        }
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Statistics.median(samples.stream().map(figure::applyAsDouble).toList());
    }

    /** How long a run takes at most; for messages. */
    Duration estimate(int servers) {
        double runs = (double) settings.rounds()
                * settings.workloads().size()
                * settings.pipelines().size()
                * servers;
        return Duration.ofSeconds(Math.round(runs * (settings.seconds() + 0.2)));
    }
}
