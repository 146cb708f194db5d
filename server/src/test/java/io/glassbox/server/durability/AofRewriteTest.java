package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.log.CapturingSink;
import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The append-only files are replaced while everything goes on, and nothing is lost. */
final class AofRewriteTest {
    private static final int KEYS = 400;
    private static final Reply STARTED = Reply.simple("Background append only file rewriting started");
    private static final Reply SCHEDULED = Reply.simple("Background append only file rewriting scheduled");

    /** So long for each key that nothing comes to an end by itself. */
    private static final String ENDLESS = "10000000";

    @TempDir
    private Path directory;

    private final CapturingSink log = new CapturingSink();

    private Glassbox start(String... further) {
        return Servers.over(directory, Map.of("appendonly", "yes"), further)
                .log(log)
                .start();
    }

    private Path file(String name) {
        return directory.resolve("appendonlydir").resolve(name);
    }

    private void expectFiles(String... names) throws IOException {
        StringBuilder expected = new StringBuilder();
        for (String name : names) {
            String kind = name.contains(".base.") ? "b" : "i";
            String sequence = name.substring("appendonly.aof.".length()).split("\\.", -1)[0];
            expected.append("file " + name + " seq " + sequence + " type " + kind + "\n");
            assertTrue(Files.exists(file(name)), name);
        }
        assertEquals(expected.toString(), Files.readString(file("appendonly.aof.manifest")));
    }

    private static void set(RespClient client, String name, String value) {
        assertEquals(Reply.ok(), client.command("CONFIG", "SET", name, value));
    }

    private static String info(RespClient client, String field) {
        return BackgroundSaveTest.info(client, field);
    }

    @Test
    void everythingIsThereAfterARewriteDuringWhichTheDataChanged() {
        Randomized.test(random -> rewriteWhileDataChanges(random, "yes"));
    }

    @Test
    void theSameWithABaseOfCommands() throws IOException {
        Randomized.test(random -> rewriteWhileDataChanges(random, "no"));
        try (var files = Files.list(file(""))) {
            assertTrue(files.anyMatch(path -> path.toString().endsWith(".base.aof")));
        }
    }

    @Test
    void aBaseOfCommandsBeginsWithItsTimeIfTimesAreNoted() throws IOException {
        try (Glassbox glassbox = start("aof-use-rdb-preamble", "no", "aof-timestamp-enabled", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "name", "value");
            assertEquals(STARTED, client.command("BGREWRITEAOF"));
            Servers.awaitRewritten(client);
            String base = Files.readString(file("appendonly.aof.2.base.aof"));
            assertTrue(base.matches("(?s)#TS:[0-9]+\r\n\\*2\r\n.*"), base);
            Reply digest = client.command("DEBUG", "DIGEST");
            client.command("DEBUG", "LOADAOF");
            assertEquals(digest, client.command("DEBUG", "DIGEST"));
        }
    }

