package io.glassbox.server.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions belong to the data: they are there again where it is. */
final class FunctionPersistenceTest {
    private static final String LIBRARY = """
            #!lua name=greetings
            redis.register_function('greet', function(keys, args) return 'hello ' .. args[1] end)
            """;

    @TempDir
    private Path directory;

    private Glassbox start(String... settings) {
        Glassbox.Builder builder =
                Glassbox.builder().set("dir", directory.toString()).set("enable-debug-command", "yes");
        for (int i = 0; i < settings.length; i += 2) {
            builder.set(settings[i], settings[i + 1]);
        }
        return builder.start();
    }

    private static void load(RespClient client) {
        assertEquals(new Reply.Bulk("greetings"), client.command("FUNCTION", "LOAD", LIBRARY));
    }

    private static void expectGreeting(RespClient client) {
        assertEquals(new Reply.Bulk("hello you"), client.command("FCALL", "greet", "0", "you"));
    }

    @Test
    void aSnapshotHasThem() {
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            load(client);
            client.command("SAVE");
        }
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            expectGreeting(client);
        }
    }

    @Test
    void redisReadsThemFromTheSnapshot() {
        try (Glassbox server = start("rdb-version", "10");
                RespClient client = RespClient.connect(server.port())) {
            load(client);
            client.command("SAVE");
        }
        try (RedisServer redis = RedisServer.start(directory);
                RespClient client = redis.connect()) {
            expectGreeting(client);
        }
    }

    @Test
    void theAppendOnlyFileHasThem() {
        try (Glassbox server = start("appendonly", "yes");
                RespClient client = RespClient.connect(server.port())) {
            load(client);
        }
        try (Glassbox server = start("appendonly", "yes");
                RespClient client = RespClient.connect(server.port())) {
            expectGreeting(client);
            client.command("FUNCTION", "DELETE", "greetings");
        }
        try (Glassbox server = start("appendonly", "yes");
                RespClient client = RespClient.connect(server.port())) {
            assertEquals(new Reply.Failure("ERR Function not found"), client.command("FCALL", "greet", "0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void soHasOneThatIsRewritten(String preamble) {
        try (Glassbox server = start("appendonly", "yes", "aof-use-rdb-preamble", preamble);
                RespClient client = RespClient.connect(server.port())) {
            load(client);
            client.command("BGREWRITEAOF");
            Eventually.until(
                    "the file is rewritten",
                    () -> client.command("INFO", "persistence").text().contains("aof_rewrite_in_progress:0"));
        }
        try (Glassbox server = start("appendonly", "yes");
                RespClient client = RespClient.connect(server.port())) {
            expectGreeting(client);
        }
    }

    @Test
    void aReloadKeepsThem() {
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            load(client);
            assertEquals(Reply.ok(), client.command("DEBUG", "RELOAD"));
            expectGreeting(client);
            client.command("FLUSHALL");
            expectGreeting(client);
        }
    }

    @Test
    void dumpsGoBothWays() {
        try (Glassbox server = start();
                RespClient ours = RespClient.connect(server.port());
                RedisServer redis = RedisServer.start(directory);
                RespClient theirs = redis.connect()) {
            load(ours);
            String payload = ours.command("FUNCTION", "DUMP").text();
            assertEquals(Reply.ok(), theirs.command("FUNCTION", "RESTORE", payload));
            expectGreeting(theirs);
            ours.command("FUNCTION", "FLUSH");
            assertEquals(
                    Reply.ok(),
                    ours.command(
                            "FUNCTION",
                            "RESTORE",
                            theirs.command("FUNCTION", "DUMP").text()));
            expectGreeting(ours);
            assertEquals(theirs.command("FUNCTION", "RESTORE", payload), ours.command("FUNCTION", "RESTORE", payload));
            assertEquals(Reply.ok(), ours.command("FUNCTION", "RESTORE", payload, "REPLACE"));
            assertEquals(Reply.ok(), ours.command("FUNCTION", "RESTORE", payload, "FLUSH"));
            assertEquals(
                    theirs.command("FUNCTION", "RESTORE", payload, "x"),
                    ours.command("FUNCTION", "RESTORE", payload, "x"));
            expectGreeting(ours);
        }
    }

    @Test
    void aPayloadThatIsDamagedChangesNothing() {
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            load(client);
            client.command("DEBUG", "SET-SKIP-CHECKSUM-VALIDATION", "1");
            String payload = client.command("FUNCTION", "DUMP").text();
            for (int i = 0; i < payload.length(); i++) {
                StringBuilder damaged = new StringBuilder(payload);
                damaged.setCharAt(i, (char) (payload.charAt(i) ^ 1));
                client.command("FUNCTION", "RESTORE", damaged.toString(), "REPLACE");
            }
            client.command("FUNCTION", "RESTORE", payload, "FLUSH");
            expectGreeting(client);
            assertTrue(client.command("FUNCTION", "LIST").toString().contains("greetings"));
        }
    }
}
