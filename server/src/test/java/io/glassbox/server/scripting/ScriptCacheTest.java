package io.glassbox.server.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which scripts EVALSHA finds. */
final class ScriptCacheTest {
    private Glassbox server;
    private RespClient client;

    @BeforeEach
    void start() {
        server = Glassbox.start();
        client = RespClient.connect(server.port());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private String loaded(String script) {
        return client.command("SCRIPT", "LOAD", script).text();
    }

    private void evaluate(int from, int to) {
        for (int i = from; i < to; i++) {
            client.command("EVAL", "return " + i, "0");
        }
    }

    private String info(String name) {
        return client.command("INFO", "everything")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    @Test
    void whatWasEvaluatedIsFoundByItsSum() {
        client.command("EVAL", "return 'x'", "0");
        String sha = client.command("EVAL", "return redis.sha1hex(\"return 'x'\")", "0")
                .text();
        assertEquals(new Reply.Bulk("x"), client.command("EVALSHA", sha, "0"));
        assertEquals(new Reply.Bulk("return 'x'"), client.command("SCRIPT", "SHOW", sha));
    }

    @Test
    void scriptsOfTheSameLengthInTurnAreToldApart() {
        for (int i = 0; i < 3; i++) {
            assertEquals(new Reply.Bulk("one"), client.command("EVAL", "return 'one'", "0"));
            assertEquals(new Reply.Bulk("one"), client.command("EVAL", "return 'one'", "0"));
            assertEquals(new Reply.Bulk("two"), client.command("EVAL", "return 'two'", "0"));
            client.command("SCRIPT", "FLUSH");
        }
    }

    @Test
    void ofScriptsThatOnlyEvalBroughtTheLastFiveHundredStay() {
        String kept = loaded("return 'kept'");
        evaluate(0, 500);
        String first =
                client.command("EVAL", "return redis.sha1hex('return 0')", "0").text();
        assertEquals(
                new Reply.Failure("NOSCRIPT No matching script. Please use EVAL."),
                client.command("EVALSHA", first, "0"));
        assertEquals(new Reply.Bulk("kept"), client.command("EVALSHA", kept, "0"));
        assertEquals("501", info("number_of_cached_scripts"));
        assertEquals("1", info("evicted_scripts"));
    }

    @Test
    void oneThatIsUsedStays() {
        evaluate(0, 500);
        client.command("EVAL", "return 0", "0");
        evaluate(500, 600);
        String first =
                client.command("EVAL", "return redis.sha1hex('return 0')", "0").text();
        assertEquals(new Reply.Whole(0), client.command("EVALSHA", first, "0"));
    }

    @Test
    void oneThatIsLoadedAfterwardsStaysToo() {
        client.command("EVAL", "return 'x'", "0");
        String sha = loaded("return 'x'");
        evaluate(0, 600);
        assertEquals(new Reply.Bulk("x"), client.command("EVALSHA", sha, "0"));
    }

    @Test
    void aFlushForgetsAll() {
        String sha = loaded("return 1");
        assertEquals(Reply.ok(), client.command("SCRIPT", "FLUSH"));
        assertTrue(client.command("EVALSHA", sha, "0").text().startsWith("NOSCRIPT"));
        assertEquals("0", info("number_of_cached_scripts"));
        assertEquals("0", info("used_memory_scripts_eval"));
    }

    @Test
    void nothingIsLeftOfAScript() {
        work();
        long before = server.usedBytes();
        for (int i = 0; i < 100; i++) {
            work();
        }
        assertEquals(before, server.usedBytes(), () -> server.usedBytesByPlace().toString());
    }

    private void work() {
        client.command("EVAL", "return redis.call('set', KEYS[1], ARGV[1])", "1", "key", "v".repeat(10_000));
        client.command("EVAL", "return #redis.call('get', KEYS[1])", "1", "key");
        client.command("EVAL", "return redis.call('nosuch')", "0");
        client.command("FLUSHALL");
        client.command("SCRIPT", "FLUSH");
    }
}
