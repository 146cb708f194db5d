package io.glassbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import org.junit.jupiter.api.Test;

/** What was found in Redis and needs connections or serialized values to be seen; docs/security.md has all of it. */
final class PublishedVulnerabilitiesTest {
    private static final String FIRST = "\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\1";
    private static final String SECOND = "\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\1";

    /** CVE-2026-63639: two consumers shared a pending entry, which the first of them freed. */
    @Test
    void aPendingEntryHasOneConsumer() {
        try (Glassbox glassbox =
                        Glassbox.builder().set("enable-debug-command", "yes").start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "SET-SKIP-CHECKSUM-VALIDATION", "1");
            client.command("XADD", "stream", "1-1", "a", "b");
            client.command("XADD", "stream", "2-1", "a", "b");
            client.command("XGROUP", "CREATE", "stream", "group", "0");
            client.command("XREADGROUP", "GROUP", "group", "one", "COUNT", "1", "STREAMS", "stream", ">");
            client.command("XREADGROUP", "GROUP", "group", "two", "COUNT", "1", "STREAMS", "stream", ">");
            String payload = client.command("DUMP", "stream").text();
            assertEquals(Reply.ok(), client.command("RESTORE", "copy", "0", payload));
            int at = payload.lastIndexOf(SECOND);
            String shared = payload.substring(0, at) + FIRST + payload.substring(at + SECOND.length());
            assertEquals(Reply.error("ERR Bad data format"), client.command("RESTORE", "shared", "0", shared));
            assertEquals(Reply.whole(0), client.command("EXISTS", "shared"));
        }
    }

    /** CVE-2025-48367: connections that failed at once kept others from being accepted. */
    @Test
    void whoeverSpeaksNonsenseHoldsNobodyUp() {
        try (Glassbox glassbox = Glassbox.start()) {
            for (int i = 0; i < 200; i++) {
                RespClient nonsense = RespClient.connect(glassbox.port());
                nonsense.sendRaw("*99999999999\r\n");
                nonsense.close();
            }
            try (RespClient client = RespClient.connect(glassbox.port())) {
                assertEquals(Reply.simple("PONG"), client.command("PING"));
            }
        }
    }

    /** CVE-2016-10517: commands behind the head of an HTTP request were run. */
    @Test
    void commandsBehindTheHeadOfAPageAreNotRun() {
        try (Glassbox glassbox = Glassbox.start();
                RespClient browser = RespClient.connect(glassbox.port());
                RespClient client = RespClient.connect(glassbox.port())) {
            browser.sendRaw("POST / HTTP/1.1\r\nHost: localhost\r\n\r\nSET key evil\r\n");
            assertEquals("", browser.readToEnd());
            assertTrue(client.command("GET", "key").isNil());
        }
    }

    /** CVE-2026-56684: a connection that CLIENT KILL had closed was used on. */
    @Test
    void whoEndsItselfGetsTheReplyAndNoMore() {
        try (Glassbox glassbox = Glassbox.start();
                RespClient client = RespClient.connect(glassbox.port());
                RespClient other = RespClient.connect(glassbox.port())) {
            long id = client.command("CLIENT", "ID").number();
            client.sendRaw("CLIENT KILL ID " + id + " SKIPME no\r\nSET key evil\r\n");
            assertEquals(":1\r\n", client.readToEnd());
            assertTrue(other.command("GET", "key").isNil());
        }
    }
}
