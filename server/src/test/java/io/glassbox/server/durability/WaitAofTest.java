package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WaitAofTest {
    private static final Reply SYNCED = Reply.array(Reply.whole(1), Reply.whole(0));
    private static final Reply NOT_SYNCED = Reply.array(Reply.whole(0), Reply.whole(0));

    @TempDir
    private Path directory;

    private Glassbox start(String policy, String... further) {
        return Servers.over(directory, Map.of("appendonly", "yes", "appendfsync", policy), further)
                .start();
    }

    @Test
    void theAnswerComesWhenTheFileIsOnTheMedium() {
        for (String policy : new String[] {"always", "everysec"}) {
            try (Glassbox server = start(policy);
                    RespClient client = RespClient.connect(server.port())) {
                client.command("INCR", "counter");
                assertEquals(SYNCED, client.command("WAITAOF", "1", "0", "0"));
                client.command("INCR", "counter");
                client.command("BGREWRITEAOF");
                assertEquals(SYNCED, client.command("WAITAOF", "1", "0", "0"));
            }
        }
    }

    @Test
    void withoutSyncsItComesWhenTheTimeIsUp() {
        try (Glassbox server = start("no");
                RespClient client = RespClient.connect(server.port())) {
            client.command("INCR", "counter");
            assertEquals(NOT_SYNCED, client.command("WAITAOF", "1", "0", "10"));
            client.command("CONFIG", "SET", "appendfsync", "always");
            client.command("INCR", "counter");
            assertEquals(SYNCED, client.command("WAITAOF", "1", "0", "0"));
            assertEquals(SYNCED, client.command("WAITAOF", "1", "1", "10"));
        }
    }

    @Test
    void aFileThatIsTurnedOffEndsTheWait() {
        try (Glassbox server = start("no");
                RespClient client = RespClient.connect(server.port());
                RespClient other = RespClient.connect(server.port())) {
            client.command("INCR", "counter");
            client.send("WAITAOF", "1", "0", "0");
            Eventually.until(
                    "somebody waits",
                    () -> other.command("INFO", "clients").text().contains("blocked_clients:1"));
            other.command("CONFIG", "SET", "appendonly", "no");
            assertEquals(
                    "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.",
                    client.read().errorText());
        }
    }

    @Test
    void aFileThatIsJustTurnedOnIsThereWhenItsFirstBaseIs() {
        try (Glassbox server = start("always", "appendonly", "no", "rdb-key-save-delay", "10000000");
                RespClient client = RespClient.connect(server.port())) {
            client.command("SET", "key", "value");
            client.command("CONFIG", "SET", "appendonly", "yes");
            assertEquals(NOT_SYNCED, client.command("WAITAOF", "1", "0", "10"));
            client.command("CONFIG", "SET", "appendonly", "no");
            client.command("CONFIG", "SET", "rdb-key-save-delay", "0");
            client.command("CONFIG", "SET", "appendonly", "yes");
            assertEquals(SYNCED, client.command("WAITAOF", "1", "0", "0"));
        }
    }
}
