package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Resident memory per key: strings of 32 bytes under keys of 16 bytes, loaded into a fresh server. */
final class MemoryUse {
    private static final String VALUE = "v".repeat(32);

    private final long keys;
    private final PrintStream out;

    MemoryUse(long keys, PrintStream out) {
        this.keys = keys;
        this.out = out;
    }

    void run(List<ServerProgram> programs, String cpus) throws IOException {
        out.printf(Locale.ROOT, "Memory for %,d keys of 16 bytes with values of 32 bytes%n%n", keys);
        Table table = new Table(
                "server",
                "empty MB",
                "full MB",
                "bytes per key",
                "with the empty server",
                "used_memory per key",
                "load s");
        for (ServerProgram program : programs) {
            try (RunningServer server = RunningServer.start(program, cpus);
                    RespClient client = server.connect()) {
                long empty = server.figures().residentBytes();
                long begun = System.nanoTime();
                BulkLoad.run(client, keys, i ->
                        new String[] {"SET", String.format(Locale.ROOT, "key:%012d", i), VALUE});
                double seconds = (System.nanoTime() - begun) / 1e9;
                long full = server.figures().residentBytes();
                long held = client.command("DBSIZE").number();
                if (held != keys) {
                    throw new IllegalStateException(program.name() + " holds " + held + " keys");
                }
                table.row(
                        program.name(),
                        Table.decimal(empty / 1e6),
                        Table.decimal(full / 1e6),
                        Table.decimal((double) (full - empty) / keys),
                        Table.decimal((double) full / keys),
                        Table.decimal((double) InfoField.number(client, "memory", "used_memory") / keys),
                        Table.decimal(seconds));
            }
        }
        table.print(out);
    }
}
