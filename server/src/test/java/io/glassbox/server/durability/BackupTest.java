package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup has all data of the moment at which it was sealed, whatever happens before and after. */
final class BackupTest {
    private static final String NO_MATTER = "ERR No backup ready to seal (must be in the incrementing state)";

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private Glassbox start(String... further) {
        return Servers.over(directory, Map.of("auto-aof-rewrite-percentage", "0"), further)
                .start();
    }

    private Glassbox restored(String... further) {
        return Servers.over(elsewhere, Map.of(), further).start();
    }

    static String status(RespClient client, String field) {
        List<String> words = client.command("BACKUP", "STATUS").texts();
        return words.get(words.indexOf(field) + 1);
    }

    static void startBackup(RespClient client) {
        assertEquals(Reply.ok(), client.command("BACKUP", "START"));
        awaitState(client, "incrementing");
    }

    static void awaitState(RespClient client, String state) {
        Eventually.until("the backup is " + state, () -> status(client, "state").equals(state));
    }

    private static List<String> files(RespClient client) {
        return client.command("BACKUP", "LIST").texts();
    }

    private Path backup() {
        return directory.resolve("backupdir");
    }

    private static List<String> names(Path where) throws IOException {
        try (var entries = Files.list(where)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void sealedBackupIsRestoredFromItsManifestAndTheBaseFromItsOwnFile() throws IOException {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals("idle", status(client, "state"));
            assertEquals("0", status(client, "start_time"));
            client.command("SET", "before", "1");
            startBackup(client);
            client.command("SET", "during", "2");
            assertEquals(List.of(backup() + "/appendonly.aof.1.base.rdb"), files(client));
            assertEquals(Reply.ok(), client.command("BACKUP", "SEAL"));
            client.command("SET", "after", "3");
            assertEquals("sealed", status(client, "state"));
            assertEquals("", status(client, "error"));
            assertTrue(Long.parseLong(status(client, "end_time")) >= Long.parseLong(status(client, "start_time")));
            assertEquals(
                    List.of(
                            backup() + "/appendonly.aof.1.base.rdb",
                            backup() + "/appendonly.aof.1.incr.aof",
                            backup() + "/appendonly.aof.manifest"),
                    files(client));
            assertFalse(Files.exists(directory.resolve("appendonlydir")));
            expect("aof:" + files(client).getLast(), "before", "during");
            expect("rdb:" + files(client).getFirst(), "before");
            assertEquals(Reply.ok(), client.command("BACKUP", "CLEANUP"));
            assertEquals("idle", status(client, "state"));
            assertEquals(List.of(), names(backup()));
            assertEquals("0", info(client, "aof_enabled"));
        }
    }

    /** Starts servers with and without an append-only file of their own, from a file that stays as it is. */
    private void expect(String preloaded, String... keys) throws IOException {
        for (String appendonly : List.of("no", "yes")) {
            try (Glassbox glassbox = restored("preload-file", preloaded, "appendonly", appendonly);
                    RespClient client = RespClient.connect(glassbox.port())) {
                assertEquals(Reply.whole(keys.length), client.command("DBSIZE"));
                assertEquals(Reply.whole(keys.length), client.command(concat("EXISTS", keys)));
                Servers.awaitRewritten(client);
                client.command("SET", "further", "1");
            }
        }
        try (Glassbox glassbox = restored("appendonly", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(Reply.whole(keys.length + 1), client.command("DBSIZE"));
        }
    }

    private static String[] concat(String first, String... rest) {
        String[] all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    @Test
    void redisStartsOnTheDirectoryOfABackup() {
        Randomized.test(random -> {
            Map<String, Object> contents;
            try (Glassbox glassbox = start(
                            "rdb-version",
                            "10",
                            "dir",
                            Files.createTempDirectory(directory, "d").toString());
                    RespClient client = RespClient.connect(glassbox.port())) {
                RandomData data = new RandomData(client, random);
                data.create("k", 300);
                startBackup(client);
                data.change("k", 300);
                client.command("MULTI");
                client.command("SET", "a", "1");
                client.command("SPOP", "nothing");
                client.command("EXEC");
                assertEquals(Reply.ok(), client.command("BACKUP", "SEAL"));
                contents = SnapshotExchangeTest.contents(client);
                Path copy = Files.createTempDirectory(elsewhere, "copy");
                Files.createDirectory(copy.resolve("appendonlydir"));
                for (String file : files(client)) {
                    Path from = Path.of(file);
                    Files.copy(from, copy.resolve("appendonlydir").resolve(from.getFileName()));
                }
                try (RedisServer redis = RedisServer.start(copy, "--appendonly", "yes");
                        RespClient other = redis.connect()) {
                    assertEquals(contents, SnapshotExchangeTest.contents(other));
                }
            }
        });
    }

    @Test
    void momentIsThatOfTheSealBetweenTwoCommandsOfOneTurn() throws IOException {
        for (String appendonly : List.of("no", "yes")) {
            Path where = Files.createTempDirectory(directory, "moment");
            try (Glassbox glassbox = start("appendonly", appendonly, "dir", where.toString());
                    RespClient client = RespClient.connect(glassbox.port());
                    RespClient other = RespClient.connect(glassbox.port())) {
                startBackup(client);
                other.send("MULTI")
                        .send("INCR", "n")
                        .send("BACKUP", "SEAL")
                        .send("INCR", "n")
                        .send("EXEC");
                other.send("INCR", "n");
                other.read(6);
                awaitState(client, "sealed");
                expectValue(files(client), "2");
                client.command("BACKUP", "CLEANUP");
                startBackup(client);
                client.send("INCR", "n").send("BACKUP", "SEAL").send("INCR", "n");
                assertEquals(List.of(Reply.whole(4), Reply.ok(), Reply.whole(5)), client.read(3));
                expectValue(files(client), "4");
                assertEquals("5", client.command("GET", "n").text());
            }
            try (Glassbox glassbox = start("appendonly", appendonly, "dir", where.toString());
                    RespClient client = RespClient.connect(glassbox.port())) {
                assertEquals(appendonly.equals("yes") ? Reply.bulk("5") : Reply.nil(), client.command("GET", "n"));
            }
        }
    }

    private void expectValue(List<String> files, String value) {
        try (Glassbox glassbox = restored("preload-file", "aof:" + files.getLast());
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(value, client.command("GET", "n").text());
        }
    }

    @Test
    void baseHasTheWholeOfATransactionThatStartsABackup() {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.send("MULTI")
                    .send("SET", "a", "1")
                    .send("BACKUP", "START")
                    .send("SET", "b", "1")
                    .send("EXEC");
            client.read(5);
            awaitState(client, "incrementing");
            try (Glassbox other =
                            restored("preload-file", "rdb:" + files(client).getFirst());
                    RespClient there = RespClient.connect(other.port())) {
                assertEquals(Reply.whole(2), there.command("DBSIZE"));
            }
        }
    }

    @Test
    void whatDoesNotFitTheStateIsRefused() throws IOException {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(
                    "ERR No backup in progress",
                    client.command("BACKUP", "ABORT").text());
            assertEquals(NO_MATTER, client.command("BACKUP", "SEAL").text());
            assertEquals(Reply.ok(), client.command("BACKUP", "CLEANUP"));
            startBackup(client);
            assertEquals(
                    "ERR A backup is already in progress, ABORT it first",
                    client.command("BACKUP", "START").text());
            assertEquals(
                    "ERR Backup is in progress",
                    client.command("BACKUP", "CLEANUP").text());
            client.command("BACKUP", "SEAL");
            assertEquals(
                    "ERR A sealed backup exists, CLEANUP it first",
                    client.command("BACKUP", "START").text());
            assertEquals(
                    "ERR No backup in progress",
                    client.command("BACKUP", "ABORT").text());
            client.command("BACKUP", "CLEANUP");
            Files.writeString(backup().resolve("stale"), "of somebody");
            assertEquals(
                    "ERR The backup directory " + backup() + " is not empty",
                    client.command("BACKUP", "START").text());
            assertEquals("idle", status(client, "state"));
            assertEquals(
                    "ERR wrong number of arguments for 'backup' command",
                    client.command("BACKUP").text());
        }
    }

    @Test
    void abortedBackupLeavesNothing() throws IOException {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "a", "1");
            startBackup(client);
            assertEquals(Reply.ok(), client.command("BACKUP", "ABORT"));
            assertEquals("failed", status(client, "state"));
            assertEquals("aborted by user", status(client, "error"));
            assertEquals(List.of(), names(backup()));
            assertEquals(List.of(), files(client));
            Eventually.until("files are gone", () -> !Files.exists(directory.resolve("appendonlydir")));
            startBackup(client);
            assertEquals("", status(client, "error"));
        }
        assertEquals(List.of(), names(backup()));
        assertEquals(List.of("backupdir"), names(directory));
    }

    @Test
    void backupWaitsForASaveAndJoinsARewrite() {
        try (Glassbox glassbox = start("appendonly", "yes", "rdb-key-save-delay", "100000");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "50");
            client.command("BGSAVE");
            assertEquals(Reply.ok(), client.command("BACKUP", "START"));
            assertEquals("pending", status(client, "state"));
            assertEquals("1", info(client, "backup_in_progress"));
            client.command("CONFIG", "SET", "rdb-key-save-delay", "0");
            awaitState(client, "incrementing");
            assertEquals(Reply.ok(), client.command("BACKUP", "ABORT"));
            client.command("CONFIG", "SET", "rdb-key-save-delay", "100000");
            client.command("BGREWRITEAOF");
            assertEquals(Reply.ok(), client.command("BACKUP", "START"));
            assertEquals("snapshotting", status(client, "state"));
            assertEquals("2", info(client, "aof_rewrites"));
        }
    }

    @Test
    void rewriteIsPutOffUntilTheBackupIsSealed() {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            startBackup(client);
            assertTrue(client.command("BGREWRITEAOF").text().contains("scheduled"));
            assertEquals("1", info(client, "aof_rewrite_scheduled"));
            String before = info(client, "aof_rewrites");
            client.command("BACKUP", "SEAL");
            Eventually.until(
                    "it is rewritten", () -> !info(client, "aof_rewrites").equals(before));
        }
    }

    @Test
    void turningTheFileOffFailsTheBackupAndTurningItOnKeepsIt() throws IOException {
        try (Glassbox glassbox = start("appendonly", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            startBackup(client);
            client.command("CONFIG", "SET", "appendonly", "no");
            assertEquals("failed", status(client, "state"));
            assertEquals("appendonly is stopped", status(client, "error"));
            assertEquals(List.of(), names(backup()));
            startBackup(client);
            client.command("SET", "a", "1");
            client.command("CONFIG", "SET", "appendonly", "yes");
            assertEquals("1", info(client, "aof_enabled"));
            assertEquals(Reply.ok(), client.command("BACKUP", "SEAL"));
            client.command("SET", "b", "2");
            assertEquals(Reply.ok(), client.command("BACKUP", "CLEANUP"));
        }
        try (Glassbox glassbox = start("appendonly", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(Reply.whole(2), client.command("DBSIZE"));
        }
    }

    @Test
    void sealedBackupGoesWhenItsTimeIsOver() {
        try (Glassbox glassbox = start("backup-sealed-ttl", "1");
                RespClient client = RespClient.connect(glassbox.port())) {
            startBackup(client);
            client.command("BACKUP", "SEAL");
            awaitState(client, "idle");
            assertEquals(List.of(), names(backup()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void emptiedDatabasesAreNotInTheWay() {
        try (Glassbox glassbox = start("rdb-key-save-delay", "1000");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "2000");
            client.command("BACKUP", "START");
            client.command("FLUSHALL");
            client.command("SET", "a", "1");
            client.command("CONFIG", "SET", "rdb-key-save-delay", "0");
            awaitState(client, "incrementing");
            client.command("BACKUP", "SEAL");
            try (Glassbox other =
                            restored("preload-file", "aof:" + files(client).getLast());
                    RespClient there = RespClient.connect(other.port())) {
                assertEquals(Reply.whole(1), there.command("DBSIZE"));
            }
        }
    }

    private static String info(RespClient client, String field) {
        return BackgroundSaveTest.info(client, field);
    }
}
