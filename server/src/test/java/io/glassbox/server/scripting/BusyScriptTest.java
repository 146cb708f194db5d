package io.glassbox.server.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** A script that does not end keeps nobody from ending it, whatever the transport. */
@ParameterizedClass(name = "{0} with {1} I/O threads")
@CsvSource({"epoll, 1", "epoll, 2", "nio, 1"})
final class BusyScriptTest {
    private static final String BUSY_SCRIPT =
            "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";
    private static final String BUSY_FUNCTION =
            "BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.";
    private static final String ENDLESS = """
            #!lua name=endless
            redis.register_function('endless', function() while true do end end)
            """;

    @Parameter(0)
    String transport = "";

    @Parameter(1)
    int ioThreads;

    private Glassbox server;
    private RespClient runner;
    private RespClient other;

    @BeforeEach
    void start() {
        server = Glassbox.builder()
                .set("io-transport", transport)
                .set("io-threads", Integer.toString(ioThreads))
                .set("busy-reply-threshold", "1")
                .start();
        runner = RespClient.connect(server.port());
        other = RespClient.connect(server.port());
    }

    @AfterEach
    void stop() {
        runner.close();
        other.close();
        server.close();
    }

    private void awaitBusy(String reply) {
        Eventually.until("the server is busy", () -> other.command("PING").equals(new Reply.Failure(reply)));
    }

    @Test
    void othersAreToldAndMayEndIt() {
        runner.send("EVAL", "while true do end", "0");
        awaitBusy(BUSY_SCRIPT);
        assertEquals(new Reply.Failure(BUSY_SCRIPT), other.command("FUNCTION", "KILL"));
        assertEquals(new Reply.Failure(BUSY_SCRIPT), other.command("FUNCTION", "STATS"));
        assertEquals(new Reply.Failure(BUSY_SCRIPT), other.command("SHUTDOWN"));
        assertEquals(Reply.ok(), other.command("SCRIPT", "KILL"));
        assertEquals(
                "ERR Script killed by user with SCRIPT KILL..."
                        + " script: 694a5fe1ddb97a4c6a1bf299d9537c7d3d0f84e7, on @user_script:1.",
                runner.read().text());
        assertEquals(new Reply.Simple("PONG"), other.command("PING"));
        assertEquals(new Reply.Simple("PONG"), runner.command("PING"));
    }

    @Test
    void noProtectedCallSavesIt() {
        runner.send("EVAL", "while true do pcall(function() while true do end end) end", "0");
        awaitBusy(BUSY_SCRIPT);
        assertEquals(Reply.ok(), other.command("SCRIPT", "KILL"));
        assertTrue(runner.read().text().startsWith("ERR Script killed by user"));
    }

    @Test
    void neitherDoesACoroutine() {
        runner.send("EVAL", "coroutine.wrap(function() while true do end end)()", "0");
        awaitBusy(BUSY_SCRIPT);
        assertEquals(Reply.ok(), other.command("SCRIPT", "KILL"));
        assertTrue(runner.read().text().startsWith("ERR Script killed by user"));
    }

    @Test
    void aFunctionIsEndedByItsOwnCommand() {
        runner.command("FUNCTION", "LOAD", ENDLESS);
        runner.send("FCALL", "endless", "0");
        awaitBusy(BUSY_FUNCTION);
        assertEquals(new Reply.Failure(BUSY_FUNCTION), other.command("SCRIPT", "KILL"));
        String statistics = other.command("FUNCTION", "STATS").toString();
        assertTrue(statistics.contains("endless") && statistics.contains("FCALL"), statistics);
        assertEquals(Reply.ok(), other.command("FUNCTION", "KILL"));
        assertEquals(
                "ERR Script killed by user with SCRIPT KILL... script: endless, on @user_function:2.",
                runner.read().text());
    }

    @Test
    void oneThatHasWrittenHasToComeToItsEnd() {
        runner.send("EVAL", "redis.call('set', 'x', 'y') for i = 1, 3e8 do end return 'end'", "0");
        awaitBusy(BUSY_SCRIPT);
        String refusal = other.command("SCRIPT", "KILL").text();
        assertTrue(refusal.startsWith("UNKILLABLE Sorry the script already executed write commands"), refusal);
        assertEquals(new Reply.Bulk("end"), runner.read());
        assertEquals(new Reply.Bulk("y"), other.command("GET", "x"));
    }

    @Test
    void requestsInOneWriteKeepTheirOrder() {
        runner.command("SET", "a", "1");
        runner.sendRaw(new String(RespClient.encode("INCR", "a"), StandardCharsets.ISO_8859_1)
                + new String(RespClient.encode("EVAL", "while true do end", "0"), StandardCharsets.ISO_8859_1)
                + new String(RespClient.encode("INCR", "a"), StandardCharsets.ISO_8859_1));
        awaitBusy(BUSY_SCRIPT);
        runner.send("INCR", "a");
        assertEquals(Reply.ok(), other.command("SCRIPT", "KILL"));
        assertEquals(new Reply.Whole(2), runner.read());
        assertTrue(runner.read().text().startsWith("ERR Script killed"));
        assertEquals(new Reply.Whole(3), runner.read());
        assertEquals(new Reply.Whole(4), runner.read());
    }

    @Test
    void aTransactionThatBeganMeanwhileIsRefusedAsAWhole() {
        runner.send("EVAL", "while true do end", "0");
        awaitBusy(BUSY_SCRIPT);
        assertEquals(Reply.ok(), other.command("MULTI"));
        assertEquals(new Reply.Failure(BUSY_SCRIPT), other.command("INCR", "a"));
        other.command("DISCARD");
        assertEquals(Reply.ok(), other.command("SCRIPT", "KILL"));
        runner.read();
        assertEquals(new Reply.Nil(Reply.Absence.BULK), other.command("GET", "a"));
    }

    @Test
    void whoWaitsForKeysGoesOnWaiting() {
        try (RespClient waiter = RespClient.connect(server.port())) {
            waiter.send("BLPOP", "list", "0");
            Eventually.until(
                    "the client waits",
                    () -> other.command("INFO", "clients").text().contains("blocked_clients:1"));
            runner.send(
                    "EVAL",
                    "redis.call('rpush', 'list', 1) for i = 1, 1e8 do end return redis.call('lpop', 'list')",
                    "0");
            assertEquals(new Reply.Bulk("1"), runner.read());
            other.command("RPUSH", "list", "2");
            assertTrue(waiter.read().toString().contains("2"));
        }
    }

    @Test
    void aServerThatIsClosedTakesItAlong() {
        runner.send("EVAL", "while true do end", "0");
        awaitBusy(BUSY_SCRIPT);
        server.close();
        assertTrue(runner.read().text().startsWith("ERR The server is shutting down"));
    }

    @Test
    void clientsMayComeAndGoMeanwhile() {
        runner.send("EVAL", "while true do end", "0");
        awaitBusy(BUSY_SCRIPT);
        for (int i = 0; i < 20; i++) {
            try (RespClient passing = RespClient.connect(server.port())) {
                assertEquals(new Reply.Failure(BUSY_SCRIPT), passing.command("GET", "x"));
            }
        }
        assertEquals(Reply.ok(), other.command("SCRIPT", "KILL"));
        assertTrue(runner.read().text().startsWith("ERR Script killed"));
    }
}
