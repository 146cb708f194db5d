package io.glassbox.quality.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the fuzzer. */
@Command(
        name = "./glassbox fuzz",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Sends damaged requests to servers in this process, and looks for exceptions in their logs, for silence and for"
                    + " memory that is not given back. Every command that a server has is called, after its own description in"
                    + " COMMAND DOCS; never those that would end or halt the server."
        })
public final class Main implements Callable<Integer> {
    @Option(names = "--requests", paramLabel = "N", description = "Requests to be answered, 4 million unless told.")
    private long requests = 4_000_000;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Makes the same choices again; how connections interleave is not repeated.")
    private @Nullable Long seed;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description = "epoll or nio; the server's own choice unless told.")
    private @Nullable String transport;

    @Option(names = "--io-threads", paramLabel = "N", description = "Threads that read and write, 1 unless told.")
    private int ioThreads = 1;

    @Option(names = "--connections", paramLabel = "N", description = "Connections at a time, 24 unless told.")
    private int connections = 24;

    @Option(names = "--quiet", description = "Prints only the summary.")
    private boolean quiet;

    private final PrintStream out = System.out;
    private final Path home = Path.of(System.getProperty("glassbox.home", ".")).toAbsolutePath();

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((exception, _, _) -> {
            System.err.println("fuzz: " + exception);
            return 2;
        });
        System.exit(line.execute(arguments));
    }

    private static String stackOf(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Override
    public Integer call() throws IOException {
        Findings findings = new Findings();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, error) -> findings.fatal("the thread " + thread.getName() + " ended with " + stackOf(error)));
        long chosen = seed != null ? seed : new SplittableRandom().nextLong();
        out.println("seed " + chosen);
        Summary summary = run(findings, chosen);
        summary.print(out);
        findings.texts().forEach(finding -> out.println("\nFOUND: " + finding));
        return findings.isEmpty() ? 0 : 1;
    }

    private Summary run(Findings findings, long chosen) throws IOException {
        SplittableRandom random = new SplittableRandom(chosen);
        Summary summary = new Summary();
        long each = Math.ceilDiv(requests, Variant.ALL.size());
        for (Variant variant : Variant.ALL) {
            if (findings.isFatal()) {
                break;
            }
            Round round = new Round(variant, settings(), connections, home.resolve("target/fuzz"), findings);
            Thread progress = progress(variant, round.figures());
            long begun = System.nanoTime();
            Set<String> succeeded = round.run(each, random.split());
            progress.interrupt();
            summary.add(variant, round, succeeded, System.nanoTime() - begun);
        }
        return summary;
    }

    private List<List<String>> settings() {
        List<List<String>> settings = new ArrayList<>();
        settings.add(List.of("io-threads", Integer.toString(ioThreads)));
        if (transport != null) {
            settings.add(List.of("io-transport", transport));
        }
        return settings;
    }

    private Thread progress(Variant variant, Figures figures) {
        return Thread.ofPlatform().daemon().name("fuzz-progress").start(() -> {
            long last = 0;
            while (!quiet) {
                try {
                    Thread.sleep(5000);
                } catch (InterruptedException e) {
                    return;
                }
                long now = figures.answered.sum();
                out.printf(
                        Locale.ROOT,
                        "%-16s %,13d answered, %,9d/s, %,d connections%n",
                        variant.name(),
                        now,
                        (now - last) / 5,
                        figures.connections.sum());
                last = now;
            }
        });
    }

    /** The figures of all rounds. */
    private static final class Summary {
        private final List<String> rows = new ArrayList<>();
        private final Set<String> commands = new TreeSet<>();
        private final Set<String> succeeded = new TreeSet<>();
        private final Figures total = new Figures();
        private double seconds;

        void add(Variant variant, Round round, Set<String> successes, long nanos) {
            commands.addAll(round.commands());
            succeeded.addAll(successes);
            total.add(round.figures());
            seconds += nanos / 1e9;
            rows.add(row(variant.name(), round.figures(), nanos / 1e9));
        }

        void print(PrintStream out) {
            out.printf(
                    "%n| server | requests answered | a second | MB sent | connections | damaged framing | abandoned |"
                            + " closed by the server | reset |%n|---|---|---|---|---|---|---|---|---|%n");
            rows.forEach(out::println);
            out.println(row("all", total, seconds));
            Set<String> never = new TreeSet<>(commands);
            never.removeAll(succeeded);
            out.printf(
                    "%n%d commands; never without an error: %s%n", commands.size(), never.isEmpty() ? "none" : never);
        }

        private static String row(String name, Figures figures, double seconds) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,.0f | %,d | %,d | %,d | %,d | %,d | %,d |",
                    name,
                    figures.answered.sum(),
                    figures.answered.sum() / seconds,
                    figures.sentBytes.sum() >> 20,
                    figures.connections.sum(),
                    figures.damagedBursts.sum(),
                    figures.abandonedBursts.sum(),
                    figures.closedByServer.sum(),
                    figures.rescued.sum());
        }
    }
}
