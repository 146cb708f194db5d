package io.glassbox.quality.conformance;

import io.glassbox.quality.testkit.ExternalProgram;
import io.glassbox.quality.testkit.SystemPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the conformance run. Exit code 0: all as expected; 1: it is not; 2: the run itself went wrong. */
@Command(
        name = "./glassbox conformance",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        description = {
            "Runs the test suite of Redis 7.0.15 against the server, file by file, and compares with the tests that the C"
                    + " server passes. What need not pass is named, with reasons, in quality/conformance/exclusions.txt"
                    + " and pending.txt."
        })
public final class Main implements Callable<Integer> {
    private static final List<SystemPackages.Needed> NEEDED = List.of(
            new SystemPackages.Needed("tclsh", "tcl"),
            new SystemPackages.Needed("redis-cli", "redis-tools"),
            new SystemPackages.Needed("redis-benchmark", "redis-tools"),
            new SystemPackages.Needed("ps", "procps"));

    /** The command line's names of modes; both runs one after the other. */
    enum Modes {
        external,
        full,
        both
    }

    /** Sets of strings were always tables; see decision 6. */
    private static final List<String> FORMS_OF_7_0 = List.of("set-max-listpack-entries", "0");

    @Option(names = "--mode", paramLabel = "external|full|both", description = "Who starts the server: we, the suite.")
    private Modes modes = Modes.external;

    @Option(names = "--quick", description = "The files of quick.txt, in the modes that it names.")
    private boolean quick;

    @Option(names = "--filter", paramLabel = "TEXT", description = "Only tests whose name contains the text.")
    private String filter = "";

    @Option(
            names = "--run-waiting",
            description = "Also run tests that wait or cannot apply; they cannot fail the run.")
    private boolean runWaiting;

    @Option(names = "--tls", description = "Every connection is encrypted; the suite starts the server.")
    private boolean tls;

    @Option(names = "--jobs", paramLabel = "N", description = "Files at the same time.")
    private int jobs = 1;

    @Option(names = "--port", paramLabel = "N", description = "First of the ports that the suite uses.")
    private int port = 21_100;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Limit of one file, 300 unless told.")
    private int timeout = 300;

    @Option(names = "--server", paramLabel = "PROGRAM", description = "Another server to run against.")
    private @Nullable Path server;

    @Option(names = "--redis", description = "Run against the system's redis-server.")
    private boolean redis;

    @Option(
            names = "--share",
            description = {
                "Run against the system's redis-server too, and print how many of the tests that it passes pass here;"
                        + " tests that wait count as such that do not."
            })
    private boolean share;

    @Option(names = "--save-baseline", description = "Take what passes as the list of tests that have to pass.")
    private boolean saveBaseline;

    @Option(names = "--list", description = "Only print the names of the files.")
    private boolean list;

    @Option(names = "--verbose", description = "Show the whole message of a failure.")
    private boolean verbose;

    @Parameters(paramLabel = "file", description = "Such as unit/type/string; all files when none is named.")
    private List<String> files = new ArrayList<>();

