package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot that is taken while the data changes has the data of the moment at which it began. */
final class BackgroundSaveTest {
    private static final int KEYS = 1200;
    private static final int LARGE = 3000;
    private static final int LARGE_OF_EACH = 4;

    @TempDir
    private Path directory;

    private Glassbox start(String... further) {
        return Servers.over(directory, Map.of(), further).start();
    }

    @Test
    void theSnapshotHasTheMomentAtWhichItBegan() {
        Randomized.test(random -> {
            Map<String, Object> saved;
            // A delay that keeps the other thread behind, so that the engine meets entries that it has not copied yet.
            try (Glassbox glassbox = start("rdb-key-save-delay", "20");
                    RespClient client = RespClient.connect(glassbox.port())) {
                RandomData data = new RandomData(client, random);
                data.create("key:", Randomized.iterations(KEYS));
                saved = SnapshotExchangeTest.contents(client);
                assertEquals(Reply.simple("Background saving started"), client.command("BGSAVE"));
                data.change("key:", Randomized.iterations(KEYS));
                awaitSaved(client);
                assertEquals("ok", info(client, "rdb_last_bgsave_status"));
            }
            try (Glassbox glassbox = start();
                    RespClient client = RespClient.connect(glassbox.port())) {
                assertEquals(saved, SnapshotExchangeTest.contents(client));
            }
        });
    }

