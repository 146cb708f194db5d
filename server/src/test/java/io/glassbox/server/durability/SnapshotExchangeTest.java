package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one server saves the other one loads. */
final class SnapshotExchangeTest {
    private static final int KEYS = 400;

    @TempDir
    private Path directory;

    private Glassbox glassbox(String... further) {
        Glassbox.Builder builder = Glassbox.builder()
                .set("dir", directory.toString())
                .set("rdb-version", "10")
                .set("enable-debug-command", "yes");
        for (int i = 0; i < further.length; i += 2) {
            builder.set(further[i], further[i + 1]);
        }
        return builder.start();
    }

    @Test
    void redisLoadsWhatIsSavedHere() {
        Randomized.test(random -> {
            Map<String, Object> saved;
            try (Glassbox glassbox = glassbox();
                    RespClient client = RespClient.connect(glassbox.port())) {
                fill(client, new RandomData(client, random));
                saved = contents(client);
                assertEquals(Reply.ok(), client.command("SAVE"));
            }
            try (RedisServer redis = RedisServer.start(directory);
                    RespClient client = redis.connect()) {
                assertEquals(saved, contents(client));
            }
        });
    }

    @Test
    void whatRedisSavesIsLoadedHere() {
        Randomized.test(random -> {
            Map<String, Object> saved;
            try (RedisServer redis = RedisServer.start(directory);
                    RespClient client = redis.connect()) {
                fill(client, new RandomData(client, random));
                saved = contents(client);
                assertEquals(Reply.ok(), client.command("SAVE"));
            }
            try (Glassbox glassbox = glassbox();
                    RespClient client = RespClient.connect(glassbox.port())) {
                assertEquals(saved, contents(client));
                assertEquals(Reply.ok(), client.command("DEBUG", "RELOAD"));
                assertEquals(saved, contents(client));
            }
        });
    }

    @Test
    void usesOfKeysComeBack() {
        try (Glassbox glassbox = glassbox("maxmemory-policy", "allkeys-lfu", "maxmemory", "1gb");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "key", "value");
            String payload = client.command("DUMP", "key").text();
            client.command("RESTORE", "key", "0", payload, "REPLACE", "FREQ", "77");
            assertEquals(Reply.ok(), client.command("DEBUG", "RELOAD"));
            assertEquals(Reply.whole(77), client.command("OBJECT", "FREQ", "key"));
        }
    }

    @Test
    void aDamagedSnapshotIsNotLoadedAndTheMessageSaysWhereAndWhy() throws IOException {
        Path file = directory.resolve("dump.rdb");
        try (Glassbox glassbox = glassbox();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "key", "value");
            client.command("SAVE");
        }
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        damaged[damaged.length - 1] ^= 1;
        Files.write(file, damaged);
        assertTrue(refusal().contains("RDB CRC error"), refusal());
        Files.write(file, Arrays.copyOf(whole, whole.length - 12));
        assertTrue(refusal().contains(file + ", at offset "), refusal());
    }

    private String refusal() {
        UncheckedIOException failure = assertThrows(UncheckedIOException.class, this::glassbox);
        return String.valueOf(failure.getCause());
    }

    @Test
    void aFailedSaveLeavesTheSnapshotOfBefore() throws IOException {
        try (Glassbox glassbox = glassbox("dbfilename", "kept.rdb", "enable-protected-configs", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "key", "value");
            client.command("SAVE");
            client.command("CONFIG", "SET", "dbfilename", "taken");
            Files.createDirectory(directory.resolve("taken"));
            assertTrue(client.command("SAVE").isError());
            try (var entries = Files.list(directory)) {
                assertEquals(
                        List.of("kept.rdb", "taken"),
                        entries.map(path -> path.getFileName().toString())
                                .sorted()
                                .toList());
            }
        }
    }

    private static void fill(RespClient client, RandomData data) {
        List<String> keys = data.create("key:", Randomized.iterations(KEYS));
        client.command("PEXPIRE", keys.get(0), "100000000");
        client.command("SELECT", "9");
        data.create("other:", 20);
        client.command("SELECT", "0");
    }

    static Map<String, Object> contents(RespClient client) {
        Map<String, Object> contents = new TreeMap<>();
        for (String database : List.of("9", "0")) {
            client.command("SELECT", database);
            for (String key : new TreeSet<>(client.command("KEYS", "*").texts())) {
                contents.put(
                        database + " " + key,
                        List.of(
                                RandomData.contents(client, key),
                                client.command("PEXPIRETIME", key),
                                RandomData.encoding(client, key)));
            }
        }
        return contents;
    }
}
