package io.glassbox.quality.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How soon a server answers its first PING after its start, and what it uses while nobody asks anything. */
final class StartAndIdle {
    private static final int STARTS = 9;
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(15);

    private final PrintStream out;

    StartAndIdle(PrintStream out) {
        this.out = out;
    }

    void run(List<ServerProgram> programs, String cpus) throws IOException, InterruptedException {
        out.printf(Locale.ROOT, "Start (median of %d) and %d s without a request%n%n", STARTS, IDLE.toSeconds());
        Table table = new Table("server", "first PING ms", "idle CPU %", "resident MB");
        for (ServerProgram program : programs) {
            List<Double> starts = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                try (RunningServer server = RunningServer.start(program, cpus)) {
                    starts.add(server.firstPing().toNanos() / 1e6);
                }
            }
            try (RunningServer server = RunningServer.start(program, cpus)) {
                Thread.sleep(SETTLE);
                long before = server.figures().cpuMicros();
                Thread.sleep(IDLE);
                double idle = (server.figures().cpuMicros() - before) * 100.0 / (IDLE.toMillis() * 1000.0);
                table.row(
                        program.name(),
                        Table.whole(Statistics.median(starts)),
                        Table.decimal(idle),
                        Table.decimal(server.figures().residentBytes() / 1e6));
            }
        }
        table.print(out);
    }
}
