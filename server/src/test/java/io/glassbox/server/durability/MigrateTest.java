package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys go from one server to another one in the same JVM. */
final class MigrateTest {
    private static final Reply NO_KEY = Reply.simple("NOKEY");
    private static final String SERVED_WITHIN = "20000";

    @TempDir
    private Path directory;

    private Glassbox source;
    private Glassbox target;
    private RespClient here;
    private RespClient there;

    @BeforeEach
    void start() {
        source = Glassbox.builder()
                .set("dir", directory.toString())
                .set("appendonly", "yes")
                .set("notify-keyspace-events", "KEA")
                .set("slowlog-log-slower-than", "0")
                .start();
        target = Glassbox.start();
        here = RespClient.connect(source.port());
        there = RespClient.connect(target.port());
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        source.close();
        target.close();
    }

    private Reply migrate(String key, String... options) {
        return migrateTo(target.port(), key, options);
    }

    private Reply migrateTo(int port, String key, String... options) {
        List<String> words =
                new ArrayList<>(List.of("MIGRATE", "127.0.0.1", Integer.toString(port), key, "0", SERVED_WITHIN));
        words.addAll(List.of(options));
        return here.command(words.toArray(String[]::new));
    }

    private String appended() throws IOException {
        here.command("CONFIG", "SET", "appendonly", "no");
        StringBuilder file = new StringBuilder();
        try (var files = Files.list(directory.resolve("appendonlydir"))) {
            for (Path path :
                    files.filter(name -> name.toString().contains(".incr.")).toList()) {
                file.append(Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return file.toString();
    }

    @Test
    void aKeyGoesWithItsTime() {
        here.command("SET", "key", "value", "PX", "5000000");
        assertEquals(Reply.ok(), migrate("key"));
        assertEquals(Reply.whole(0), here.command("EXISTS", "key"));
        assertEquals(Reply.bulk("value"), there.command("GET", "key"));
        long left = there.command("PTTL", "key").number();
        assertTrue(left > 4_000_000 && left <= 5_000_000, left + " ms");
    }

    @Test
    void aCopyLeavesTheKeyHere() throws IOException {
        here.command("SET", "key", "value");
        assertEquals(Reply.ok(), migrate("key", "COPY"));
        assertEquals(Reply.bulk("value"), here.command("GET", "key"));
        assertEquals(Reply.bulk("value"), there.command("GET", "key"));
        assertFalse(appended().contains("DEL"));
    }

    @Test
    void whatIsThereAlreadyIsReplacedOnlyIfAskedFor() {
        here.command("SET", "key", "new");
        there.command("SET", "key", "old");
        assertEquals(
                Reply.error("ERR Target instance replied with error: BUSYKEY Target key name already exists."),
                migrate("key"));
        assertEquals(Reply.bulk("old"), there.command("GET", "key"));
        assertEquals(Reply.bulk("new"), here.command("GET", "key"));
        assertEquals(Reply.ok(), migrate("key", "REPLACE"));
        assertEquals(Reply.bulk("new"), there.command("GET", "key"));
    }

    @Test
    void onlyKeysThatTheTargetHasTakenAreDeleted() throws IOException {
        here.command("MSET", "a", "1", "b", "2", "c", "3");
        there.command("SET", "b", "busy");
        assertTrue(migrate("", "KEYS", "a", "none", "b", "c").toString().contains("BUSYKEY"));
        assertEquals(Reply.bulks("b"), here.command("KEYS", "*"));
        assertEquals(Reply.whole(3), there.command("DBSIZE"));
        String file = appended();
        assertTrue(file.endsWith("*3\r\n$3\r\nDEL\r\n$1\r\na\r\n$1\r\nc\r\n"), file);
        assertFalse(file.contains("MIGRATE"));
    }

    @Test
    void keysThatDoNotExistAreNotMissed() {
        assertEquals(NO_KEY, migrate("none"));
        assertEquals(NO_KEY, migrate("", "KEYS", "none", "nor this"));
        assertEquals(NO_KEY, migrate("", "KEYS"));
        assertEquals(NO_KEY, migrateTo(1, "none"));
    }

    @Test
    void aKeyThatIsNamedTwiceGoesOnce() throws IOException {
        here.command("SET", "key", "value");
        assertEquals(Reply.ok(), migrate("", "REPLACE", "KEYS", "key", "key"));
        assertEquals(Reply.bulk("value"), there.command("GET", "key"));
        assertTrue(appended().endsWith("*2\r\n$3\r\nDEL\r\n$3\r\nkey\r\n"));
    }

    @Test
    void theDatabaseThereIsSelectedWheneverItIsAnother() {
        for (String database : new String[] {"9", "9", "0", "3"}) {
            here.command("SET", "key", database);
            assertEquals(
                    Reply.ok(),
                    here.command(
                            "MIGRATE",
                            "localhost",
                            Integer.toString(target.port()),
                            "key",
                            database,
                            SERVED_WITHIN,
                            "REPLACE"));
            there.command("SELECT", database);
            assertEquals(Reply.bulk(database), there.command("GET", "key"));
        }
        here.command("SET", "key", "value");
        assertEquals(
                Reply.error("ERR Target instance replied with error: ERR DB index is out of range"),
                here.command("MIGRATE", "localhost", Integer.toString(target.port()), "key", "99", SERVED_WITHIN));
        assertEquals(Reply.ok(), migrate("key", "REPLACE"));
    }

    @Test
    void aDeletionIsSeenByWhoeverWatches() {
        here.command("SET", "key", "value");
        try (RespClient watcher = RespClient.connect(source.port());
                RespClient subscriber = RespClient.connect(source.port())) {
            watcher.command("WATCH", "key");
            subscriber.command("SUBSCRIBE", "__keyevent@0__:del");
            assertEquals(Reply.ok(), migrate("key"));
            assertEquals(Reply.bulks("message", "__keyevent@0__:del", "key"), subscriber.read());
            watcher.command("MULTI");
            watcher.command("PING");
            assertTrue(watcher.command("EXEC").isNil());
        }
    }

    @Test
    void whoWaitsForAGroupIsToldThatItIsGone() {
        here.command("XGROUP", "CREATE", "stream", "group", "$", "MKSTREAM");
        try (RespClient reader = RespClient.connect(source.port())) {
            reader.send("XREADGROUP", "GROUP", "group", "me", "BLOCK", "0", "STREAMS", "stream", ">");
            while (!here.command("INFO", "clients").text().contains("blocked_clients:1")) {
                Thread.onSpinWait();
            }
            assertEquals(Reply.ok(), migrate("stream"));
            assertTrue(reader.read().isError());
        }
    }

    @Test
    void itIsPartOfATransactionAndOfAScript() throws IOException {
        here.command("SET", "a", "1");
        here.command("SET", "b", "2");
        here.command("MULTI");
        migrate("a");
        here.command("EXISTS", "a");
        assertEquals(Reply.array(Reply.ok(), Reply.whole(0)), here.command("EXEC"));
        String script = "return redis.call('MIGRATE', '127.0.0.1', ARGV[1], KEYS[1], 0, 20000)";
        assertEquals(Reply.ok(), here.command("EVAL", script, "1", "b", Integer.toString(target.port())));
        assertEquals(Reply.whole(2), there.command("DBSIZE"));
        String file = appended();
        assertTrue(file.endsWith("*2\r\n$3\r\nDEL\r\n$1\r\na\r\n*2\r\n$3\r\nDEL\r\n$1\r\nb\r\n"), file);
    }

    @Test
    void aServerCannotGiveKeysToItself() {
        here.command("SET", "key", "value");
        String own = Integer.toString(source.port());
        assertEquals(
                Reply.error("IOERR error or timeout reading to target instance"),
                here.command("MIGRATE", "127.0.0.1", own, "key", "1", "50"));
        assertEquals(Reply.bulk("value"), here.command("GET", "key"));
        here.command("SET", "large", "x".repeat(30_000_000));
        here.command("CONFIG", "SET", "rdbcompression", "no");
        assertEquals(
                Reply.error("IOERR error or timeout writing to target instance"),
                here.command("MIGRATE", "127.0.0.1", own, "large", "1", "50"));
        assertEquals(Reply.whole(30_000_000), here.command("STRLEN", "large"));
    }

    @Test
    void aConnectionThatTheTargetHasClosedIsReplaced() {
        here.command("MSET", "a", "1", "b", "2");
        assertEquals(Reply.ok(), migrate("a"));
        there.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        assertEquals(Reply.ok(), migrate("b"));
        assertEquals(Reply.bulk("2"), there.command("GET", "b"));
        assertTrue(here.command("INFO", "stats").text().contains("migrate_cached_sockets:1\r\n"));
    }

    @Test
    void passwordsAreSentAndNeverShown() {
        there.command("ACL", "SETUSER", "mover", "on", ">secret2", "+@all", "~*");
        there.command("CONFIG", "SET", "requirepass", "secret1");
        here.command("MSET", "a", "1", "b", "2", "c", "3");
        try (RespClient monitor = RespClient.connect(source.port())) {
            monitor.command("MONITOR");
            assertEquals(
                    Reply.error("ERR Target instance replied with error: NOAUTH Authentication required."),
                    migrate("a"));
            assertEquals(Reply.ok(), migrate("a", "AUTH", "secret1"));
            assertEquals(Reply.ok(), migrate("b", "AUTH2", "mover", "secret2"));
            assertTrue(migrate("c", "AUTH", "secret3").toString().contains("replied with error: WRONGPASS"));
            assertTrue(migrate("c").toString().contains("replied with error: NOAUTH"));
            assertEquals(Reply.bulks("c"), here.command("KEYS", "*"));
            here.command("ECHO", "over");
            String seen = here.command("SLOWLOG", "GET", "-1").toString();
            for (Reply line = monitor.read(); !line.toString().contains("over"); line = monitor.read()) {
                seen += line;
            }
            assertTrue(seen.contains("AUTH2") && seen.contains("(redacted)"), seen);
            assertFalse(seen.contains("secret") || seen.contains("mover"), seen);
        }
    }

    @Test
    void manyKeysGoAtOnce() {
        List<String> options = new ArrayList<>(List.of("KEYS"));
        for (int i = 0; i < 20_000; i++) {
            options.add("key:" + i);
            here.send("SET", "key:" + i, "value " + i);
        }
        here.read(20_000);
        assertEquals(Reply.ok(), migrate("", options.toArray(String[]::new)));
        assertEquals(Reply.whole(0), here.command("DBSIZE"));
        assertEquals(Reply.whole(20_000), there.command("DBSIZE"));
        assertEquals(Reply.bulk("value 19999"), there.command("GET", "key:19999"));
    }
}
