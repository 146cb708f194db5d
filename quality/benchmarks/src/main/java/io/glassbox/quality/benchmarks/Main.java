package io.glassbox.quality.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the benchmarks. Without options: throughput, latency, memory, start and idle, in about half an hour. */
@Command(
        name = "./glassbox bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Measures the server against redis-server, side by side, and prints Markdown tables. The server runs on one CPU"
                    + " and the load on another; let nothing else run meanwhile."
        })
public final class Main implements Callable<Integer> {
    private static final Duration SLICE_OF_LATENCY = Duration.ofSeconds(8);

    /** What can be measured. */
    enum Part {
        throughput,
        latency,
        memory,
        start,
        types,
        typememory,
        stalls,
        snapshots,
        appendonly,
        scripts,
        eviction,
        tls
    }

    @Option(names = "--parts", split = ",", description = "Of ${COMPLETION-CANDIDATES}; all unless named.")
    private List<Part> parts = List.of(Part.values());

    @Option(names = "--only", split = ",", paramLabel = "COMMAND", description = "Only these commands.")
    private List<String> only = List.of();

    @Option(names = "--pipeline", split = ",", paramLabel = "N", description = "Depths, 1 and 16 unless told.")
    private List<Integer> pipelines = List.of(1, 16);

    @Option(names = "--rounds", description = "Counted runs of everything, 5 unless told.")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Length of a run, 2 unless told.")
    private double seconds = 2;

    @Option(names = "--warmup", paramLabel = "SECONDS", description = "Load before our server counts, 20 unless told.")
    private int warmUp = 20;

    @Option(names = "--clients", description = "Connections of redis-benchmark, 50 unless told.")
    private int clients = 50;

    @Option(names = "--bytes", description = "Size of values, 64 unless told.")
    private int bytes = 64;

    @Option(names = "--keyspace", description = "Keys in the server during throughput, 1 million unless told.")
    private long keyspace = 1_000_000;

    @Option(names = "--keys", description = "Keys of the memory figures, 2 million unless told.")
    private long keys = 2_000_000;

    @Option(names = "--elements", description = "Elements of each collection of the stalls, 10 million unless told.")
    private long elements = 10_000_000;

    @Option(names = "--saved", description = "Keys of the snapshots, 10 million unless told.")
    private long saved = 10_000_000;

    @Option(names = "--expiry", description = "Only: how late 1 million keys expire.")
    private boolean expiry;

    @Option(names = "--open", paramLabel = "N", description = "Only: hold N connections open.")
    private int open;

    @Option(
            names = "--jmh",
            paramLabel = "PATTERN",
            arity = "0..1",
            fallbackValue = ".*",
            description = "Only: the JMH benchmarks whose name matches.")
    private @Nullable String jmh;

    @Option(names = "--server", paramLabel = "PROGRAM", description = "Another program as the server under test.")
    private @Nullable Path server;

    @Option(names = "--server-option", paramLabel = "WORD", description = "A word more on our server's command line.")
    private List<String> serverOptions = new ArrayList<>();

    @Option(names = "--alone", description = "Measure our server only.")
    private boolean alone;

    @Option(names = "--server-cpu", description = "CPUs of the servers, 0 unless told.")
    private String serverCpus = "0";

    @Option(names = "--load-cpu", description = "CPUs of the load, 1 unless told.")
    private String loadCpus = "1";

