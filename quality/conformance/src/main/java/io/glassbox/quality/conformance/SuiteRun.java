package io.glassbox.quality.conformance;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs one test file in its own process tree, with a time limit, and leaves no process behind. */
final class SuiteRun {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    /** Ports that a worker uses: the suite takes some below its base for itself, and the bus ports are 10000 higher. */
    private static final int PORTS = 400;

    /**
     * What is the same for all files.
     *
     * @param skipWaiting whether tests that wait or cannot apply are left out
     * @param filter      only tests whose name contains it, all when empty
     * @param directives  names and values in turn, that every server is started with
     * @param tls         whether all connections are encrypted
     * @param firstPort   of the ports of all workers
     */
    record Settings(
            Mode mode,
            Path server,
            Duration limit,
            Path logs,
            boolean skipWaiting,
            String filter,
            List<String> directives,
            boolean tls,
            int firstPort) {}

    private final Settings settings;
    private final Expectations expectations;
    private final Scratch scratch;
    private final int basePort;
    private volatile OwnedProcesses processes;

    SuiteRun(Settings settings, Expectations expectations, Scratch scratch, int worker) {
        this.settings = settings;
        this.expectations = expectations;
        this.scratch = scratch;
        this.basePort = settings.firstPort() + worker * (PORTS + 100);
        this.processes = new OwnedProcesses(scratch.directory());
    }

    FileResult run(String file) throws IOException, InterruptedException {
        scratch.clean();
        processes = new OwnedProcesses(scratch.directory());
        long begun = System.nanoTime();
        List<String> trouble = new ArrayList<>();
        Path output = settings.logs().resolve(file.replace('/', '-') + ".txt");
        Files.deleteIfExists(output);
        boolean inTime = false;
        try {
            inTime = settings.mode() == Mode.EXTERNAL ? runExternal(file, output, trouble) : runSuite(file, output, "");
        } finally {
            processes.killAll(inTime ? Duration.ofSeconds(2) : Duration.ZERO);
        }
        SuiteOutput parsed = SuiteOutput.parse(Files.exists(output) ? textOf(output) : "");
        if (!inTime) {
            trouble.add("not finished after " + settings.limit().toSeconds() + " s");
        } else if (!parsed.isComplete() && trouble.isEmpty()) {
            trouble.add("the suite ended before the file did, see " + output);
        }
        keepLogs(file, parsed, trouble);
        return new FileResult(file, parsed.tests(), trouble, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Ends whatever runs now; for a program that is told to stop. */
    void kill() {
        processes.killAll(Duration.ZERO);
    }

    private boolean runExternal(String file, Path output, List<String> trouble)
            throws IOException, InterruptedException {
        int port = basePort + PORTS;
        Path directory = Files.createDirectories(scratch.directory().resolve("tests/tmp/external"));
        List<String> command = new ArrayList<>(List.of(
                settings.server().toString(),
                "--port",
                String.valueOf(port),
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--enable-protected-configs",
                "yes",
                "--enable-debug-command",
                "yes",
                "--enable-module-command",
                "yes"));
        for (int i = 0; i < settings.directives().size(); i += 2) {
            command.add("--" + settings.directives().get(i));
            command.add(settings.directives().get(i + 1));
        }
        Process server = processes.start(command, scratch.directory(), directory.resolve("server.log"));
        try {
            if (!isUp(server, port)) {
                trouble.add("the server did not start:\n" + textOf(directory.resolve("server.log")));
                return true;
            }
            boolean inTime = runSuite(file, output, "--host 127.0.0.1 --port " + port + " --tags -slow");
            if (inTime && !server.isAlive()) {
                trouble.add("the server died with exit code " + server.exitValue());
            }
            return inTime;
        } finally {
            server.destroy();
            if (!server.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                trouble.add("the server did not end within " + END_LIMIT.toSeconds() + " s of SIGTERM");
                server.destroyForcibly();
            }
        }
    }

    private static boolean isUp(Process server, int port) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (server.isAlive() && System.nanoTime() < end) {
            try (RespClient client = RespClient.connect(port)) {
                if (!client.command("PING").isNil()) {
                    return true;
                }
            } catch (UncheckedIOException | AssertionError e) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        return false;
    }

    /** Runs the suite's own program; false when the time was up. */
    private boolean runSuite(String file, Path output, String more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "tclsh",
                "tests/test_helper.tcl",
                "--single",
                file,
                "--clients",
                "1",
                "--durable",
                "--dont-clean",
                "--baseport",
                String.valueOf(basePort),
                "--portcount",
                String.valueOf(PORTS),
                "--timeout",
                String.valueOf(settings.limit().toSeconds())));
        for (int i = 0; i < settings.directives().size(); i += 2) {
            command.add("--config");
            command.addAll(settings.directives().subList(i, i + 2));
        }
        if (settings.tls()) {
            command.add("--tls");
        }
        if (!more.isEmpty()) {
            command.addAll(List.of(more.split(" ")));
        }
        if (settings.skipWaiting()) {
            for (String name : expectations.skipped(file)) {
                command.addAll(List.of("--skiptest", name));
            }
        }
        if (!settings.filter().isEmpty()) {
            command.addAll(List.of("--only", "/" + Expectations.escape(settings.filter())));
        }
        Process suite = processes.start(command, scratch.directory(), output);
        return suite.waitFor(settings.limit().toSeconds(), TimeUnit.SECONDS);
    }

    private void keepLogs(String file, SuiteOutput parsed, List<String> trouble) throws IOException {
        Path target = settings.logs().resolve(file.replace('/', '-') + "-servers");
        SuiteSource.delete(target);
        boolean failed = parsed.tests().stream().anyMatch(test -> test.outcome() == TestResult.Outcome.FAILED);
        if (failed || !trouble.isEmpty()) {
            scratch.keepLogs(target);
        }
    }

    private static String textOf(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
