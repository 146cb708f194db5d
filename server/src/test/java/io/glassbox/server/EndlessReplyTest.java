package io.glassbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.RespClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that reply as much as they are asked to, asked for more than any memory holds. */
final class EndlessReplyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZRANDMEMBER z -4611686018427387903",
                "SRANDMEMBER s -4611686018427387903",
                "HRANDFIELD h -4611686018427387903"
            })
    void theLimitOfTheClientEndsThem(String command) {
        Glassbox.Builder limited = Glassbox.builder().set("client-output-buffer-limit", "normal", "1mb", "0", "0");
        try (Glassbox server = limited.start();
                RespClient greedy = RespClient.connect(server.port());
                RespClient other = RespClient.connect(server.port())) {
            fill(greedy);
            assertEquals("", greedy.send(command.split(" ")).readToEnd());
            assertEquals("+PONG\r\n", other.commandRaw("PING"));
        }
    }

    /** Nobody would ever read the reply, so it has no limit that could be passed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZRANDMEMBER z -4611686018427387903",
                "SRANDMEMBER s -4611686018427387903",
                "HRANDFIELD h -4611686018427387903"
            })
    void aMutedClientDoesNotMakeThemGoOn(String command) {
        try (Glassbox server = Glassbox.start();
                RespClient client = RespClient.connect(server.port())) {
            fill(client);
            client.send("CLIENT", "REPLY", "OFF");
            client.send(command.split(" "));
            client.send("CLIENT", "REPLY", "ON");
            assertEquals("+OK\r\n", client.readRaw());
        }
    }

    private static void fill(RespClient client) {
        client.command("ZADD", "z", "1", "member");
        client.command("SADD", "s", "member");
        client.command("HSET", "h", "field", "value");
    }
}
