package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The files of many keys go from the one server to the other, and the digest over all data is the same; with
 * {@code -Dglassbox.iterations=1000000} they are a million.
 */
final class DigestExchangeTest {
    private static final int KEYS = 2000;
    private static final int MANY = 100_000;
    private static final int OF_BATCH = 1000;

    /** What the data is kept in. */
    enum Form {
        SNAPSHOT("no", "yes"),
        APPEND_ONLY_ON_SNAPSHOT("yes", "yes"),
        APPEND_ONLY("yes", "no");

        final String appends;
        final String preamble;

        Form(String appends, String preamble) {
            this.appends = appends;
            this.preamble = preamble;
        }

        Map<String, String> settings() {
            return Map.of("appendonly", appends, "aof-use-rdb-preamble", preamble, "rdb-version", "10", "save", "");
        }

        /** The same for Redis. */
        String[] options() {
            return new String[] {"--appendonly", appends, "--aof-use-rdb-preamble", preamble};
        }
    }

    /** A million keys take a while to be saved, or to be summed up. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void whatRedisKeepsIsTheSameHere(Form form) {
        Randomized.test(random -> {
            Reply digest;
            try (RedisServer redis = RedisServer.start(directory, form.options());
                    RespClient client = redis.connect().timeout(PATIENCE)) {
                digest = fill(client, form, random);
            }
            try (Glassbox glassbox = start(form);
                    RespClient client = RespClient.connect(glassbox.port()).timeout(PATIENCE)) {
                assertEquals(digest, client.command("DEBUG", "DIGEST"));
                client.command("FLUSHALL");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsKeptHereIsTheSameInRedis(Form form) {
        Randomized.test(random -> {
            Reply digest;
            try (Glassbox glassbox = start(form);
                    RespClient client = RespClient.connect(glassbox.port()).timeout(PATIENCE)) {
                digest = fill(client, form, random);
            }
            try (RedisServer redis = RedisServer.start(directory, form.options());
                    RespClient client = redis.connect().timeout(PATIENCE)) {
                assertEquals(digest, client.command("DEBUG", "DIGEST"));
            }
        });
    }

    private Glassbox start(Form form) {
        return Servers.over(directory, form.settings()).start();
    }

    /** Has data, rewrites the file while it changes, or saves; returns the digest. */
    private static Reply fill(RespClient client, Form form, SplittableRandom random) {
        int keys = Randomized.iterations(KEYS);
        RandomData data = keys < MANY ? new RandomData(client, random) : RandomData.ofMany(client, random);
        List<String> prefixes = new ArrayList<>();
        for (int i = 0; i < keys; i += OF_BATCH) {
            prefixes.add("batch" + i + ":");
        }
        client.command("FLUSHALL");
        prefixes.forEach(prefix -> data.create(prefix, OF_BATCH));
        if (form != Form.SNAPSHOT) {
            client.command("BGREWRITEAOF");
        }
        prefixes.forEach(prefix -> data.change(prefix, OF_BATCH / 2));
        if (form == Form.SNAPSHOT) {
            assertEquals(Reply.ok(), client.command("SAVE"));
        } else {
            Servers.awaitRewritten(client);
        }
        return client.command("DEBUG", "DIGEST");
    }
}
