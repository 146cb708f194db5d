package io.glassbox.quality.benchmarks;

import static io.glassbox.quality.benchmarks.TypeData.numbered;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Resident memory per element of collections: each kind loaded into a fresh server, a few seconds after the last command. */
final class TypeMemory {
    private static final long MILLION = 1_000_000;
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final String VALUE = "v".repeat(32);

    /**
     * A kind of collection.
     *
     * @param commands what loads it, one command for each i below this number
     * @param elements in all of it
     */
    private record Kind(String name, long commands, long elements, LongFunction<String[]> command) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("1 M hashes of 5 fields, per field", MILLION, 5 * MILLION, TypeMemory::smallHash),
            new Kind("100,000 lists of 100 elements, per element", MILLION / 10, 10 * MILLION, TypeMemory::list),
            new Kind("sorted set of 1 M members", MILLION, MILLION, i ->
                    new String[] {"ZADD", "zset", Long.toString(i * 7919 % MILLION), numbered("element:", i)}),
            new Kind(
                    "set of 1 M strings", MILLION, MILLION, i -> new String[] {"SADD", "set", numbered("element:", i)}),
            new Kind("set of 1 M integers", MILLION, MILLION, i ->
                    new String[] {"SADD", "set", Long.toString(i * 7919 % 1_000_003)}),
            new Kind("hash of 1 M fields", MILLION, MILLION, i ->
                    new String[] {"HSET", "hash", numbered("field:", i), VALUE}),
            new Kind("stream of 1 M entries", MILLION, MILLION, i ->
                    new String[] {"XADD", "stream", (1_700_000_000_000L + i) + "-0", "field", VALUE}));

    private final PrintStream out;

    TypeMemory(PrintStream out) {
        this.out = out;
    }

    void run(List<ServerProgram> programs, String cpus) throws IOException, InterruptedException {
        out.printf("Resident bytes per element%n%n");
        List<String> head = new ArrayList<>(List.of("collection"));
        programs.forEach(program -> head.add(program.name()));
        head.add("ratio");
        Table table = new Table(head.toArray(String[]::new));
        List<Double> ratios = new ArrayList<>();
        for (Kind kind : KINDS) {
            List<String> row = new ArrayList<>(List.of(kind.name()));
            List<Double> bytes = new ArrayList<>();
            for (ServerProgram program : programs) {
                bytes.add(bytesPerElement(kind, program, cpus));
                row.add(Table.decimal(bytes.getLast()));
            }
            double ratio = bytes.getLast() / bytes.getFirst();
            ratios.add(ratio);
            row.add(Table.fine(ratio));
            table.row(row.toArray(String[]::new));
        }
        List<String> mean = new ArrayList<>(List.of("geometric mean"));
        programs.forEach(program -> mean.add(""));
        mean.add(Table.fine(Statistics.geometricMean(ratios)));
        table.row(mean.toArray(String[]::new));
        table.print(out);
    }

    private static double bytesPerElement(Kind kind, ServerProgram program, String cpus)
            throws IOException, InterruptedException {
        try (RunningServer server = RunningServer.start(program, cpus);
                RespClient client = server.connect()) {
            long empty = server.figures().residentBytes();
            BulkLoad.run(client, kind.commands(), kind.command());
            Thread.sleep(SETTLE);
            return (double) (server.figures().residentBytes() - empty) / kind.elements();
        }
    }

    private static String[] smallHash(long i) {
        List<String> words = new ArrayList<>(List.of("HSET", numbered("hash:", i)));
        for (int field = 0; field < 5; field++) {
            words.add("field:" + field);
            words.add(VALUE);
        }
        return words.toArray(String[]::new);
    }

    private static String[] list(long i) {
        List<String> words = new ArrayList<>(List.of("RPUSH", numbered("list:", i)));
        for (int element = 0; element < 100; element++) {
            words.add(VALUE);
        }
        return words.toArray(String[]::new);
    }
}
