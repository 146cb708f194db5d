package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** RESTORE takes what DUMP has made, and nothing that is not in order. */
final class RestoreTest {
    @Test
    void noDamagedPayloadDoesAnyHarm() {
        try (Glassbox glassbox =
                        Glassbox.builder().set("enable-debug-command", "yes").start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "SET-SKIP-CHECKSUM-VALIDATION", "1");
            Randomized.test(random -> {
                List<String> keys = new RandomData(client, random).create("key:", 40);
                for (String key : keys) {
                    String whole = client.command("DUMP", key).text();
                    for (int i = 0; i < Randomized.iterations(15); i++) {
                        if (!client.command("RESTORE", "damaged", "0", damaged(whole, random))
                                .isError()) {
                            client.command("DUMP", "damaged");
                            client.command("XINFO", "STREAM", "damaged", "FULL");
                            client.command("SRANDMEMBER", "damaged", "5");
                            client.command("HGETALL", "damaged");
                            client.command("ZRANGE", "damaged", "0", "-1");
                            client.command("COPY", "damaged", "copy");
                            client.command("DEL", "damaged", "copy");
                        }
                    }
                    client.command("DEL", key);
                }
            });
            assertEquals(Reply.whole(0), client.command("DBSIZE"));
            assertEquals(Reply.simple("PONG"), client.command("PING"));
        }
    }

    private static String damaged(String whole, SplittableRandom random) {
        StringBuilder bytes = new StringBuilder(whole);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(Math.max(1, Math.min(bytes.length() - 10, 200)));
            bytes.setCharAt(at, (char) random.nextInt(256));
        }
        return bytes.toString();
    }

    @Test
    void restoreRefusesWhatIsNotInOrder() {
        try (Glassbox glassbox = Glassbox.start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "key", "value");
            String payload = client.command("DUMP", "key").text();
            assertEquals(
                    Reply.error("BUSYKEY Target key name already exists."),
                    client.command("RESTORE", "key", "0", payload));
            assertEquals(
                    Reply.error("ERR DUMP payload version or checksum are wrong"),
                    client.command("RESTORE", "other", "0", payload + "x"));
            assertEquals(
                    Reply.error("ERR Invalid TTL value, must be >= 0"),
                    client.command("RESTORE", "other", "-1", payload));
            assertEquals(
                    Reply.error("ERR Invalid FREQ value, must be >= 0 and <= 255"),
                    client.command("RESTORE", "other", "0", payload, "FREQ", "256"));
            assertEquals(
                    Reply.error("ERR syntax error"),
                    client.command("RESTORE", "other", "0", payload, "FREQ", "1", "IDLETIME", "1"));
            assertEquals(Reply.whole(0), client.command("EXISTS", "other"));
            assertTrue(client.command("DUMP", "missing").isNil());
        }
    }

    @Test
    void restoreSetsTimesAndReplaces() {
        try (Glassbox glassbox = Glassbox.start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("RPUSH", "list", "a", "b");
            String payload = client.command("DUMP", "list").text();
            client.command("SET", "key", "value");
            assertEquals(
                    Reply.ok(), client.command("RESTORE", "key", "5000000", payload, "REPLACE", "IDLETIME", "1000"));
            assertEquals(Reply.bulks("a", "b"), client.command("LRANGE", "key", "0", "-1"));
            assertTrue(client.command("PTTL", "key").number() > 4_000_000);
            assertEquals(Reply.ok(), client.command("RESTORE", "key", "1000", payload, "REPLACE", "ABSTTL"));
            assertEquals(Reply.whole(0), client.command("EXISTS", "key"));
            assertEquals(Reply.ok(), client.command("RESTORE", "key", "4000000000000", payload, "ABSTTL"));
            assertEquals(Reply.whole(4_000_000_000_000L), client.command("PEXPIRETIME", "key"));
            assertTrue(client.command("RESTORE", "idle", "0", payload, "IDLETIME", "1000")
                    .text()
                    .equals("OK"));
            assertTrue(client.command("OBJECT", "IDLETIME", "idle").number() >= 1000);
        }
    }
}
