package io.glassbox.server;

import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.random.SystemRandom;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.transport.ListenAddress;
import io.glassbox.network.transport.Transport.Listener;
import io.glassbox.server.wiring.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A server inside this JVM:
 *
 * <pre>{@code
 * try (Glassbox server = Glassbox.start()) {
 *     new Jedis("localhost", server.port()).set("greeting", "hello");
 * }
 * }</pre>
 *
 * Any number of them can run side by side; each has its own thread, memory and settings.
 */
public final class Glassbox implements AutoCloseable {
    private final RunningServer running;
    private final Thread engine;
    private final int port;

    private Glassbox(RunningServer running, int port) {
        this.running = running;
        this.port = port;
        this.engine = Thread.ofPlatform().name("glassbox-engine-" + port).start(running::run);
    }

    /** Starts a server on a free port of the loopback interface. */
    public static Glassbox start() {
        try {
            SystemClock clock = new SystemClock();
            Server server = new Server(
                    new Server.Surroundings(
                            new Settings(),
                            clock,
                            new SystemRandom(),
                            new Log(clock, ProcessHandle.current().pid()),
                            new WorkingDirectory(new DiskFileSystem())),
                    16);
            RunningServer running = new RunningServer(server, clock);
            Listener listener = running.listen(new ListenAddress.Tcp("127.0.0.1", 0), 511);
            return new Glassbox(running, listener.port());
        } catch (IOException e) {
            throw new UncheckedIOException("the server could not start", e);
        }
    }

    /** The TCP port that it listens on. */
    public int port() {
        return port;
    }

    /** Stops the server and gives back everything that it held. */
    @Override
    public void close() {
        running.stop();
        boolean interrupted = false;
        while (engine.isAlive()) {
            try {
                engine.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