    private final Path home = Path.of(System.getProperty("glassbox.home", ".")).toAbsolutePath();

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((exception, _, _) -> {
            System.err.println("bench: " + exception.getMessage());
            return 2;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (jmh != null) {
            return Microbenchmarks.run(jmh);
        }
        List<ServerProgram> programs = programs();
        pinSelf();
        printMachine(programs);
        if (expiry) {
            new ExpiryProbe(1_000_000, 20_000, System.out).run(programs, serverCpus);
        } else if (open > 0) {
            new OpenConnections(open, System.out).run(programs, serverCpus);
        } else {
            comparison(programs);
        }
        return 0;
    }

    private void comparison(List<ServerProgram> programs) throws IOException, InterruptedException {
        RedisBenchmark load = new RedisBenchmark(loadCpus, clients, bytes);
        if (parts.contains(Part.throughput)) {
            throughput(programs, load, Workload.Group.CORE);
        }
        if (parts.contains(Part.latency)) {
            withServers(
                    programs,
                    servers -> new Latency(load, rounds, SLICE_OF_LATENCY, keyspace, System.out).run(servers));
        }
        if (parts.contains(Part.memory)) {
            new MemoryUse(keys, System.out).run(programs, serverCpus);
        }
        if (parts.contains(Part.start)) {
            new StartAndIdle(System.out).run(programs, serverCpus);
        }
        if (parts.contains(Part.types)) {
            throughput(programs, load, Workload.Group.TYPES);
        }
        if (parts.contains(Part.typememory)) {
            new TypeMemory(System.out).run(programs, serverCpus);
        }
        if (parts.contains(Part.stalls)) {
            new Stalls(elements, System.out).run(programs, serverCpus);
        }
        if (parts.contains(Part.snapshots)) {
            new Snapshots(saved, rounds, System.out).run(programs, serverCpus);
        }
        if (parts.contains(Part.appendonly)) {
            appendOnly(programs, load);
        }
        if (parts.contains(Part.scripts)) {
            throughput(programs, load, Workload.Group.SCRIPTS);
            new Scripts(rounds, System.out).run(programs, serverCpus);
        }
        if (parts.contains(Part.eviction)) {
            new Evictions(System.out).run(programs, serverCpus);
        }
        if (parts.contains(Part.tls)) {
            new Encryption(new Encryption.Settings(loadCpus, clients, bytes, rounds, seconds, pipelines), System.out)
                    .run(programs, serverCpus);
        }
    }

    private void throughput(List<ServerProgram> programs, RedisBenchmark load, Workload.Group group)
            throws IOException {
        throughput(
                programs,
                load,
                only.isEmpty()
                        ? Workload.of(group)
                        : only.stream().map(Workload::named).toList());
    }

    /** SET with an append-only file: synced before every reply, and once a second. */
    private void appendOnly(List<ServerProgram> programs, RedisBenchmark load) throws IOException {
        for (String sync : List.of("always", "everysec")) {
            System.out.printf("appendfsync %s%n%n", sync);
            List<String> arguments = List.of("--appendonly", "yes", "--appendfsync", sync);
            List<ServerProgram> withFile =
                    programs.stream().map(program -> program.with(arguments)).toList();
            throughput(withFile, load, List.of(Workload.SET));
        }
    }

    private void throughput(List<ServerProgram> programs, RedisBenchmark load, List<Workload> workloads)
            throws IOException {
        Throughput.Settings settings = new Throughput.Settings(workloads, pipelines, rounds, seconds, keyspace, bytes);
        Load pairs = new PairedCommands(clients, bytes);
        withServers(programs, servers -> new Throughput(settings, load, pairs, System.out).run(servers));
    }

    /** What is done with running servers. */
    private interface Measurement {
        void run(List<RunningServer> servers) throws IOException;
    }

    private void withServers(List<ServerProgram> programs, Measurement measurement) throws IOException {
        List<RunningServer> servers = new ArrayList<>();
        try {
            for (ServerProgram program : programs) {
                servers.add(RunningServer.start(program, serverCpus));
            }
            measurement.run(servers);
        } finally {
            for (RunningServer running : servers) {
                running.close();
            }
        }
    }

    private List<ServerProgram> programs() throws IOException {
        List<ServerProgram> programs = new ArrayList<>();
        if (!alone) {
            programs.add(new ServerProgram("Redis", program("redis-server"), List.of(), Duration.ofSeconds(3)));
        }
        program("redis-benchmark");
        Path ours = server != null ? server.toAbsolutePath() : home.resolve("bin/glassbox-server");
        programs.add(new ServerProgram("Glassbox", ours, serverOptions, Duration.ofSeconds(warmUp)));
        return programs;
    }

    private static Path program(String name) throws IOException {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory).resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException(name + " was not found: apt-get install redis-server redis-tools"));
    }

    /** Keeps this program's own threads, which are part of the load, away from the server's CPU. */
    private void pinSelf() throws IOException, InterruptedException {
        String pid = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("taskset", "-a", "-c", "-p", loadCpus, pid)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void printMachine(List<ServerProgram> programs) throws IOException {
        List<String> cpus = Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
        String cpu = cpus.isEmpty() ? "unknown CPU" : cpus.getFirst();
        List<String> versions = new ArrayList<>();
        for (ServerProgram program : programs) {
            try (RunningServer running = RunningServer.start(program, serverCpus)) {
                versions.add(program.name() + " " + running.version());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s; %s, %d processors; servers on CPU %s, load on CPU %s%n%n",
                String.join(", ", versions),
                cpu,
                Runtime.getRuntime().availableProcessors(),
                serverCpus,
                loadCpus);
    }
}
