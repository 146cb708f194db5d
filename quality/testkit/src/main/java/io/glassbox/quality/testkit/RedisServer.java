package io.glassbox.quality.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A redis-server of the machine, started for one test, to compare and to exchange data with. */
public final class RedisServer implements AutoCloseable {
    private static final SystemPackages.Needed PROGRAM = new SystemPackages.Needed("redis-server", "redis-server");
    private static final int PATIENCE_SECONDS = 20;

    /** It may have a million keys to load. */
    private static final Duration LOADS_WITHIN = Duration.ofMinutes(5);

    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one in a directory, with further arguments of its command line; returns when it answers. The program is installed
     * if it is not there: a comparison that does not take place would look like one that was passed.
     */
    public static RedisServer start(Path directory, String... arguments) {
        try {
            SystemPackages.ensure(List.of(PROGRAM));
            int port = FreePorts.next();
            List<String> command = new ArrayList<>(List.of(
                    PROGRAM.program(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--dir",
                    directory.toString(),
                    "--enable-debug-command",
                    "yes"));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("redis.log").toFile())
                    .start();
            RedisServer server = new RedisServer(process, port);
            Eventually.until("redis-server answers", LOADS_WITHIN, server::answers);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    public RespClient connect() {
        return RespClient.connect(port);
    }

    private boolean answers() {
        try (RespClient client = connect()) {
            return client.command("PING").equals(Reply.simple("PONG"));
        } catch (RuntimeException | AssertionError notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
