package io.glassbox.network.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.network.transport.ListenAddress;
import io.glassbox.network.transport.NioTransport;
import io.glassbox.network.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NioTransportTest extends TransportContract {
    NioTransportTest() {
        super(1);
    }

    @Override
    Transport open() throws IOException {
        return new NioTransport();
    }

    /** The JDK binds and listens at once: whoever connected before the permissions were set would be served. */
    @Test
    void aSocketIsNeverSeenWithoutItsPermissions() throws Exception {
        Path file = directory.resolve("secret");
        AtomicBoolean isOver = new AtomicBoolean();
        FutureTask<Set<String>> watch = new FutureTask<>(() -> modesOf(file, isOver));
        Thread watcher = Thread.ofPlatform().start(watch);
        for (int i = 0; i < 300; i++) {
            Transport.Listener listener = server().listen(new ListenAddress.Unix(file, 0700));
            server().onLoop(() -> {
                listener.close();
                return true;
            });
        }
        isOver.set(true);
        watcher.join();
        Set<String> modes = watch.get();
        modes.remove("rwx------");
        assertEquals(Set.of(), modes);
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static Set<String> modesOf(Path file, AtomicBoolean isOver) {
        Set<String> modes = new HashSet<>();
        while (!isOver.get()) {
            try {
                modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            } catch (IOException notThere) {
                Thread.onSpinWait();
            }
        }
        return modes;
    }
}
