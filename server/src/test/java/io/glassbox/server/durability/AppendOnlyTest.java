package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.log.CapturingSink;
import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that come back from their append-only files. */
final class AppendOnlyTest {
    @TempDir
    private Path directory;

    private final CapturingSink log = new CapturingSink();

    private Glassbox start(String... further) {
        return Servers.over(directory, Map.of("appendonly", "yes", "rdb-version", "10"), further)
                .log(log)
                .start();
    }

    private Path files() {
        return directory.resolve("appendonlydir");
    }

    private Path increment() {
        return files().resolve("appendonly.aof.1.incr.aof");
    }

    private void append(String bytes) throws IOException {
        Files.writeString(increment(), bytes, StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
    }

    private void withKey(String name, String value) {
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            assertEquals(Reply.ok(), client.command("SET", name, value));
        }
    }

    private String failure(String... further) {
        return String.valueOf(
                assertThrows(UncheckedIOException.class, () -> start(further)).getMessage());
    }

    @Test
    void writesAreThereAfterARestart() throws IOException {
        for (String policy : new String[] {"always", "everysec", "no"}) {
            try (Glassbox server = start("appendfsync", policy);
                    RespClient client = RespClient.connect(server.port())) {
                client.command("SELECT", "3");
                assertEquals(Reply.ok(), client.command("SET", policy, "value"));
            }
        }
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            client.command("SELECT", "3");
            assertEquals(Reply.whole(3), client.command("DBSIZE"));
            Reply digest = client.command("DEBUG", "DIGEST");
            assertEquals(Reply.ok(), client.command("DEBUG", "LOADAOF"));
            assertEquals(digest, client.command("DEBUG", "DIGEST"));
        }
        assertEquals(
                "file appendonly.aof.1.base.rdb seq 1 type b\nfile appendonly.aof.1.incr.aof seq 1 type i\n",
                Files.readString(files().resolve("appendonly.aof.manifest")));
    }

    @Test
    void loadingTheFileAgainIsNoChangeAndNotWrittenToIt() throws IOException {
        try (Glassbox server = start("appendfsync", "always");
                RespClient client = RespClient.connect(server.port())) {
            client.command("SET", "name", "value");
            client.command("APPEND", "name", "more");
            byte[] before = Files.readAllBytes(files().resolve("appendonly.aof.1.incr.aof"));
            client.command("DEBUG", "LOADAOF");
            client.command("DEBUG", "LOADAOF");
            assertArrayEquals(before, Files.readAllBytes(files().resolve("appendonly.aof.1.incr.aof")));
            assertTrue(client.command("INFO", "persistence").text().contains("\r\nrdb_changes_since_last_save:0\r\n"));
        }
    }

    @Test
    void whatIsGatheredReachesTheFileWithoutAnotherCommand() {
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            client.command("SET", "first", "1");
            client.command("SET", "last", "2");
            Eventually.until(
                    "the file has both",
                    () -> Files.readString(increment()).endsWith("$3\r\nSET\r\n$4\r\nlast\r\n$1\r\n2\r\n"));
        }
    }

    @Test
    void whatFollowsOnAnExpiryIsReplayedWhateverTheTimeIs() {
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            client.command("DEBUG", "SET-ACTIVE-EXPIRE", "0");
            client.command("SET", "kept", "1", "PX", "40");
            client.command("PERSIST", "kept");
            client.command("SET", "gone", "1", "PX", "1");
            client.command("DEBUG", "SLEEP", "0.05");
        }
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            assertEquals("1", client.command("GET", "kept").text());
            assertEquals(Reply.whole(0), client.command("EXISTS", "gone"));
        }
    }

    /** The same for fields of a small hash and of a large one. */
    @Test
    void whatFollowsOnTheExpiryOfFieldsIsReplayedWhateverTheTimeIs() {
        try (Glassbox server = start("hash-max-listpack-entries", "4");
                RespClient client = RespClient.connect(server.port())) {
            client.command("DEBUG", "SET-ACTIVE-EXPIRE", "0");
            for (String hash : new String[] {"small", "large"}) {
                client.command("HSET", hash, "kept", "1", "prolonged", "2", "gone", "3", "plain", "4");
                if (hash.equals("large")) {
                    client.command("HSET", hash, "a", "", "b", "");
                }
                client.command("HPEXPIRE", hash, "200", "FIELDS", "2", "kept", "prolonged");
                client.command("HPERSIST", hash, "FIELDS", "1", "kept");
                client.command("HEXPIRE", hash, "1000", "FIELDS", "1", "prolonged");
                client.command("HPEXPIRE", hash, "1", "FIELDS", "1", "gone");
            }
            client.command("DEBUG", "SLEEP", "0.25");
        }
        try (Glassbox server = start("hash-max-listpack-entries", "4");
                RespClient client = RespClient.connect(server.port())) {
            for (String hash : new String[] {"small", "large"}) {
                assertEquals("1", client.command("HGET", hash, "kept").text(), hash);
                assertEquals("2", client.command("HGET", hash, "prolonged").text(), hash);
                assertEquals("4", client.command("HGET", hash, "plain").text(), hash);
                assertEquals(Reply.whole(0), client.command("HEXISTS", hash, "gone"), hash);
            }
        }
    }

    @Test
    void aTornTailIsCutOff() throws IOException {
        withKey("a", "1");
        long whole = Files.size(increment());
        append("*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$5\r\nhal");
        assertTrue(failure("aof-load-truncated", "no").contains("Unexpected end of file reading the append only file"));
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            assertEquals(Reply.whole(1), client.command("DBSIZE"));
            client.command("SET", "c", "3");
        }
        assertTrue(Files.size(increment()) > whole);
        withKey("d", "4");
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            assertEquals(Reply.whole(3), client.command("DBSIZE"));
        }
    }

    @Test
    void aTransactionWithoutItsEndIsNotPlayed() throws IOException {
        withKey("a", "1");
        append("*1\r\n$5\r\nMULTI\r\n*2\r\n$4\r\nINCR\r\n$1\r\na\r\n");
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            assertEquals("1", client.command("GET", "a").text());
        }
        assertFalse(Files.readString(increment()).contains("MULTI"));
    }

    @Test
    void damageInTheMiddleIsRefusedWithFileAndOffset() throws IOException {
        withKey("a", "1");
        long offset = Files.size(increment());
        append("!!!\r\n*1\r\n$4\r\nPING\r\n");
        String failure = failure();
        assertTrue(failure.contains("Bad file format reading the append only file appendonly.aof.1.incr.aof"), failure);
        assertTrue(failure.contains("offset " + offset), failure);
    }

    @Test
    void anUnknownCommandIsRefused() throws IOException {
        withKey("a", "1");
        append("*1\r\n$3\r\nBLA\r\n");
        assertTrue(failure().contains("Unknown command 'BLA' reading the append only file"));
    }

    @Test
    void aSingleFileOfBeforeBecomesTheBase() throws IOException {
        Files.writeString(directory.resolve("appendonly.aof"), "*3\r\n$3\r\nset\r\n$1\r\nk\r\n$1\r\nv\r\n");
        withKey("a", "1");
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            assertEquals(Reply.whole(2), client.command("DBSIZE"));
        }
        assertFalse(Files.exists(directory.resolve("appendonly.aof")));
        assertEquals(
                "file appendonly.aof seq 1 type b\nfile appendonly.aof.1.incr.aof seq 1 type i\n",
                Files.readString(files().resolve("appendonly.aof.manifest")));
    }

    @Test
    void itIsTurnedOnAndOffWhileTheServerRuns() throws IOException {
        try (Glassbox server = start("appendonly", "no");
                RespClient client = RespClient.connect(server.port())) {
            client.command("SET", "before", "1");
            assertEquals(Reply.ok(), client.command("CONFIG", "SET", "appendonly", "yes"));
            client.command("SET", "while", "1");
            Servers.awaitRewritten(client);
            assertTrue(client.command("INFO", "persistence").text().contains("aof_enabled:1"));
            assertEquals(Reply.ok(), client.command("CONFIG", "SET", "appendonly", "no"));
            client.command("SET", "after", "1");
            assertTrue(client.command("INFO", "persistence").text().contains("aof_enabled:0"));
        }
        assertFalse(Files.readString(increment()).contains("after"));
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            assertEquals(Reply.whole(2), client.command("DBSIZE"));
        }
    }

    @Test
    void timesAreToldIfAskedFor() throws IOException {
        try (Glassbox server = start("aof-timestamp-enabled", "yes");
                RespClient client = RespClient.connect(server.port())) {
            client.command("SET", "a", "1");
        }
        assertTrue(Files.readString(increment()).startsWith("#TS:"));
        withKey("b", "1");
        try (Glassbox server = start();
                RespClient client = RespClient.connect(server.port())) {
            assertEquals(Reply.whole(2), client.command("DBSIZE"));
        }
    }

    @Test
    void aWriteThatTakesLongIsAnEventOfLatency() {
        try (Glassbox server = start("appendfsync", "always", "latency-monitor-threshold", "5");
                RespClient client = RespClient.connect(server.port())) {
            client.command("DEBUG", "AOF-FLUSH-SLEEP", "20000");
            client.command("SET", "a", "1");
            assertTrue(
                    client.command("LATENCY", "HISTORY", "aof-write").elements().size() > 0);
            assertTrue(client.command("LATENCY", "HISTORY", "aof-write-alone")
                            .elements()
                            .size()
                    > 0);
            assertEquals(
                    0,
                    client.command("LATENCY", "HISTORY", "aof-write-pending-fsync")
                            .elements()
                            .size());
        }
    }

    @Test
    void filesGoToRedisAndBack() {
        Randomized.test(random -> {
            Map<String, Object> kept;
            try (Glassbox server = start();
                    RespClient client = RespClient.connect(server.port())) {
                new RandomData(client, random).create("k", 200);
                kept = contents(client);
            }
            try (RedisServer redis = RedisServer.start(directory, "--appendonly", "yes");
                    RespClient client = redis.connect()) {
                assertEquals(kept, contents(client));
                new RandomData(client, random).create("r", 200);
                kept = contents(client);
                client.command("CONFIG", "SET", "appendonly", "no");
            }
            try (Glassbox server = start();
                    RespClient client = RespClient.connect(server.port())) {
                assertEquals(kept, contents(client));
            }
        });
    }

    private static Map<String, Object> contents(RespClient client) {
        Map<String, Object> contents = new TreeMap<>();
        for (String prefix : List.of("k", "r")) {
            for (int i = 0; i < 200; i++) {
                String key = prefix + i;
                if (client.command("EXISTS", key).equals(Reply.whole(1))) {
                    contents.put(key, RandomData.contents(client, key));
                }
            }
        }
        return contents;
    }
}
