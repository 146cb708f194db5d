package io.glassbox.commands.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandHarness;
import org.junit.jupiter.api.Test;

final class PingTest {
    @Test
    void answersPong() {
        try (var harness = new CommandHarness()) {
            assertEquals("+PONG\r\n", harness.run("PING"));
            assertEquals("$2\r\nhi\r\n", harness.run("ping", "hi"));
            assertEquals("-ERR wrong number of arguments for 'ping' command\r\n", harness.run("PING", "a", "b"));
        }
    }

    @Test
    void anUnknownCommandIsNamed() {
        try (var harness = new CommandHarness()) {
            assertEquals(
                    "-ERR unknown command 'FOO', with args beginning with: 'a' 'b' \r\n", harness.run("FOO", "a", "b"));
            assertEquals(
                    "-ERR unknown command 'F', with args beginning with: 'a' '" + "x".repeat(124) + "' \r\n",
                    harness.run("F\0O", "a\0b", "x".repeat(200), "y"));
        }
    }
}
