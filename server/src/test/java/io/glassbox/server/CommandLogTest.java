package io.glassbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** COMMANDLOG: what calls it keeps, and what it tells of them. */
final class CommandLogTest {
    private Glassbox server;
    private RespClient client;

    @BeforeEach
    void start() {
        server = Glassbox.builder()
                .set("commandlog-request-larger-than", "1000")
                .set("commandlog-reply-larger-than", "2000")
                .set("slowlog-log-slower-than", "-1")
                .start();
        client = RespClient.connect(server.port());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void requestsWithManyBytesAreKept() {
        String value = "x".repeat(1000);
        client.command("SET", "small", "x".repeat(900));
        client.command("SET", "large", value);
        assertEquals(Reply.whole(1), client.command("COMMANDLOG", "LEN", "large-request"));
        List<Reply> call = only("large-request");
        assertEquals(6, call.size());
        assertEquals(Reply.whole(1008), call.get(2));
        assertEquals(
                List.of("SET", "large", "x".repeat(128) + "... (872 more bytes)"),
                call.get(3).texts());
    }

    @Test
    void repliesWithManyBytesAreKept() {
        client.command("SETRANGE", "key", "1899", "x");
        client.command("GET", "key");
        assertEquals(Reply.whole(0), client.command("COMMANDLOG", "LEN", "large-reply"));
        client.command("SETRANGE", "key", "1999", "x");
        client.command("GET", "key");
        List<Reply> call = only("large-reply");
        assertEquals(Reply.whole(2009), call.get(2));
        assertEquals(List.of("GET", "key"), call.get(3).texts());
    }

    @Test
    void aCallThatWaitedIsKeptWhenItIsAnswered() {
        try (RespClient other = RespClient.connect(server.port())) {
            client.send("BLPOP", "list", "0");
            Eventually.until(
                    "the client waits",
                    Duration.ofSeconds(30),
                    () -> other.command("INFO", "clients").text().contains("blocked_clients:1\r\n"));
            other.command("CLIENT", "SETNAME", "pusher");
            other.command("RPUSH", "list", "y".repeat(3000));
            assertEquals("y".repeat(3000), client.read().elements().get(1).text());
            assertEquals("BLPOP", only("large-reply").get(3).elements().get(0).text());
            assertEquals(Reply.bulk("pusher"), only("large-request").get(5));
        }
    }

    @Test
    void slowCallsAreTheSameAsThoseOfSlowlog() {
        client.command("CONFIG", "SET", "commandlog-execution-slower-than", "0");
        client.command("PING");
        client.command("CONFIG", "SET", "slowlog-log-slower-than", "-1");
        assertEquals(client.command("SLOWLOG", "GET", "-1"), client.command("COMMANDLOG", "GET", "-1", "SLOW"));
        assertTrue(client.command("SLOWLOG", "LEN").number() >= 1);
        assertEquals(Reply.ok(), client.command("COMMANDLOG", "RESET", "slow"));
        assertEquals(Reply.whole(0), client.command("SLOWLOG", "LEN"));
    }

    @Test
    void noMoreAreKeptThanIsAllowed() {
        client.command("CONFIG", "SET", "commandlog-large-request-max-len", "2");
        for (int i = 0; i < 5; i++) {
            client.command("SET", "key" + i, "x".repeat(1000));
        }
        List<Reply> kept =
                client.command("COMMANDLOG", "GET", "-1", "large-request").elements();
        assertEquals(
                List.of("key4", "key3"),
                kept.stream()
                        .map(call -> call.elements().get(3).elements().get(1).text())
                        .toList());
        assertEquals(
                1,
                client.command("COMMANDLOG", "GET", "1", "large-request")
                        .elements()
                        .size());
    }

    @Test
    void nothingIsKeptWhenItIsSwitchedOff() {
        client.command("CONFIG", "SET", "commandlog-request-larger-than", "-1");
        client.command("SET", "key", "x".repeat(1000));
        assertEquals(Reply.whole(0), client.command("COMMANDLOG", "LEN", "large-request"));
    }

    @Test
    void whatIsNoTypeOrNoCountIsRefused() {
        Reply noType = Reply.error("ERR type should be one of the following: slow, large-request, large-reply");
        assertEquals(noType, client.command("COMMANDLOG", "LEN", "fast"));
        assertEquals(noType, client.command("COMMANDLOG", "RESET", "fast"));
        assertEquals(noType, client.command("COMMANDLOG", "GET", "-2", "fast"));
        assertEquals(
                Reply.error("ERR count should be greater than or equal to -1"),
                client.command("COMMANDLOG", "GET", "-2", "slow"));
        assertEquals(
                Reply.error("ERR wrong number of arguments for 'commandlog|get' command"),
                client.command("COMMANDLOG", "GET", "1"));
    }

    private List<Reply> only(String type) {
        List<Reply> calls = client.command("COMMANDLOG", "GET", "-1", type).elements();
        assertEquals(1, calls.size());
        return calls.getFirst().elements();
    }
}
