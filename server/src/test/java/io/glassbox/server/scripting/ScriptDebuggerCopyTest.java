package io.glassbox.server.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.process.ThreadEnd;
import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that are debugged as {@code redis-cli --ldb} does it: in a copy of the data, while the server goes on. */
final class ScriptDebuggerCopyTest {
    private static final String SCRIPT = """
            local before = redis.call('get', KEYS[1])
            redis.call('set', KEYS[1], ARGV[1])
            return {before, redis.call('get', KEYS[1])}""";

    private static final String ENDLESS = "local i = 0\nwhile true do i = i + 1 end";

    /** Makes a snapshot with a key take longer than any test. */
    private static final String FOREVER_MICROS = "100000000";

    @TempDir
    private Path directory;

    private Glassbox server;
    private RespClient other;

    @BeforeEach
    void start() {
        server = Glassbox.builder().set("dir", directory.toString()).start();
        other = RespClient.connect(server.port());
        other.command("SET", "k", "old");
    }

    @AfterEach
    void stop() {
        other.close();
        server.close();
    }

    private RespClient debugger() {
        RespClient client = RespClient.connect(server.port());
        assertEquals(Reply.ok(), client.command("SCRIPT", "DEBUG", "YES"));
        return client;
    }

    private static void begin(RespClient client, String script) {
        expect(
                say(client, "EVAL", script, "1", "k", "new"),
                "* Stopped at 1, stop reason = step over",
                "-> 1   " + script.lines().findFirst().orElse(""));
    }

    private static List<String> say(RespClient client, String... words) {
        return lines(client.command(words));
    }

    private static List<String> lines(Reply reply) {
        return reply.elements().stream().map(Reply::text).toList();
    }

