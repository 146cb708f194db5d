package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.SideBySide;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What one server dumps the other one restores. */
final class DumpExchangeTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    final SideBySide servers = new SideBySide(() -> directory);

    @Test
    void redisRestoresWhatIsDumpedHere() {
        RespClient theirs = servers.theirs();
        RespClient ours = servers.ours();
        Randomized.test(random -> exchange(ours, theirs, new RandomData(ours, random)));
    }

    @Test
    void whatRedisDumpsIsRestoredHere() {
        RespClient theirs = servers.theirs();
        RespClient ours = servers.ours();
        Randomized.test(random -> exchange(theirs, ours, new RandomData(theirs, random)));
        String stream = "key:stream";
        String payload = ours.command("DUMP", stream).text();
        assertEquals(Reply.ok(), theirs.command("RESTORE", "back", "0", payload));
        assertEquals(RandomData.group(theirs, stream), RandomData.group(theirs, "back"));
    }

    private static void exchange(RespClient from, RespClient to, RandomData data) {
        for (String key : data.create("key:", Randomized.iterations(300))) {
            String payload = from.command("DUMP", key).text();
            assertEquals(Reply.ok(), to.command("RESTORE", key, "0", payload), key);
            assertEquals(RandomData.contents(from, key), RandomData.contents(to, key), key);
            assertEquals(RandomData.encoding(from, key), RandomData.encoding(to, key), key);
        }
    }
}
