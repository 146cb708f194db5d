package io.glassbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

final class EmbeddedTest {
    @Test
    void aServerRunsInsideTheJvm() {
        try (Glassbox server = Glassbox.start();
                Jedis client = new Jedis("127.0.0.1", server.port())) {
            assertEquals("PONG", client.ping());
            assertEquals("OK", client.set("greeting", "hello"));
            assertEquals("hello", client.get("greeting"));
        }
    }

    @Test
    void twoServersShareNothing() {
        try (Glassbox one = Glassbox.start();
                Glassbox two = Glassbox.start();
                Jedis first = new Jedis("127.0.0.1", one.port());
                Jedis second = new Jedis("127.0.0.1", two.port())) {
            assertNotEquals(one.port(), two.port());
            first.set("key", "value");
            assertNull(second.get("key"));
        }
    }

    @Test
    void settingsAreThoseOfRedisConf() {
        try (Glassbox server = Glassbox.builder().set("requirepass", "secret").start();
                Jedis client = new Jedis("127.0.0.1", server.port())) {
            assertThrows(RuntimeException.class, client::ping);
            client.auth("secret");
            assertEquals("PONG", client.ping());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Glassbox.builder().set("no-such-directive", "1").start());
    }
}
