package io.glassbox.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lettuce greets with HELLO 3 and sends from one connection what many threads ask for. */
final class LettuceTest extends ServedTestCase {
    private RedisClient client;
    private StatefulRedisConnection<String, String> connection;

    @BeforeEach
    void connect() {
        client = RedisClient.create(server().uri());
        connection = client.connect();
    }

    @AfterEach
    void disconnect() {
        client.shutdown(0, 10, TimeUnit.SECONDS);
    }

    @Test
    void commandsOfOneThread() {
        RedisCommands<String, String> redis = connection.sync();
        assertEquals("PONG", redis.ping());
        assertEquals("OK", redis.set("key", "value", SetArgs.Builder.px(100_000)));
        assertTrue(redis.pttl("key") > 0);
        assertEquals("value", redis.getdel("key"));
        assertNull(redis.get("key"));
        assertEquals(1, redis.incr("counter"));
        assertEquals(2.5, redis.incrbyfloat("counter", 1.5));
        assertEquals(0, redis.setbit("bits", 3, 1));
        assertEquals(3, redis.bitpos("bits", true));
        assertEquals(1, redis.pfadd("sketch", "one", "two"));
        redis.set("text", "x");
        assertThrows(RedisCommandExecutionException.class, () -> redis.incr("text"));
    }

    @Test
    void manyRequestsInFlight() throws InterruptedException {
        RedisAsyncCommands<String, String> redis = connection.async();
        List<RedisFuture<Long>> replies = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            replies.add(redis.incr("counter"));
        }
        assertTrue(LettuceFutures.awaitAll(1, TimeUnit.MINUTES, replies.toArray(RedisFuture[]::new)));
        for (int i = 0; i < replies.size(); i++) {
            assertEquals(i + 1, replies.get(i).toCompletableFuture().join());
        }
    }

    @Test
    void transactionsSeeWhatOthersChanged() {
        RedisCommands<String, String> redis = connection.sync();
        redis.multi();
        redis.set("key", "1");
        redis.incr("key");
        TransactionResult done = redis.exec();
        assertEquals(List.of("OK", 2L), done.stream().toList());
        redis.watch("key");
        try (StatefulRedisConnection<String, String> other = client.connect()) {
            other.sync().set("key", "7");
        }
        redis.multi();
        redis.incr("key");
        assertTrue(redis.exec().wasDiscarded());
        assertEquals("7", redis.get("key"));
    }

    @Test
    void subscribersHearMessages() throws InterruptedException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (StatefulRedisPubSubConnection<String, String> listening = client.connectPubSub()) {
            listening.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    seen.add(channel + " " + message);
                }

                @Override
                public void message(String pattern, String channel, String message) {
                    seen.add(pattern + " " + channel + " " + message);
                }
            });
            listening.sync().subscribe("news");
            listening.sync().psubscribe("n?ws");
            assertEquals(2, connection.sync().publish("news", "hello"));
            Set<String> both = new HashSet<>(List.of(seen.take(), seen.take()));
            assertEquals(Set.of("news hello", "n?ws news hello"), both);
            assertEquals("PONG", listening.sync().ping());
        }
    }

    @Test
    void scansIterateOverAllKeys() {
        RedisCommands<String, String> redis = connection.sync();
        for (int i = 0; i < 500; i++) {
            redis.set("key:" + i, "value");
        }
        Set<String> found = new HashSet<>();
        ScanIterator.scan(redis, ScanArgs.Builder.limit(20).match("key:*")).forEachRemaining(found::add);
        assertEquals(500, found.size());
        KeyScanCursor<String> all = redis.scan(ScanArgs.Builder.limit(100_000));
        assertTrue(all.isFinished());
    }

    @Test
    void theServerDescribesItself() {
        RedisCommands<String, String> redis = connection.sync();
        assertTrue(redis.info("server").contains("redis_version"));
        assertTrue(redis.clientList().contains("lib-name=Lettuce"));
        assertTrue(redis.commandCount() > 100);
        redis.configSet("slowlog-max-len", "5");
        assertEquals("5", redis.configGet("slowlog-max-len").get("slowlog-max-len"));
    }
}