    private static void expect(List<String> said, String... lines) {
        assertEquals(List.of(lines), said);
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("glassbox-debugged-script"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whatTheScriptWritesNobodyElseSees() throws IOException {
        try (RespClient client = debugger()) {
            begin(client, SCRIPT);
            expect(
                    say(client, "s"),
                    "<redis> get k",
                    "<reply> \"old\"",
                    "* Stopped at 2, stop reason = step over",
                    "-> 2   redis.call('set', KEYS[1], ARGV[1])");
            expect(
                    say(client, "s"),
                    "<redis> set k new",
                    "<reply> \"+OK\"",
                    "* Stopped at 3, stop reason = step over",
                    "-> 3   return {before, redis.call('get', KEYS[1])}");
            expect(say(client, "r", "get", "k"), "<redis> get k", "<reply> \"new\"");
            assertEquals("old", other.command("GET", "k").text());
            expect(say(client, "c"), "<endsession>");
            expect(lines(client.read()), "old", "new");
            assertEquals("", client.readToEnd());
        }
        assertEquals("old", other.command("GET", "k").text());
        assertEquals(List.of(), files());
    }

    @Test
    void othersAreServedMeanwhileAndTheScriptDoesNotSeeIt() {
        try (RespClient client = debugger()) {
            begin(client, SCRIPT);
            assertEquals(Reply.ok(), other.command("SET", "k", "newer"));
            assertEquals(Reply.whole(1), other.command("EVAL", "return 1", "0"));
            expect(say(client, "r", "get", "k"), "<redis> get k", "<reply> \"old\"");
            expect(say(client, "abort"), "<endsession>");
            assertTrue(client.read().text().startsWith("ERR script aborted for user request script: "));
            assertEquals("", client.readToEnd());
        }
        assertEquals("newer", other.command("GET", "k").text());
    }

    @Test
    void everySessionHasACopyOfItsOwn() {
        try (RespClient one = debugger();
                RespClient two = debugger()) {
            begin(one, SCRIPT);
            say(one, "r", "set", "k", "of one");
            begin(two, SCRIPT);
            expect(say(two, "r", "get", "k"), "<redis> get k", "<reply> \"old\"");
            say(two, "r", "set", "k", "of two");
            expect(say(one, "r", "get", "k"), "<redis> get k", "<reply> \"of one\"");
            expect(say(two, "c"), "<endsession>");
            expect(say(one, "c"), "<endsession>");
        }
    }

    @Test
    void wordsThatComeBeforeTheyAreAskedForAreHeardInTheirOrder() {
        try (RespClient client = debugger()) {
            client.send("EVAL", SCRIPT, "1", "k", "new")
                    .send("s")
                    .send("p", "before")
                    .send("c");
            List<Reply> said = client.read(5);
            expect(lines(said.get(2)), "<value> \"old\"");
            expect(lines(said.get(3)), "<endsession>");
            expect(lines(said.get(4)), "old", "new");
            assertEquals("", client.readToEnd());
        }
    }

    @Test
    void aClientThatLeavesEndsItsScript() {
        try (RespClient client = debugger()) {
            begin(client, ENDLESS);
            client.send("c");
        }
        threads().forEach(ThreadEnd::await);
        assertEquals(Reply.whole(1), other.command("EXISTS", "k"));
    }

    @Test
    void aClientThatIsKilledEndsItsScript() {
        try (RespClient client = debugger()) {
            String id = client.command("CLIENT", "ID").text();
            begin(client, ENDLESS);
            assertEquals(Reply.whole(1), other.command("CLIENT", "KILL", "ID", id));
            assertEquals("", client.readToEnd());
        }
        threads().forEach(ThreadEnd::await);
    }

    @Test
    void nothingIsLeftOfSessionsWhenTheServerEnds() {
        try (RespClient waiting = debugger();
                RespClient running = debugger()) {
            begin(waiting, SCRIPT);
            begin(running, ENDLESS);
            running.send("c");
            server.close();
            assertEquals("", waiting.readToEnd());
        }
        assertEquals(List.of(), threads().toList());
    }

    @Test
    void theScriptMayDoWhatItsCallerMay() {
        other.command("ACL", "SETUSER", "someone", "on", ">pw", "~k*", "+@all", "-flushall", "(%R~read:* +get)");
        other.command("SET", "read:1", "r");
        try (RespClient client = RespClient.connect(server.port())) {
            client.command("AUTH", "someone", "pw");
            client.command("SCRIPT", "DEBUG", "YES");
            begin(client, SCRIPT);
            expect(say(client, "r", "get", "read:1"), "<redis> get read:1", "<reply> \"r\"");
            expect(
                    say(client, "r", "get", "x"),
                    "<redis> get x",
                    "<error> The user executing the script can't access at least one of the keys mentioned in the command"
                            + " arguments");
            expect(
                    say(client, "r", "flushall"),
                    "<redis> flushall",
                    "<error> The user executing the script can't run this command or subcommand");
        }
    }

    @Test
    void theCopyIsKeptAsTheDataIs() {
        other.command("CONFIG", "SET", "hash-max-listpack-entries", "1", "maxmemory-policy", "allkeys-lfu");
        other.command("HSET", "h", "f", "v", "g", "w");
        other.command("SELECT", "3");
        other.command("SET", "k", "in 3");
        try (RespClient client = RespClient.connect(server.port())) {
            client.command("HELLO", "3");
            client.command("SELECT", "3");
            client.command("SCRIPT", "DEBUG", "YES");
            begin(client, SCRIPT);
            expect(say(client, "r", "get", "k"), "<redis> get k", "<reply> \"in 3\"");
            say(client, "r", "select", "0");
            expect(say(client, "r", "object", "encoding", "h"), "<redis> object encoding h", "<reply> \"hashtable\"");
            assertTrue(say(client, "r", "object", "freq", "h").get(1).startsWith("<reply> "));
        }
    }

    @Test
    void aSnapshotThatIsBeingTakenIsWaitedFor() throws IOException {
        other.command("CONFIG", "SET", "rdb-key-save-delay", FOREVER_MICROS);
        assertEquals("Background saving started", other.command("BGSAVE").text());
        try (RespClient client = debugger()) {
            client.send("EVAL", SCRIPT, "1", "k", "new");
            awaitBlocked();
            assertEquals(Reply.whole(1), other.command("EXISTS", "k"));
            // It ends with the data that it is of.
            other.command("FLUSHALL");
            assertEquals(
                    "* Stopped at 1, stop reason = step over",
                    lines(client.read()).getFirst());
            expect(say(client, "r", "get", "k"), "<redis> get k", "<reply> NULL");
        }
        assertEquals(List.of(), files());
    }

    @Test
    void aCopyThatIsBeingMadeIsMadeAnewWhenAllDataIsDeleted() {
        other.command("CONFIG", "SET", "rdb-key-save-delay", FOREVER_MICROS);
        try (RespClient client = debugger()) {
            client.send("EVAL", SCRIPT, "1", "k", "new");
            awaitBlocked();
            other.command("CONFIG", "SET", "rdb-key-save-delay", "0");
            other.command("FLUSHALL");
            assertEquals(
                    "* Stopped at 1, stop reason = step over",
                    lines(client.read()).getFirst());
            expect(say(client, "r", "get", "k"), "<redis> get k", "<reply> NULL");
        }
    }

    @Test
    void aCopyThatNobodyWantsAnyMoreIsLeft() throws IOException {
        other.command("CONFIG", "SET", "rdb-key-save-delay", FOREVER_MICROS);
        try (RespClient client = debugger()) {
            client.send("EVAL", SCRIPT, "1", "k", "new");
            awaitBlocked();
            assertEquals("Background saving started", other.command("BGSAVE").text());
            other.command("CONFIG", "SET", "rdb-key-save-delay", "0");
        }
        Eventually.until("saved", () -> Files.exists(directory.resolve("dump.rdb")));
        assertEquals(List.of("dump.rdb"), files());
    }

    @Test
    void theServerCanEndWhileACopyIsMade() throws IOException {
        other.command("CONFIG", "SET", "rdb-key-save-delay", FOREVER_MICROS);
        try (RespClient client = debugger()) {
            client.send("EVAL", SCRIPT, "1", "k", "new");
            awaitBlocked();
            server.close();
            assertEquals("", client.readToEnd());
        }
        assertEquals(List.of(), files());
    }

    private void awaitBlocked() {
        Eventually.until(
                "blocked", () -> other.command("INFO", "clients").text().contains("blocked_clients:1"));
    }

    @Test
    void withoutACopyTheClientIsToldWhy() throws IOException {
        Files.delete(directory);
        try (RespClient client = debugger()) {
            assertEquals(
                    "ERR No copy of the data could be made to debug the script in: No such file or directory",
                    client.command("EVAL", SCRIPT, "1", "k", "new").text());
            expect(lines(client.command("EVAL", SCRIPT, "1", "k", "new")), "old", "new");
        }
        Files.createDirectory(directory);
    }

    @Test
    void withinATransactionNothingIsDebugged() {
        try (RespClient client = debugger()) {
            client.command("MULTI");
            client.command("EVAL", "return 1", "0");
            expect(lines(client.command("EXEC")), "ERR Scripts are not debugged within transactions");
            assertEquals(Reply.whole(1), client.command("EVAL", "return 1", "0"));
        }
    }

    @Test
    void whatIsNoTalkEndsTheSession() {
        try (RespClient client = debugger()) {
            begin(client, SCRIPT);
            client.sendRaw("nonsense\r\n");
            expect(lines(client.read()), "<endsession>");
            assertTrue(client.read().text().startsWith("ERR protocol error"));
            assertEquals("", client.readToEnd());
        }
    }

    @Test
    void theMemoryOfTheServerIsAsItWas() {
        long before = server.usedBytes();
        try (RespClient client = debugger()) {
            begin(client, SCRIPT);
            expect(say(client, "c"), "<endsession>");
            client.read();
            assertEquals("", client.readToEnd());
        }
        assertEquals(before, server.usedBytes());
    }
}
