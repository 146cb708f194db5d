package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.SideBySide;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MIGRATE from and to redis-server, and beside it. */
final class MigrateExchangeTest {
    @TempDir
    private static Path directory;

    @RegisterExtension
    static final SideBySide servers = new SideBySide(() -> directory);

    @Test
    void valuesOfAllTypesGoThereAndComeBack() {
        RespClient ours = servers.ours();
        RespClient theirs = servers.theirs();
        Randomized.test(random -> {
            ours.command("FLUSHALL");
            theirs.command("FLUSHALL");
            List<String> keys = new RandomData(ours, random).create("key:", Randomized.iterations(200));
            List<Object> before = contents(ours, keys);
            assertEquals(Reply.ok(), migrate(ours, servers.redis().port(), keys));
            assertEquals(Reply.whole(0), ours.command("DBSIZE"));
            assertEquals(before, contents(theirs, keys));
            assertEquals(Reply.ok(), migrate(theirs, servers.glassbox().port(), keys));
            assertEquals(Reply.whole(0), theirs.command("DBSIZE"));
            assertEquals(before, contents(ours, keys));
        });
    }

    private static List<Object> contents(RespClient client, List<String> keys) {
        List<Object> contents = new ArrayList<>();
        keys.forEach(key -> contents.add(RandomData.contents(client, key)));
        return contents;
    }

    private static Reply migrate(RespClient from, int port, List<String> keys) {
        List<String> words =
                new ArrayList<>(List.of("MIGRATE", "127.0.0.1", Integer.toString(port), "", "0", "20000", "KEYS"));
        words.addAll(keys);
        return from.command(words.toArray(String[]::new));
    }

    /** {@code here} has a key of this name; nobody listens at port 1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MIGRATE 127.0.0.1 1 here 0",
                "MIGRATE 127.0.0.1 1 none 0 1000",
                "MIGRATE 127.0.0.1 1 here 0 1000",
                "MIGRATE 127.0.0.1 1 here 0 0 COPY",
                "MIGRATE 127.0.0.1 1 here 0 -1 COPY REPLACE",
                "MIGRATE 127.0.0.1 port here 0 1000",
                "MIGRATE nobody.invalid 1 here 0 1000",
                "MIGRATE 127.0.0.1 70000 here 0 1000",
                "MIGRATE 127.0.0.1 -1 here 0 1000",
                "MIGRATE 127.0.0.1 1 here x 1000",
                "MIGRATE 127.0.0.1 1 here 0 x",
                "MIGRATE 127.0.0.1 1 here x x",
                "MIGRATE 127.0.0.1 1 none x 1.5",
                "MIGRATE 127.0.0.1 1 here 0 99999999999999999999",
                "MIGRATE 127.0.0.1 1 here 0 9223372036854775807",
                "MIGRATE 127.0.0.1 1 here 0 1000 WHAT",
                "MIGRATE 127.0.0.1 1 here 0 1000 AUTH",
                "MIGRATE 127.0.0.1 1 here 0 1000 AUTH2 user",
                "MIGRATE 127.0.0.1 1 here 0 1000 AUTH2 KEYS",
                "MIGRATE 127.0.0.1 1 here 0 1000 AUTH KEYS",
                "MIGRATE 127.0.0.1 1 here 0 1000 auth a auth2 b c copy copy",
                "MIGRATE 127.0.0.1 1 here 0 1000 KEYS here",
                "MIGRATE 127.0.0.1 1 here x 1000 KEYS here",
                "MIGRATE 127.0.0.1 1 here x 1000 WHAT KEYS here",
                "MIGRATE 127.0.0.1 1 '' 0 1000",
                "MIGRATE 127.0.0.1 1 '' 0 1000 KEYS",
                "MIGRATE 127.0.0.1 1 '' 0 1000 KEYS none",
                "MIGRATE 127.0.0.1 1 '' 0 1000 KEYS here COPY",
                "MIGRATE 127.0.0.1 1 '' 0 1000 AUTH KEYS KEYS here",
                "COMMAND INFO MIGRATE",
                "COMMAND GETKEYS MIGRATE h p key 0 1000",
                "COMMAND GETKEYS MIGRATE h p key 0 1000 COPY AUTH KEYS",
                "COMMAND GETKEYS MIGRATE h p '' 0 1000 KEYS a b",
                "COMMAND GETKEYS MIGRATE h p '' 0 1000 AUTH KEYS KEYS a b",
                "COMMAND GETKEYS MIGRATE h p '' 0 1000 AUTH2 KEYS KEYS KEYS a b",
                "COMMAND GETKEYS MIGRATE h p '' 0 1000 AUTH2 KEYS KEYS KEYS KEYS b",
                "COMMAND GETKEYS MIGRATE h p key 0 1000 KEYS a",
                "COMMAND GETKEYSANDFLAGS MIGRATE h p key 0 1000"
            })
    void redisAnswersTheSame(String line) {
        String[] words = line.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("'", "");
        }
        servers.same("SET", "here", "value");
        assertEquals(servers.theirs().commandRaw(words), servers.ours().commandRaw(words));
    }
}
