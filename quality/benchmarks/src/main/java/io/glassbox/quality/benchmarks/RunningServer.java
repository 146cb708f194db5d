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
    private Process process;
    private ProcessFigures figures;
    private Duration firstPing;

    private RunningServer(ServerProgram program, String cpus, List<String> more) throws IOException {
        this.program = program;
        this.directory = Files.createTempDirectory("glassbox-bench");
        this.port = FreePorts.next();
        this.command =
                new ArrayList<>(List.of("taskset", "-c", cpus, program.path().toString()));
        command.addAll(List.of("--port", String.valueOf(port), "--dir", directory.toString(), "--save", ""));
        command.addAll(program.arguments());
        command.addAll(more);
        long begun = System.nanoTime();
        this.process = startProcess();
        this.figures = new ProcessFigures(process.pid());
        awaitPing();
        this.firstPing = Duration.ofNanos(System.nanoTime() - begun);
    }

    private Process startProcess() throws IOException {
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        return started;
    }

    /** Ends the process without a last save and starts it again on the files that it left; see {@link #firstPing()}. */
    void restart() throws IOException {
        endProcess();
        long begun = System.nanoTime();
        process = startProcess();
        figures = new ProcessFigures(process.pid());
        awaitPing();
        firstPing = Duration.ofNanos(System.nanoTime() - begun);
    }

    static RunningServer start(ServerProgram program, String cpus, String... more) throws IOException {
        return new RunningServer(program, cpus, List.of(more));
    }

    private void awaitPing() throws IOException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (RespClient client = connect()) {
                while (!client.command("PING").equals(Reply.simple("PONG"))) {
                    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                }
                return;
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
        return figures;
    }

    /** From the start of the program to its first answer. */
    Duration firstPing() {
        return firstPing;
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
            int code = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
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
            process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
