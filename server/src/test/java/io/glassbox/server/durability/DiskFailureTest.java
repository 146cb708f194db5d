package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever operation on the disk fails while the data is saved or the append-only file rewritten: nothing is lost by it. */
final class DiskFailureTest {
    @TempDir
    private Path directory;

    private final FailingFiles files = new FailingFiles();

    private Glassbox start(Path where, String... further) {
        return Servers.over(where, Map.of(), further).files(files).start();
    }

    @Test
    void aRewriteMayFailAtAnyPoint() throws IOException {
        expectAllPointsCovered((point, lasts) -> rewriteFails(point, lasts, "yes"));
    }

    @Test
    void soMayTheRewriteThatTurnsTheFileOn() throws IOException {
        expectAllPointsCovered((point, lasts) -> rewriteFails(point, lasts, "no"));
    }

    @Test
    void aSaveMayFailAtAnyPoint() throws IOException {
        expectAllPointsCovered(this::saveFails);
    }

    @Test
    void aBackupMayFailAtAnyPoint() throws IOException {
        expectAllPointsCovered((point, lasts) -> backupFails(point, lasts, "yes"));
    }

    @Test
    void soMayTheBackupOfAServerWithoutAppendOnlyFile() throws IOException {
        expectAllPointsCovered((point, lasts) -> backupFails(point, lasts, "no"));
    }

    private boolean backupFails(int point, boolean lasts, String appendonly) throws IOException {
        Path where = Files.createTempDirectory(directory, "backup");
        String what = "at " + point + (lasts ? " and from there on" : "");
        boolean isHit;
        try (Glassbox glassbox = start(where, "appendonly", appendonly, "auto-aof-rewrite-percentage", "0");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "100");
            files.failAt(point, lasts);
            client.command("BACKUP", "START");
            Eventually.until(
                    "the base is there or not",
                    () -> List.of("incrementing", "failed", "idle").contains(BackupTest.status(client, "state")));
            client.command("SET", "during", "1");
            long keys = client.command("DBSIZE").number();
            boolean isSealed = client.command("BACKUP", "SEAL").equals(Reply.ok());
            isHit = files.mend();
            if (isSealed) {
                expectRestored(client, keys, what);
            }
            Eventually.until(
                    "writes go on", () -> client.command("SET", "after", "1").equals(Reply.ok()));
            if (BackupTest.status(client, "state").equals("incrementing")) {
                assertEquals(Reply.ok(), client.command("BACKUP", "SEAL"), what);
                expectRestored(client, keys + 1, what);
            }
            Eventually.until(
                    "it is cleaned up",
                    () -> client.command("BACKUP", "CLEANUP").equals(Reply.ok()));
        }
        try (var left = Files.list(where.resolve("backupdir"))) {
            assertEquals(List.of(), left.toList(), what);
        } catch (NoSuchFileException nothing) {
            assertEquals(1, point, what);
        }
        return isHit;
    }

    private void expectRestored(RespClient client, long keys, String what) throws IOException {
        Path elsewhere = Files.createTempDirectory(directory, "restored");
        String manifest = client.command("BACKUP", "LIST").elements().getLast().text();
        try (Glassbox restored = start(elsewhere, "preload-file", "aof:" + manifest);
                RespClient there = RespClient.connect(restored.port())) {
            assertEquals(Reply.whole(keys), there.command("DBSIZE"), what);
        }
    }

    /** Something that runs with a failure at a point; whether it came to that point. */
    private interface Attempt {
        boolean run(int point, boolean lasts) throws IOException;
    }

    private static void expectAllPointsCovered(Attempt attempt) throws IOException {
        for (boolean lasts : new boolean[] {false, true}) {
            int point = 1;
            while (attempt.run(point, lasts)) {
                point++;
            }
            assertTrue(point > 5, "only " + point + " points");
        }
    }

    private boolean rewriteFails(int point, boolean lasts, String isOnBefore) throws IOException {
        Path where = Files.createTempDirectory(directory, "aof");
        String what = "at " + point + (lasts ? " and from there on" : "");
        Reply digest;
        boolean isHit;
        try (Glassbox glassbox = start(where, "appendonly", isOnBefore);
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "100");
            client.command("SET", "before", "1");
            files.failAt(point, lasts);
            if (isOnBefore.equals("yes")) {
                client.command("BGREWRITEAOF");
            } else {
                client.command("CONFIG", "SET", "appendonly", "yes");
            }
            client.command("SET", "during", "2");
            Eventually.until(
                    "the rewrite is over",
                    () -> info(client, "aof_rewrite_in_progress").equals("0"));
            isHit = files.mend();
            if (info(client, "aof_enabled").equals("0")) {
                assertEquals(Reply.ok(), client.command("CONFIG", "SET", "appendonly", "yes"), what);
            }
            Eventually.until(
                    "writes go on", () -> client.command("SET", "after", "3").equals(Reply.ok()));
            Servers.awaitRewritten(client);
            digest = client.command("DEBUG", "DIGEST");
        }
        expectAfterRestart(where, digest, what);
        return isHit;
    }

    private void expectAfterRestart(Path where, Reply digest, String what) {
        try (Glassbox glassbox = start(where, "appendonly", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(digest, client.command("DEBUG", "DIGEST"), what);
            client.command("BGREWRITEAOF");
            Servers.awaitRewritten(client);
            assertEquals("ok", info(client, "aof_last_bgrewrite_status"), what);
        }
    }

    private boolean saveFails(int point, boolean lasts) throws IOException {
        Path where = Files.createTempDirectory(directory, "rdb");
        Reply expected;
        Reply after;
        boolean isHit;
        try (Glassbox glassbox = start(where);
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "100");
            client.command("SAVE");
            Reply before = client.command("DEBUG", "DIGEST");
            client.command("SET", "further", "1");
            files.failAt(point, lasts);
            client.command("BGSAVE");
            Eventually.until(
                    "the save is over",
                    () -> info(client, "rdb_bgsave_in_progress").equals("0"));
            isHit = files.mend();
            after = client.command("DEBUG", "DIGEST");
            expected = info(client, "rdb_last_bgsave_status").equals("ok") ? after : before;
        }
        try (Glassbox glassbox = start(where);
                RespClient client = RespClient.connect(glassbox.port())) {
            Reply found = client.command("DEBUG", "DIGEST");
            // What has its name but whose directory could not be forced counts as not saved, and is there all the same.
            assertTrue(found.equals(expected) || found.equals(after), "at " + point);
        }
        return isHit;
    }

    private static String info(RespClient client, String field) {
        return BackgroundSaveTest.info(client, field);
    }
}