    private void rewriteWhileDataChanges(SplittableRandom random, String preamble) {
        Reply before;
        try (Glassbox glassbox = start("rdb-key-save-delay", "20", "aof-use-rdb-preamble", preamble);
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("FLUSHALL");
            RandomData data = new RandomData(client, random);
            data.create("key:", Randomized.iterations(KEYS));
            for (int i = 0; i < 3; i++) {
                assertEquals(STARTED, client.command("BGREWRITEAOF"));
                data.change("key:", Randomized.iterations(KEYS));
                Servers.awaitRewritten(client);
                assertEquals("ok", info(client, "aof_last_bgrewrite_status"));
            }
            data.change("key:", KEYS);
            before = client.command("DEBUG", "DIGEST");
        }
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(before, client.command("DEBUG", "DIGEST"));
        }
    }

    @Test
    void aRewriteReplacesAllFilesByABaseAndAnIncrement() throws IOException {
        try (Glassbox glassbox = start("appendfsync", "always");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "a", "1");
            expectFiles("appendonly.aof.1.base.rdb", "appendonly.aof.1.incr.aof");
            client.command("BGREWRITEAOF");
            Servers.awaitRewritten(client);
            client.command("SET", "b", "2");
            expectFiles("appendonly.aof.2.base.rdb", "appendonly.aof.2.incr.aof");
            assertEquals("1", info(client, "aof_rewrites"));
            assertEquals(
                    Files.size(file("appendonly.aof.2.base.rdb")) + Files.size(file("appendonly.aof.2.incr.aof")),
                    Long.parseLong(info(client, "aof_current_size")));
        }
        try (var left = Files.list(file(""))) {
            assertEquals(3, left.count());
        }
    }

    @Test
    void saveAndRewriteWaitForEachOther() {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "a", "1");
            set(client, "rdb-key-save-delay", ENDLESS);
            client.command("BGSAVE");
            assertEquals(SCHEDULED, client.command("BGREWRITEAOF"));
            assertEquals("1", info(client, "aof_rewrite_scheduled"));
            client.command("FLUSHALL");
            Eventually.until("the rewrite began that was scheduled", () -> "1".equals(info(client, "aof_rewrites")));
            Servers.awaitRewritten(client);
            client.command("SET", "a", "1");
            assertEquals(STARTED, client.command("BGREWRITEAOF"));
            assertEquals(
                    "ERR Background append only file rewriting already in progress",
                    client.command("BGREWRITEAOF").errorText());
            assertTrue(client.command("BGSAVE").errorText().startsWith("ERR Another child process is active (AOF?)"));
            assertEquals(Reply.simple("Background saving scheduled"), client.command("BGSAVE", "SCHEDULE"));
            set(client, "appendonly", "no");
            Eventually.until(
                    "the save began that was scheduled", () -> "1".equals(info(client, "rdb_bgsave_in_progress")));
        }
        assertTrue(log.contains("Killing running AOF rewrite"));
    }

    @Test
    void inATransactionARewriteIsScheduled() throws IOException {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("MULTI");
            client.command("SET", "a", "1");
            client.command("BGREWRITEAOF");
            client.command("SET", "b", "1");
            assertEquals(Reply.array(Reply.ok(), SCHEDULED, Reply.ok()), client.command("EXEC"));
            Servers.awaitRewritten(client);
            Reply digest = client.command("DEBUG", "DIGEST");
            assertEquals(Reply.ok(), client.command("DEBUG", "LOADAOF"));
            assertEquals(digest, client.command("DEBUG", "DIGEST"));
            expectFiles("appendonly.aof.2.base.rdb", "appendonly.aof.2.incr.aof");
        }
    }

    @Test
    void whatIsDeletedAltogetherDuringARewriteIsRewrittenAgain() {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "1000", "key", "10000");
            set(client, "rdb-key-save-delay", ENDLESS);
            client.command("BGREWRITEAOF");
            client.command("COPY", "key:1", "copy", "DB", "1");
            set(client, "rdb-key-save-delay", "0");
            client.command("FLUSHDB");
            Servers.awaitRewritten(client);
            assertEquals("2", info(client, "aof_rewrites"));
            assertEquals("ok", info(client, "aof_last_bgrewrite_status"));
            client.command("DEBUG", "LOADAOF");
            assertEquals(Reply.whole(0), client.command("DBSIZE"));
            client.command("SELECT", "1");
            assertEquals(Reply.whole(1), client.command("DBSIZE"));
        }
    }

    @Test
    void aFileThatIsTurnedOnCountsFromItsFirstBaseOn() throws IOException {
        try (Glassbox glassbox = start("appendonly", "no", "save", "");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "before", "1");
            set(client, "rdb-key-save-delay", "200000");
            set(client, "appendonly", "yes");
            assertEquals("1", info(client, "aof_rewrite_in_progress"));
            client.command("SET", "during", "2");
            assertTrue(Files.exists(file("temp-appendonly.aof.incr")));
            assertFalse(Files.exists(file("appendonly.aof.manifest")));
            set(client, "rdb-key-save-delay", "0");
            Servers.awaitRewritten(client);
            client.command("SET", "after", "3");
            expectFiles("appendonly.aof.1.base.rdb", "appendonly.aof.1.incr.aof");
            assertFalse(Files.exists(file("temp-appendonly.aof.incr")));
        }
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(Reply.whole(3), client.command("DBSIZE"));
        }
    }

    @Test
    void aServerThatWritesItsFirstBaseStopsOnlyByForce() {
        try (Glassbox glassbox = start("appendonly", "no", "save", "", "rdb-key-save-delay", ENDLESS);
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "a", "1");
            set(client, "appendonly", "yes");
            assertTrue(client.command("SHUTDOWN").isError());
            set(client, "appendonly", "no");
            assertFalse(Files.exists(file("temp-appendonly.aof.incr")));
        }
    }

    @Test
    void withoutIncrementsTheyAreCountedAnewButNeverUseANameOfTheHistory() throws IOException {
        try (Glassbox glassbox = start("aof-disable-auto-gc", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "a", "1");
            set(client, "appendonly", "no");
            client.command("BGREWRITEAOF");
            Servers.awaitRewritten(client);
            set(client, "appendonly", "yes");
            Servers.awaitRewritten(client);
            client.command("SET", "b", "2");
            set(client, "aof-disable-auto-gc", "no");
            expectFiles("appendonly.aof.3.base.rdb", "appendonly.aof.2.incr.aof");
        }
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(Reply.whole(2), client.command("DBSIZE"));
        }
    }

    @Test
    void filesThatHaveGrownAreRewritten() {
        try (Glassbox glassbox = start("auto-aof-rewrite-min-size", "1000", "auto-aof-rewrite-percentage", "200");
                RespClient client = RespClient.connect(glassbox.port())) {
            for (int i = 0; i < 200; i++) {
                client.command("SET", "key", "a value of some length, again and again");
            }
            Eventually.until("a rewrite began by itself", () -> !"0".equals(info(client, "aof_rewrites")));
            Servers.awaitRewritten(client);
            assertEquals("ok", info(client, "aof_last_bgrewrite_status"));
        }
    }
}
