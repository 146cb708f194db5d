package io.glassbox.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lettuce.core.RedisClient;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.support.caching.CacheAccessor;
import io.lettuce.core.support.caching.CacheFrontend;
import io.lettuce.core.support.caching.ClientSideCaching;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lettuce keeps values in a map of its own as long as the server does not say that they have changed. */
final class ClientSideCachingTest extends ServedTestCase {
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private RedisClient client;
    private StatefulRedisConnection<String, String> caching;
    private RedisCommands<String, String> other;

    @BeforeEach
    void connect() {
        client = RedisClient.create(server().uri());
        caching = client.connect();
        other = client.connect().sync();
    }

    @AfterEach
    void disconnect() {
        client.shutdown(0, 10, TimeUnit.SECONDS);
    }

    @Test
    void valueIsKeptUntilSomebodyChangesIt() {
        CacheFrontend<String, String> cache = enable(TrackingArgs.Builder.enabled());
        other.set("key", "old");
        assertEquals("old", cache.get("key"));
        assertEquals(Map.of("key", "old"), kept);
        other.set("key", "new");
        hearWhatWasSaid();
        assertEquals(Map.of(), kept);
        assertEquals("new", cache.get("key"));
        other.del("key");
        hearWhatWasSaid();
        assertEquals(Map.of(), kept);
    }

    @Test
    void broadcastsAreOfKeysWithAPrefix() {
        CacheFrontend<String, String> cache =
                enable(TrackingArgs.Builder.enabled().bcast().prefixes("user:"));
        other.set("user:1", "a");
        other.set("else", "b");
        hearWhatWasSaid();
        assertEquals("a", cache.get("user:1"));
        assertEquals("b", cache.get("else"));
        other.set("user:1", "c");
        other.set("else", "d");
        hearWhatWasSaid();
        assertEquals(Map.of("else", "b"), kept);
    }

    private CacheFrontend<String, String> enable(TrackingArgs options) {
        return ClientSideCaching.enable(CacheAccessor.forMap(kept), caching, options);
    }

    /** What the server had to say before it replied to others stands in front of its next reply. */
    private void hearWhatWasSaid() {
        assertEquals("PONG", caching.sync().ping());
    }
}
