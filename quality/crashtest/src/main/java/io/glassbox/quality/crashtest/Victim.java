package io.glassbox.quality.crashtest;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.FreePorts;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, over a directory that outlives it. */
final class Victim implements AutoCloseable {
    /** A start loads what is there, and the machine may be busy. */
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final int port;

    private Victim(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one; returns when it has loaded what is there. */
    static Victim start(Path home, Path directory, List<String> settings) throws IOException {
        int port = FreePorts.next();
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/glassbox-server").toString(),
                "--port",
                Integer.toString(port),
                "--dir",
                directory.toString()));
        command.addAll(settings);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("server.log").toFile()))
                .start();
        Victim victim = new Victim(process, port);
        Eventually.until("the server answers", START_LIMIT, victim::answers);
        return victim;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the server did not start again: see its log");
        }
        try (RespClient client = connect()) {
            return client.command("PING").equals(Reply.simple("PONG"));
        } catch (RuntimeException | AssertionError notYet) {
            return false;
        }
    }

    RespClient connect() {
        return RespClient.connect(port);
    }

    /** SIGKILL: the process does nothing any more. Returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
