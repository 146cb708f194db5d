package io.glassbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.RespClient;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The data of a server that serves is moved together, and stays what it was. */
final class ActiveDefragmentationTest {
    private static final int KEYS = 40_000;
    private static final int KEPT_OF = 8;
    private static final int MOVED = 1000;

    private static String key(int number) {
        return String.format(Locale.ROOT, "key:%06d", number);
    }

    private static long moved(RespClient client) {
        String field = "active_defrag_hits";
        return Long.parseLong(client.command("INFO", "stats")
                .text()
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .findFirst()
                .orElseThrow()
                .substring(field.length() + 1)
                .strip());
    }

    @Test
    void whatIsLeftOfManyKeysIsMovedTogetherWhileOthersAreWritten() {
        try (Glassbox glassbox =
                        Glassbox.builder().set("enable-debug-command", "yes").start();
                RespClient client = RespClient.connect(glassbox.port())) {
            for (int i = 0; i < KEYS; i++) {
                client.send("SET", key(i), "v".repeat(100 + i % 400));
            }
            client.read(KEYS);
            int deleted = 0;
            for (int i = 0; i < KEYS; i++) {
                if (i % KEPT_OF != 0) {
                    client.send("DEL", key(i));
                    deleted++;
                }
            }
            client.read(deleted);
            String digest = client.command("DEBUG", "DIGEST").text();
            client.command("CONFIG", "SET", "active-defrag-ignore-bytes", "1mb");
            client.command("CONFIG", "SET", "activedefrag", "yes");
            Eventually.until("blocks have been moved", () -> {
                client.command("SET", "written", "meanwhile");
                return moved(client) > MOVED;
            });
            client.command("DEL", "written");
            assertEquals(digest, client.command("DEBUG", "DIGEST").text());
        }
    }
}
