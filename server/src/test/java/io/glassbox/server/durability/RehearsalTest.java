package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.glassbox.foundation.log.CapturingSink;
import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots are rehearsed on other data than those of the clients, and only by servers that have much to save. */
final class RehearsalTest {
    @TempDir
    private Path directory;

    private final CapturingSink log = new CapturingSink();

    private Glassbox start() {
        return Servers.over(directory, Map.of("loglevel", "verbose")).log(log).start();
    }

    @Test
    void serverWithMuchDataRehearsesAndNothingOfItIsSeen() throws IOException {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "300000", "key", "300");
            String digest = client.command("DEBUG", "DIGEST").text();
            Eventually.until("rehearsed", () -> log.contains("6 snapshots were rehearsed"));
            assertEquals(digest, client.command("DEBUG", "DIGEST").text());
            assertEquals(Reply.whole(300_000), client.command("DBSIZE"));
            try (Stream<Path> files = Files.list(directory)) {
                assertEquals(0, files.count());
            }
        }
    }

    @Test
    void serverThatIsClosedLeavesItsRehearsal() {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "300000", "key", "300");
        }
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("glassbox-rehearsal")));
    }
}
