package io.glassbox.server;

import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.engine.acl.DeclaredUsers;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.log.LogSink;
import io.glassbox.foundation.random.SystemRandom;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.catalogue.MemorySettings;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.scripting.Scripting;
import io.glassbox.server.wiring.RunningServer;
import io.glassbox.server.wiring.StartFailure;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server inside this JVM:
 *
 * <pre>{@code
 * try (Glassbox server = Glassbox.start()) {
 *     new Jedis("localhost", server.port()).set("greeting", "hello");
 * }
 * }</pre>
 *
 * Any number of them can run side by side; each has its own thread, memory and settings. The JVM warns once that native memory
 * is used; {@code --enable-native-access=ALL-UNNAMED} tells it that this is meant.
 */
public final class Glassbox implements AutoCloseable {
    private final RunningServer running;
    private final Thread engine;
    private final int port;

    private Glassbox(RunningServer running) {
        this.running = running;
        this.port = running.port();
        this.engine = Thread.ofPlatform()
                .name("glassbox-engine-" + port)
                .stackSize(Scripting.STACK_BYTES)
                .start(running::run);
    }

    /** Starts a server on a free port of the loopback interface. */
    public static Glassbox start() {
        return builder().start();
    }

    /** A server with settings of one's own. */
    public static Builder builder() {
        return new Builder();
    }

    /** The TCP port that it listens on. */
    public int port() {
        return port;
    }

    /** The address for clients that take one: {@code redis://127.0.0.1:port}. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Empties all databases; returns when they are empty. */
    public void flush() {
        onEngine(() -> running.server().databases().flushAll(false));
    }

    /**
     * Memory in use outside the Java heap: keys, values, buffers of clients. What is only kept for reuse, or made once for each
     * type of value, does not count, so that an idle server without keys comes back to the same figure.
     */
    public long usedBytes() {
        AtomicLong used = new AtomicLong();
        onEngine(() -> {
            running.server().replyChunks().trim();
            used.set(running.server().slabs().usedBytes()
                    - running.server().databases().types().scratchBytes());
        });
        return used.get();
    }

    /**
     * Memory in use, in bytes, by the places in the code that asked for it if the JVM runs with
     * {@code -Dglassbox.memory=checked}, otherwise by the size of the blocks. For the search of leaks.
     */
    public Map<String, Long> usedBytesByPlace() {
        Map<String, Long> places = new TreeMap<>();
        onEngine(() -> {
            running.server().replyChunks().trim();
            Slabs slabs = running.server().slabs();
            slabs.leaks().forEach(site -> places.merge(site.place(), site.bytes(), Long::sum));
            if (places.isEmpty()) {
                slabs.classes()
                        .forEach(use -> places.put(
                                "blocks of " + use.blockBytes() + " bytes", use.liveBlocks() * use.blockBytes()));
            }
        });
        return places;
    }

    private void onEngine(Runnable task) {
        CountDownLatch done = new CountDownLatch(1);
        running.execute(() -> {
            task.run();
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /** Collects settings, by the names that redis.conf has for them. */
    public static final class Builder {
        private static final Set<String> FILE_SETTINGS = Set.of("dir", "dbfilename", "appendonly", "preload-file");

        private record Assignment(String name, List<String> words) {}

        private final List<Assignment> assignments = new ArrayList<>();
        private final List<LogSink> sinks = new ArrayList<>();
        private FileSystem files = new DiskFileSystem();
        private boolean namesFiles;

        private Builder() {
            set("port", "0");
            set("bind", "127.0.0.1");
            set("save", "");
        }

        /**
         * One directive of redis.conf: {@code set("maxmemory", "100mb")}. A later one for the same name wins. A server that is
         * given one of {@code dir}, {@code dbfilename} and their like begins with the snapshot that is there, any other one with nothing.
         */
        public Builder set(String name, String... words) {
            namesFiles |= FILE_SETTINGS.contains(name);
            assignments.add(new Assignment(name, List.of(words)));
            return this;
        }

        /** 0, the default, takes a free port. */
        public Builder port(int port) {
            return set("port", Integer.toString(port));
        }

        /** What the server takes for the disk: for simulations of one that fails. */
        public Builder files(FileSystem fileSystem) {
            files = fileSystem;
            return this;
        }

        /** Where log lines go; nowhere by default. */
        public Builder log(LogSink sink) {
            sinks.add(sink);
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws IllegalArgumentException if a setting is unknown or has an impossible value
         * @throws UncheckedIOException if it cannot listen, or if there is a snapshot that it cannot load
         */
        public Glassbox start() {
            WorkingDirectory directory = new WorkingDirectory(files);
            Settings settings = new Settings(directory);
            DeclaredUsers users = new DeclaredUsers();
            for (Assignment assignment : assignments) {
                try {
                    if (assignment.name().equals("user")) {
                        users.declare(assignment.words());
                    } else {
                        settings.initialize(
                                assignment.name(), assignment.words().toArray(String[]::new));
                    }
                } catch (SettingRefused e) {
                    throw new IllegalArgumentException(assignment.name() + ": " + e.reason(), e);
                }
            }
            SystemClock clock = new SystemClock();
            Log log = new Log(clock, ProcessHandle.current().pid(), sinks.toArray(LogSink[]::new));
            Server server = new Server(
                    new Server.Surroundings(settings, clock, new SystemRandom(), log, directory),
                    settings.get(MemorySettings.DATABASES));
            try {
                return start(running(server, clock), users);
            } catch (IOException e) {
                throw new UncheckedIOException("the server could not start", e);
            } catch (LoadFailed e) {
                throw new UncheckedIOException(new IOException(e.text(), e));
            } catch (StartFailure e) {
                throw new UncheckedIOException(new IOException(e.text(), e));
            }
        }

        private static RunningServer running(Server server, SystemClock clock) throws IOException {
            boolean isDone = false;
            try {
                RunningServer running = new RunningServer(server, clock);
                isDone = true;
                return running;
            } finally {
                if (!isDone) {
                    server.close();
                }
            }
        }

        private Glassbox start(RunningServer running, DeclaredUsers users) throws StartFailure {
            boolean isDone = false;
            try {
                running.admit(users);
                if (namesFiles) {
                    running.load();
                }
                running.listen();
                isDone = true;
                return new Glassbox(running);
            } finally {
                if (!isDone) {
                    running.close();
                }
            }
        }
    }
}
