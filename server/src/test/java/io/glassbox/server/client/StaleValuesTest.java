package io.glassbox.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.Reply.Sequence;
import io.glassbox.quality.testkit.Reply.Shape;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cache that believes what it is told, beside clients that write, delete, let expire, evict and flush: whatever it holds when they
 * are done is what the server holds. The number of operations decides when it ends, never the clock.
 */
final class StaleValuesTest {
    private static final int KEYS = 60;
    private static final int WRITERS = 3;
    private static final int WRITES = 1_500;
    private static final int READS = 4_000;

    @ParameterizedTest
    @ValueSource(strings = {"", "NOLOOP", "BCAST", "BCAST NOLOOP"})
    void noneSurvives(String mode) throws Exception {
        long seed = 47;
        Glassbox.Builder crowded = Glassbox.builder()
                .set("maxmemory-policy", "allkeys-random")
                .set("tracking-table-max-keys", Integer.toString(KEYS / 2));
        try (Glassbox server = crowded.start();
                RespClient control = RespClient.connect(server.port());
                Cache cache = new Cache(server.port(), mode);
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            long used = Long.parseLong(
                    control.command("INFO", "memory").text().replaceAll("(?s).*\r\nused_memory:(\\d+).*", "$1"));
            control.command("CONFIG", "SET", "maxmemory", Long.toString(used + 60_000));
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                SplittableRandom random = new SplittableRandom(seed + i);
                writers.add(threads.submit(() -> write(server.port(), random)));
            }
            SplittableRandom random = new SplittableRandom(seed - 1);
            for (int i = 0; i < READS; i++) {
                String key = "key" + random.nextInt(KEYS);
                if (random.nextInt(50) == 0) {
                    cache.write(key, "own" + i);
                } else {
                    cache.read(key);
                }
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            cache.hear();
            for (String key : List.copyOf(cache.values.keySet())) {
                Reply now = control.command("GET", key);
                // The look itself may have found the key's time to be up.
                cache.hear();
                if (cache.values.containsKey(key)) {
                    assertEquals(now.isNil() ? "" : now.text(), cache.values.get(key), key + ", seed " + seed);
                }
            }
            assertTrue(cache.hits > 0, "nothing was read from the cache");
            assertTrue(cache.forgotten > 0, "nothing was forgotten");
        }
    }

    @Test
    void tableWithoutRoomForAKeyMakesTheClientForgetIt() {
        try (Glassbox server =
                        Glassbox.builder().set("tracking-table-max-keys", "10").start();
                Cache cache = new Cache(server.port(), "")) {
            for (int i = 0; i < 1000; i++) {
                cache.read("key" + i);
            }
            cache.hear();
            assertTrue(cache.values.size() <= 10, () -> "kept: " + cache.values.size());
        }
    }

    private static void write(int port, SplittableRandom random) {
        try (RespClient client = RespClient.connect(port)) {
            for (int i = 0; i < WRITES; i++) {
                String key = "key" + random.nextInt(KEYS);
                switch (random.nextInt(20)) {
                    case 0, 1 -> client.command("DEL", key);
                    case 2, 3, 4 ->
                        client.command("SET", key, "brief" + i, "PX", Integer.toString(1 + random.nextInt(20)));
                    case 5 -> client.command("RENAME", key, "key" + random.nextInt(KEYS));
                    case 6 -> client.command("APPEND", key, "x");
                    case 7 -> client.command("SET", key, "x".repeat(2_000));
                    case 8 -> {
                        if (random.nextInt(20) == 0) {
                            client.command(random.nextInt(2) == 0 ? "FLUSHALL" : "FLUSHDB");
                        }
                    }
                    default -> client.command("SET", key, "value" + i);
                }
            }
        }
    }

    /** Keeps what it read until it is told to forget it. An absent key is kept as an empty text. */
    private static final class Cache implements AutoCloseable {
        final Map<String, String> values = new HashMap<>();
        final boolean isNoLoop;
        int hits;
        int forgotten;
        private final RespClient client;

        Cache(int port, String mode) {
            client = RespClient.connect(port);
            client.hello3();
            isNoLoop = mode.contains("NOLOOP");
            assertEquals(
                    Reply.ok(),
                    client.command(("CLIENT TRACKING ON " + mode).strip().split(" ")));
        }

        void read(String key) {
            if (values.containsKey(key)) {
                hits++;
                return;
            }
            Reply value = ask("GET", key);
            values.put(key, value.isNil() ? "" : value.text());
        }

        /** Who is not told of its own writes has to forget by itself. */
        void write(String key, String value) {
            Reply reply = ask("SET", key, value);
            if (isNoLoop || reply.isError()) {
                values.remove(key);
            }
        }

        /** Takes in whatever the server has said so far. */
        void hear() {
            assertEquals("PONG", ask("PING").text());
        }

        private Reply ask(String... command) {
            client.send(command);
            Reply reply = client.read();
            while (reply instanceof Sequence push && push.shape() == Shape.PUSH) {
                forget(push.elements());
                reply = client.read();
            }
            return reply;
        }

        private void forget(List<Reply> message) {
            assertEquals("invalidate", message.getFirst().text());
            forgotten++;
            if (message.get(1) instanceof Sequence keys) {
                keys.elements().forEach(key -> values.remove(key.text()));
            } else {
                values.clear();
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
