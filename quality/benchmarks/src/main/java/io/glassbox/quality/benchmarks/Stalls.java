package io.glassbox.quality.benchmarks;

import static io.glassbox.quality.benchmarks.TypeData.numbered;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * How long a PING waits while large collections are built, changed into what takes anything, given times of expiry, and deleted:
 * one is sent every millisecond. The worst pauses above {@link #WORTH_TELLING_MILLIS} are listed with what ran when they began.
 */
final class Stalls {
    private static final double WORTH_TELLING_MILLIS = 5;

    /** Of each collection. */
    private static final int TOLD = 10;

    /** Elements of one command, as bulk loads have them. */
    private static final int OF_COMMAND = 20;

    private static final int OF_BATCH = 10;
    /** Elements of a collection that is built and deleted first, while a JVM that has just started still compiles; told apart. */
    private static final long FIRST_USE = 500_000;

    private static final long EXPIRING = 1_000_000;

    /** From the first HPEXPIRE on; all fields go within one second. */
    private static final long LEAD_MILLIS = 20_000;

    /**
     * A large collection.
     *
     * @param add     the command with the key, before the elements
     * @param element the words of an element
     * @param convert a command that no compact form holds any more
     */
    private record Kind(String name, List<String> add, LongFunction<List<String>> element, List<String> convert) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "set of strings",
                    List.of("SADD", "large"),
                    i -> List.of(numbered("element:", i)),
                    List.of("SADD", "large", "x".repeat(100))),
            new Kind(
                    "set of integers",
                    List.of("SADD", "large"),
                    i -> List.of(Long.toString(i * 7919)),
                    List.of("SADD", "large", "not a number")),
            new Kind(
                    "hash",
                    List.of("HSET", "large"),
                    i -> List.of(numbered("field:", i), "value"),
                    List.of("HPEXPIRE", "large", "1000000", "FIELDS", "1", numbered("field:", 1))),
            new Kind(
                    "sorted set",
                    List.of("ZADD", "large"),
                    i -> List.of(Long.toString(i * 7919 % 1_000_003), numbered("element:", i)),
                    List.of("ZADD", "large", "inf", "x".repeat(100))));

    private final long elements;
    private final PrintStream out;
    private final List<String> pauses = new ArrayList<>();

    Stalls(long elements, PrintStream out) {
        this.elements = elements;
        this.out = out;
    }

    void run(List<ServerProgram> programs, String cpus) throws IOException {
        out.printf("Latency in ms of a PING every millisecond, collections of %,d elements%n%n", elements);
        Table table = new Table("server", "collection", "step", "PINGs", "p50", "p99.99", "worst");
        for (ServerProgram program : programs) {
            for (Kind kind : KINDS) {
                try (RunningServer server = RunningServer.start(program, cpus);
                        RespClient client = server.connect();
                        Pings pings = new Pings(server.connect())) {
                    collection(kind, client, pings);
                    report(program, kind.name(), pings, table);
                }
            }
            try (RunningServer server = RunningServer.start(program, cpus);
                    RespClient client = server.connect();
                    Pings pings = new Pings(server.connect())) {
                if (hasFieldTimes(client)) {
                    expiry(client, pings);
                    report(program, "hash of 1 M fields", pings, table);
                }
            }
        }
        table.print(out);
        pauses.forEach(out::println);
        out.println();
    }

    private void collection(Kind kind, RespClient client, Pings pings) {
        pings.begin("first use");
        build(kind, client, FIRST_USE);
        client.command("DEL", "large");
        pings.settle();
        pings.begin("build");
        build(kind, client, elements);
        pings.begin("convert");
        client.command(kind.convert().toArray(String[]::new));
        pings.settle();
        pings.begin("delete");
        client.command("DEL", "large");
        pings.settle();
        pings.end();
    }

    private static void build(Kind kind, RespClient client, long count) {
        BulkLoad.run(client, count / OF_COMMAND, OF_BATCH, i -> {
            List<String> words = new ArrayList<>(kind.add());
            for (int k = 0; k < OF_COMMAND; k++) {
                words.addAll(kind.element().apply(i * OF_COMMAND + k));
            }
            return words.toArray(String[]::new);
        });
    }

    private static boolean hasFieldTimes(RespClient client) {
        client.command("HSET", "probe", "field", "value");
        return !client.command("HPEXPIRE", "probe", "1000000", "FIELDS", "1", "field")
                .isError();
    }

    private static void expiry(RespClient client, Pings pings) {
        pings.begin("build");
        BulkLoad.run(client, EXPIRING, OF_BATCH, i -> new String[] {"HSET", "large", numbered("field:", i), "value"});
        pings.begin("HPEXPIREAT");
        long due = System.currentTimeMillis() + LEAD_MILLIS;
        BulkLoad.run(
                client, EXPIRING, OF_BATCH, i -> new String[] {
                    "HPEXPIREAT", "large", Long.toString(due + i % 1000), "FIELDS", "1", numbered("field:", i)
                });
        pings.begin("expiry");
        while (!client.command("EXISTS", "large").text().equals("0")) {
            pings.settle();
        }
        pings.end();
    }

    private void report(ServerProgram program, String name, Pings pings, Table table) {
        for (Pings.Step step : pings.steps()) {
            table.row(
                    program.name(),
                    name,
                    step.name(),
                    String.valueOf(step.count()),
                    Table.fine(step.millisAt(50)),
                    Table.fine(step.millisAt(99.99)),
                    Table.fine(step.millisAt(100)));
        }
        for (Pings.Pause pause : pings.worst(TOLD, WORTH_TELLING_MILLIS)) {
            pauses.add("- %s, %s, %s: %.1f ms at %.3f s"
                    .formatted(program.name(), name, pause.step(), pause.millis(), pause.seconds()));
        }
    }
}
