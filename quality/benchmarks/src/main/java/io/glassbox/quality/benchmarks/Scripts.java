package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** CPU time of scripts that run for long: calls of commands, calls of functions, and nothing but arithmetic. */
final class Scripts {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double MICROS_PER_MILLI = 1000;

    /** What is run as a whole. */
    private enum Script {
        CALLS_1M("1 M redis.call('incr')", "for i = 1, 1000000 do redis.call('incr', KEYS[1]) end"),
        ADDITIONS_100M("10^8 additions", "local x = 0 for i = 1, 100000000 do x = x + i end return x"),
        FIBONACCI(
                "fib(30)",
                "local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return fib(30)"),
        TABLE("10^7 elements written and read", """
                local t, s = {}, 0
                for i = 1, 1000 do t[i] = i end
                for j = 1, 10000 do for i = 1, 1000 do s = s + t[i] t[i] = s % 7 end end
                return s"""),
        STRINGS("200,000 strings made, cut and joined", """
                local parts = {}
                for i = 1, 200000 do
                    local s = string.format('%d:%s', i, 'value')
                    parts[#parts + 1] = string.sub(s, 1, 5)
                end
                return #table.concat(parts, ',')""");

        private final String title;
        private final String source;

        Script(String title, String source) {
            this.title = title;
            this.source = source;
        }
    }

    private final int rounds;
    private final PrintStream out;

    Scripts(int rounds, PrintStream out) {
        this.rounds = rounds;
        this.out = out;
    }

    /** The first run of a script in a server, and the median of those that follow. */
    void run(List<ServerProgram> programs, String cpus) throws IOException {
        Table table = new Table("server", "script", "first CPU ms", "then CPU ms");
        for (ServerProgram program : programs) {
            try (RunningServer server = RunningServer.start(program, cpus);
                    RespClient client = server.connect().timeout(LIMIT)) {
                for (Script script : Script.values()) {
                    double first = millis(server, client, script);
                    List<Double> others = new ArrayList<>();
                    for (int i = 0; i < rounds; i++) {
                        others.add(millis(server, client, script));
                    }
                    table.row(
                            program.name(),
                            script.title,
                            Table.decimal(first),
                            Table.decimal(Statistics.median(others)));
                }
            }
        }
        out.printf(Locale.ROOT, "Server CPU of long scripts, medians of %d runs after the first%n%n", rounds);
        table.print(out);
    }

    private static double millis(RunningServer server, RespClient client, Script script) {
        long before = server.figures().cpuMicros();
        Reply reply = client.command("EVAL", script.source, "1", "counter");
        if (reply.isError()) {
            throw new IllegalStateException(reply.errorText());
        }
        return (server.figures().cpuMicros() - before) / MICROS_PER_MILLI;
    }
}
