package io.glassbox.server.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import org.junit.jupiter.api.Test;

/** Whoever has not said who it is must not cost anything. */
final class UnauthenticatedClientTest {
    private static final String REFUSAL = "-NOAUTH Authentication required.\r\n";

    /** CVE-2025-21605: refusals that nobody reads took memory without a limit. */
    @Test
    void repliesThatNobodyReadsAreLimited() {
        try (Glassbox glassbox = Glassbox.builder().set("requirepass", "secret").start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.sendRaw("GET k\r\n".repeat(2_000));
            assertTrue(client.readToEnd().length() < 2_000 * REFUSAL.length());
        }
    }

    @Test
    void theLimitEndsWithThePassword() {
        try (Glassbox glassbox = Glassbox.builder().set("requirepass", "secret").start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(Reply.error("NOAUTH Authentication required."), client.command("GET", "k"));
            assertEquals(Reply.ok(), client.command("AUTH", "secret"));
            client.sendRaw("PING\r\n".repeat(10_000));
            client.read(10_000).forEach(reply -> assertEquals(Reply.simple("PONG"), reply));
        }
    }
}