    @Test
    void largeValuesAreSavedAsTheyWereWhateverChangesThemMeanwhile() {
        Map<String, Object> saved;
        try (Glassbox glassbox = start("rdb-key-save-delay", "3000");
                RespClient client = RespClient.connect(glassbox.port())) {
            for (int i = 0; i < LARGE_OF_EACH; i++) {
                createLarge(client, i);
            }
            saved = SnapshotExchangeTest.contents(client);
            client.command("BGSAVE");
            for (int i = 0; i < LARGE_OF_EACH; i++) {
                changeLarge(client, i);
            }
            awaitSaved(client);
            assertEquals("ok", info(client, "rdb_last_bgsave_status"));
            assertEquals(Reply.whole(LARGE + 1), client.command("LLEN", "list0"));
            assertEquals(Reply.whole(0), client.command("EXISTS", "set1", "hash1", "zset1"));
        }
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(saved, SnapshotExchangeTest.contents(client));
        }
    }

    @Test
    void flushAllTakesBackWhatIsLent() {
        try (Glassbox glassbox = start("rdb-key-save-delay", "20000");
                RespClient client = RespClient.connect(glassbox.port())) {
            for (int i = 0; i < LARGE_OF_EACH; i++) {
                createLarge(client, i);
            }
            client.command("BGSAVE");
            client.command("FLUSHALL");
            createLarge(client, 0);
            client.command("CONFIG", "SET", "rdb-key-save-delay", "0");
            client.command("BGSAVE");
            awaitSaved(client);
            assertEquals("ok", info(client, "rdb_last_bgsave_status"));
        }
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(Reply.whole(5), client.command("DBSIZE"));
        }
    }

    private static void createLarge(RespClient client, int number) {
        List<String[]> commands = new ArrayList<>();
        for (int i = 0; i < LARGE; i++) {
            String element = "element:" + i;
            commands.add(new String[] {"RPUSH", "list" + number, element});
            commands.add(new String[] {"SADD", "set" + number, element});
            commands.add(new String[] {"HSET", "hash" + number, element, "value"});
            commands.add(new String[] {"ZADD", "zset" + number, String.valueOf(i), element});
            commands.add(new String[] {"XADD", "stream" + number, i + 1 + "-1", "field", element});
        }
        client.pipeline(commands.toArray(String[][]::new));
    }

    /** By commands of their own, by such in a transaction, by an expiry, by a rename, by a deletion. */
    private static void changeLarge(RespClient client, int number) {
        switch (number) {
            case 0 -> {
                client.command("RPUSH", "list0", "more");
                client.command("SADD", "set0", "more");
                client.command("HSET", "hash0", "more", "value");
                client.command("ZADD", "zset0", "1", "more");
                client.command("XADD", "stream0", "*", "field", "more");
            }
            case 1 -> {
                client.command("MULTI");
                client.command("LSET", "list1", "0", "other");
                client.command("DEL", "set1", "hash1", "zset1");
                client.command("XTRIM", "stream1", "MAXLEN", "3");
                client.command("EXEC");
            }
            case 2 -> {
                client.command("PEXPIRE", "list2", "1");
                client.command("HPEXPIRE", "hash2", "1", "FIELDS", "1", "element:7");
                client.command("SMOVE", "set2", "set0", "element:1");
                client.command("RENAME", "zset2", "zset3");
                client.command("COPY", "stream2", "stream3", "REPLACE");
            }
            default -> client.command("ZUNIONSTORE", "zset0", "2", "zset0", "zset1");
        }
    }

    @Test
    void savesThatFollowOneAnotherAreAllComplete() {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            for (int i = 0; i < 5; i++) {
                client.command("DEBUG", "POPULATE", "500", "round" + i);
                client.command("BGSAVE");
                client.command("DEBUG", "POPULATE", "100", "during" + i);
                awaitSaved(client);
            }
            client.command("BGSAVE");
            awaitSaved(client);
            assertEquals("0", info(client, "rdb_changes_since_last_save"));
        }
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(Reply.whole(3000), client.command("DBSIZE"));
        }
    }

    @Test
    void flushAllLeavesTheSaveAndTheNextOneBegins() {
        try (Glassbox glassbox = start("rdb-key-save-delay", "1000");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "5000");
            client.command("BGSAVE");
            assertTrue(client.command("BGSAVE").isError());
            client.command("FLUSHALL");
            assertEquals("0", info(client, "rdb_bgsave_in_progress"));
            client.command("CONFIG", "SET", "rdb-key-save-delay", "0");
            client.command("SET", "key", "value");
            client.command("BGSAVE");
            awaitSaved(client);
            assertTrue(Files.exists(directory.resolve("dump.rdb")));
        }
    }

    @Test
    void aServerThatStopsLeavesNothingOfASave() throws Exception {
        try (Glassbox glassbox = start("rdb-key-save-delay", "10000");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "5000");
            client.command("BGSAVE");
        }
        try (var entries = Files.list(directory)) {
            assertEquals(0, entries.count());
        }
    }

    @Test
    void whatCannotBeSavedIsSaid() throws Exception {
        try (Glassbox glassbox = start("enable-protected-configs", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "key", "value");
            client.command("CONFIG", "SET", "save", "3600 1", "dbfilename", "taken");
            Files.createDirectories(directory.resolve("taken/full"));
            client.command("BGSAVE");
            awaitSaved(client);
            assertEquals("err", info(client, "rdb_last_bgsave_status"));
            assertTrue(client.command("SET", "key", "other").errorText().startsWith("MISCONF "));
            assertEquals(Reply.bulk("value"), client.command("GET", "key"));
            client.command("CONFIG", "SET", "dbfilename", "free");
            client.command("BGSAVE");
            awaitSaved(client);
            assertEquals(Reply.ok(), client.command("SET", "key", "other"));
        }
    }

    @Test
    void whoAsksForASaveIsToldOfItsFailureAndWritesGoOn() throws Exception {
        try (Glassbox glassbox = start("enable-protected-configs", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("CONFIG", "SET", "save", "3600 1", "dbfilename", "taken");
            Files.createDirectories(directory.resolve("taken/full"));
            assertTrue(client.command("SAVE").isError());
            assertEquals("ok", info(client, "rdb_last_bgsave_status"));
            assertEquals(Reply.ok(), client.command("SET", "key", "value"));
            client.command("CONFIG", "SET", "save", "");
        }
    }

    private static void awaitSaved(RespClient client) {
        Eventually.until(
                "the save has ended",
                () -> info(client, "rdb_bgsave_in_progress").equals("0"));
    }

    static String info(RespClient client, String field) {
        for (String line : client.command("INFO", "persistence").text().split("\r\n")) {
            if (line.startsWith(field + ":")) {
                return line.substring(field.length() + 1);
            }
        }
        throw new AssertionError("INFO has no " + field);
    }
}
