package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * BGSAVE of many keys while others are written at a steady rate: how long it takes, how long a PING waits meanwhile, the memory that
 * it takes beyond the data's, and how long a start from its file takes. Medians over the rounds.
 */
final class Snapshots {
    private static final double WRITES_PER_SECOND = 20_000;
    private static final int CONNECTIONS = 50;
    private static final int VALUE_BYTES = 64;
    private static final int MOST_TOLD = 5;
    private static final double LEAST_TOLD_MILLIS = 10;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration WRITES = Duration.ofSeconds(10);

    private final long keys;
    private final int rounds;
    private final PrintStream out;

    /** What one server showed in one round; PINGs in milliseconds, memory as a multiple of that before. */
    private record Figures(
            double saveSeconds, double idle, double writes, double save, double memory, double startSeconds) {}

    Snapshots(long keys, int rounds, PrintStream out) {
        this.keys = keys;
        this.rounds = rounds;
        this.out = out;
    }

    void run(List<ServerProgram> programs, String cpus) throws IOException {
        out.printf(
                Locale.ROOT,
                "BGSAVE of %,d keys during %,.0f SET/s; worst PING in ms; memory at its peak as a multiple of before%n%n",
                keys,
                WRITES_PER_SECOND);
        List<List<Figures>> figures = new ArrayList<>();
        programs.forEach(_ -> figures.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < programs.size(); i++) {
                figures.get(i).add(measure(programs.get(i), cpus));
            }
        }
        Table table = new Table("server", "save s", "PING idle", "PING writes", "PING save", "memory", "start s");
        for (int i = 0; i < programs.size(); i++) {
            row(table, programs.get(i).name(), figures.get(i));
        }
        table.print(out);
    }

    private static void row(Table table, String name, List<Figures> rounds) {
        table.row(
                name,
                median(rounds.stream().map(Figures::saveSeconds)),
                median(rounds.stream().map(Figures::idle)),
                median(rounds.stream().map(Figures::writes)),
                median(rounds.stream().map(Figures::save)),
                median(rounds.stream().map(Figures::memory)),
                median(rounds.stream().map(Figures::startSeconds)));
    }

    private static String median(Stream<Double> values) {
        return Table.decimal(Statistics.median(values.toList()));
    }

    private Figures measure(ServerProgram program, String cpus) throws IOException {
        OpenLoad.Settings settings =
                new OpenLoad.Settings(OpenLoad.Mix.SET, WRITES_PER_SECOND, CONNECTIONS, keys, VALUE_BYTES, false);
        try (RunningServer server = RunningServer.start(program, cpus);
                RespClient client = server.connect();
                Pings pings = new Pings(server.connect())) {
            String value = "x".repeat(VALUE_BYTES);
            BulkLoad.run(client, keys, i -> new String[] {"SET", String.format(Locale.ROOT, "key:%012d", i), value});
            pings.settle();
            pings.begin("idle");
            sleep(IDLE);
            double seconds;
            double memory;
            try (OpenLoad load = new OpenLoad(server.port(), settings)) {
                pings.begin("writes");
                load.run(WRITES);
                long resident = server.figures().residentBytes();
                pings.begin("save");
                try (Watch watch = new Watch(server.connect())) {
                    load.runWhile(watch::isSaving);
                    seconds = watch.seconds();
                    memory = (double) (resident + watch.mostBytesMore()) / resident;
                }
            }
            pings.end();
            tell(program.name(), pings);
            server.restart();
            return new Figures(
                    seconds,
                    pings.worst("idle"),
                    pings.worst("writes"),
                    pings.worst("save"),
                    memory,
                    server.firstPing().toNanos() / 1e9);
        }
    }

    /** When the longest waits of all were, so that their cause can be looked for. */
    private void tell(String name, Pings pings) {
        for (Pings.Pause pause : pings.worst(MOST_TOLD, LEAST_TOLD_MILLIS)) {
            out.printf(
                    Locale.ROOT,
                    "%s: a PING took %.1f ms, %.2f s after the step \"%s\" began%n",
                    name,
                    pause.millis(),
                    pause.seconds(),
                    pause.step());
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins a save and looks every few milliseconds whether it is done and what memory is in use. */
    private static final class Watch implements AutoCloseable {
        private static final Duration INTERVAL = Duration.ofMillis(20);

        private final RespClient client;
        private final long anonymousBefore = ProcessFigures.anonymousBytesOfMachine();
        private final long begun = System.nanoTime();
        private final Thread thread = Thread.ofPlatform().name("watch").unstarted(this::run);
        private volatile long ended;
        private volatile long most = anonymousBefore;

        Watch(RespClient client) {
            this.client = client;
            String reply = client.command("BGSAVE").text();
            if (!reply.startsWith("Background saving started")) {
                throw new IllegalStateException(reply);
            }
            thread.start();
        }

        private void run() {
            while (InfoField.number(client, "persistence", "rdb_bgsave_in_progress") == 1) {
                most = Math.max(most, ProcessFigures.anonymousBytesOfMachine());
                sleep(INTERVAL);
            }
            ended = System.nanoTime();
        }

        boolean isSaving() {
            return ended == 0;
        }

        double seconds() {
            return (double) (ended - begun) / TimeUnit.SECONDS.toNanos(1);
        }

        long mostBytesMore() {
            return most - anonymousBefore;
        }

        @Override
        public void close() throws IOException {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            String status = InfoField.text(client, "persistence", "rdb_last_bgsave_status");
            client.close();
            if (!status.equals("ok")) {
                throw new IOException("BGSAVE failed: rdb_last_bgsave_status is " + status);
            }
        }
    }
}