    private final Path home = Path.of(System.getProperty("glassbox.home", ".")).toAbsolutePath();

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((exception, _, _) -> {
            System.err.println("conformance: " + exception.getMessage());
            if (exception.getCause() != null) {
                System.err.println(exception.getCause().getMessage());
            }
            return 2;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<SystemPackages.Needed> needed = new ArrayList<>(NEEDED);
        if (redis || share) {
            needed.add(new SystemPackages.Needed("redis-server", "redis-server"));
        }
        if (tls) {
            needed.add(new SystemPackages.Needed("openssl", "openssl"));
            modes = Modes.full;
        }
        SystemPackages.ensure(needed);
        if (tls) {
            SystemPackages.ensure(
                    List.of("sh", "-c", "echo 'exit [catch {package require tls 1.6}]' | tclsh"), "tcl-tls");
        }
        Path suite = new SuiteSource(home.resolve(".cache")).fetch();
        List<String> known = ExternalProgram.run(suite, List.of("tclsh", "tests/test_helper.tcl", "--list-tests"))
                .lines()
                .toList();
        if (list) {
            known.forEach(System.out::println);
            return 0;
        }
        // A file that the suite itself does not run any more can be named all the same.
        Predicate<String> exists = file -> Files.exists(suite.resolve("tests/" + file + ".tcl"));
        files.stream().filter(exists.negate()).findFirst().ifPresent(file -> {
            throw new IllegalArgumentException("no such test file: " + file);
        });
        boolean good = true;
        for (Mode mode : Mode.values()) {
            if (quick || modes == Modes.both || modes.name().equals(mode.word())) {
                List<String> chosen = quick ? quickFiles(mode) : files.isEmpty() ? known : files;
                good &= chosen.isEmpty() || (share ? share(mode, suite, chosen) : run(mode, suite, chosen));
            }
        }
        return good ? 0 : 1;
    }

    private List<String> quickFiles(Mode mode) throws IOException {
        return Files.readAllLines(home.resolve("quality/conformance/quick.txt")).stream()
                .filter(line -> line.startsWith(mode.word() + " "))
                .map(line -> line.substring(mode.word().length()).strip())
                .toList();
    }

    private Path serverProgram() throws IOException, InterruptedException {
        if (redis) {
            return redisServer();
        }
        return server != null ? server.toAbsolutePath() : home.resolve("bin/glassbox-server");
    }

    private Path redisServer() throws IOException, InterruptedException {
        return Path.of(
                ExternalProgram.run(home, List.of("which", "redis-server")).strip());
    }

    private boolean run(Mode mode, Path suite, List<String> chosen) throws Exception {
        long begun = System.nanoTime();
        String baselineFile = "baseline-" + SuiteSource.VERSION + "-" + mode.word() + (tls ? "-tls" : "") + ".txt";
        TestNames baseline = TestNames.ofResource(baselineFile);
        Expectations expectations = saveBaseline ? Expectations.none() : Expectations.read(directory(), mode);
        Report report = new Report(System.out, mode, verbose);
        List<String> open = new ArrayList<>();
        for (String file : chosen) {
            List<Expectations.Line> whole = expectations.ofFile(file);
            if (whole.isEmpty() || runWaiting) {
                open.add(file);
            } else {
                report.leftOut(file, baseline.in(file).size(), whole.getFirst());
            }
        }
        try (SuiteRuns runs = new SuiteRuns(suite, certificates(suite))) {
            SuiteRun.Settings settings = settings(mode, serverProgram(), redis);
            SuiteRuns.work(workers(worker -> runs.make(settings, expectations, worker)::run), open, result -> {
                if (saveBaseline) {
                    baseline.replace(result);
                }
                report.add(Verdict.of(result, baseline.in(result.file()), expectations, filter));
            });
        }
        if (saveBaseline) {
            baseline.write(
                    directory().resolve("src/main/resources/io/glassbox/quality/conformance/" + baselineFile),
                    "What redis-server " + SuiteSource.VERSION + " passes of its own suite in " + mode.word() + " mode"
                            + (tls ? " with TLS." : "."));
        }
        report.total(Duration.ofNanos(System.nanoTime() - begun));
        return report.isAsExpected();
    }

    /** Runs every file against the C server and then against this one, which shows what it passes of the former's tests. */
    private boolean share(Mode mode, Path suite, List<String> chosen) throws Exception {
        Expectations expectations = Expectations.read(directory(), mode);
        Share.Total total = new Share.Total();
        try (SuiteRuns runs = new SuiteRuns(suite, certificates(suite))) {
            SuiteRun.Settings ourSettings = settings(mode, serverProgram(), false);
            SuiteRun.Settings theirSettings = settings(mode, redisServer(), true);
            SuiteRuns.work(
                    workers(worker -> {
                        SuiteRun theirs = runs.make(theirSettings, Expectations.none(), worker);
                        SuiteRun ours = runs.make(ourSettings, expectations, worker);
                        return file -> {
                            FileResult passedThere = theirs.run(file);
                            boolean waits =
                                    !runWaiting && !expectations.ofFile(file).isEmpty();
                            return Share.of(
                                    passedThere, waits ? FileResult.notRun(file) : ours.run(file), expectations);
                        };
                    }),
                    chosen,
                    share -> {
                        total.add(share);
                        share.print(System.out, mode);
                    });
        }
        total.print(System.out, mode);
        return total.isWholeButForWaiting();
    }

    private SuiteRun.Settings settings(Mode mode, Path program, boolean isRedis) throws IOException {
        String name = isRedis ? mode.word() + "-redis" : mode.word();
        return new SuiteRun.Settings(
                mode,
                program,
                Duration.ofSeconds(timeout),
                Files.createDirectories(home.resolve(".cache/conformance").resolve(name)),
                !runWaiting,
                filter,
                isRedis ? List.of() : FORMS_OF_7_0,
                tls,
                port);
    }

    /** Makes what one of the workers does. */
    private interface WorkerMaker<R> {
        SuiteRuns.Worker<R> make(int worker) throws IOException;
    }

    private <R> List<SuiteRuns.Worker<R>> workers(WorkerMaker<R> maker) throws IOException {
        List<SuiteRuns.Worker<R>> workers = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            workers.add(maker.make(i));
        }
        return workers;
    }

    private Optional<Path> certificates(Path suite) throws IOException, InterruptedException {
        return tls ? Optional.of(TestCertificates.make(suite, home.resolve(".cache"))) : Optional.empty();
    }

    private Path directory() {
        return home.resolve("quality/conformance");
    }
}
