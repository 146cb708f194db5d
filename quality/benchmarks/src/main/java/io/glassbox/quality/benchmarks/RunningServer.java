package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.FreePorts;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One started server, pinned to its CPUs, in a folder of its own; closing it ends the process and removes the folder. */
final class RunningServer implements AutoCloseable {
    /** Loading what a file holds included. */
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private static final Duration END_LIMIT = Duration.ofSeconds(20);

    private final ServerProgram program;
    private final Path directory;
    private final int port;
    private final List<String> command;
    private Run run;

    /** A process that answers, and how long it took to. */
    private record Run(Process process, ProcessFigures figures, Duration firstPing) {}

    private RunningServer(ServerProgram program, String cpus, List<String> more) throws IOException {
        this.program = program;
        this.directory = Files.createTempDirectory("glassbox-bench");
        this.port = FreePorts.next();
        this.command =
                new ArrayList<>(List.of("taskset", "-c", cpus, program.path().toString()));
        command.addAll(List.of("--port", String.valueOf(port), "--dir", directory.toString(), "--save", ""));
        command.addAll(program.arguments());
        command.addAll(more);
        this.run = startProcess();
    }

    private Run startProcess() throws IOException {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitPing(process);
        return new Run(process, new ProcessFigures(process.pid()), Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Ends the process without a last save and starts it again on the files that it left; see {@link #firstPing()}. */
    void restart() throws IOException {
        endProcess();
        run = startProcess();
    }

    static RunningServer start(ServerProgram program, String cpus, String... more) throws IOException {
        return new RunningServer(program, cpus, List.of(more));
    }

    private void awaitPing(Process process) throws IOException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (RespClient client = connect()) {
                while (System.nanoTime() < end) {
                    if (client.command("PING").equals(Reply.simple("PONG"))) {
                        return;
                    }
                    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                }
            } catch (UncheckedIOException | AssertionError e) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                String log = Files.readString(directory.resolve("log"));
                process.destroyForcibly();
                throw new IOException(program.name() + " did not start:\n" + log);
            }
        }
    }

    ServerProgram program() {
        return program;
    }

    int port() {
        return port;
    }

    ProcessFigures figures() {
        return run.figures();
    }

    /** From the start of the program to its first answer. */
    Duration firstPing() {
        return run.firstPing();
    }

    RespClient connect() {
        return RespClient.connect(port).timeout(Duration.ofMinutes(5));
    }

    /** The version it tells of itself. */
    String version() {
        try (RespClient client = connect()) {
            return client.command("INFO", "server")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .map(line -> line.substring(line.indexOf(':') + 1))
                    .findFirst()
                    .orElse("?");
        }
    }

    /** Stops the process while another server has its turn, so that not even its timers disturb. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder(
                            "kill", "-" + name, String.valueOf(run.process().pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " of " + program.name() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        thaw();
        endProcess();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void endProcess() {
        try (RespClient client = connect()) {
            client.send("SHUTDOWN", "NOSAVE");
            run.process().waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            run.process().destroyForcibly();
        }
    }
}
