package io.glassbox.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.args.BitOP;
import redis.clients.jedis.args.ExpiryOption;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;

final class JedisTest extends ServedTestCase {
    private Jedis connect() {
        return new Jedis("127.0.0.1", server().port());
    }

    private Jedis connectResp3() {
        return new Jedis(
                "127.0.0.1",
                server().port(),
                DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP3).build());
    }

    @Test
    void strings() {
        try (Jedis client = connect()) {
            assertEquals("OK", client.set("key", "value"));
            assertNull(client.set("key", "other", SetParams.setParams().nx()));
            assertEquals(
                    "value", client.setGet("key", "new", SetParams.setParams().ex(100)));
            assertEquals(100, client.ttl("key"));
            assertEquals(5, client.append("key", "er"));
            assertEquals("ew", client.getrange("key", 1, 2));
            assertEquals(5, client.setrange("key", 0, "N"));
            assertEquals("Newer", client.getDel("key"));
            assertEquals("OK", client.mset("a", "1", "b", "2"));
            List<String> values = client.mget("a", "none", "b");
            assertEquals("1", values.getFirst());
            assertNull(values.get(1));
            assertEquals(11, client.incrBy("a", 10));
            assertEquals(0.5, client.incrByFloat("f", 0.5));
            JedisDataException error = assertThrows(JedisDataException.class, () -> {
                client.set("text", "x");
                client.incr("text");
            });
            assertEquals("ERR value is not an integer or out of range", error.getMessage());
        }
    }

    @Test
    void bitsAndSketches() {
        try (Jedis client = connect()) {
            assertFalse(client.setbit("bits", 7, true));
            assertTrue(client.getbit("bits", 7));
            assertEquals(1, client.bitcount("bits"));
            client.setbit("more", 0, true);
            assertEquals(1, client.bitop(BitOP.OR, "both", "bits", "more"));
            assertEquals(2, client.bitcount("both"));
            assertEquals(List.of(0L), client.bitfield("field", "INCRBY", "u8", "0", "0"));
            assertEquals(1, client.pfadd("sketch", "a", "b", "c"));
            assertEquals(3, client.pfcount("sketch"));
        }
    }

    @Test
    void keysAndTheirTimes() {
        try (Jedis client = connect()) {
            client.set("key", "value");
            assertEquals("string", client.type("key"));
            assertEquals(-1, client.pttl("key"));
            assertEquals(1, client.expire("key", 100, ExpiryOption.NX));
            assertEquals(0, client.expire("key", 50, ExpiryOption.GT));
            assertEquals(1, client.persist("key"));
            assertEquals("OK", client.rename("key", "renamed"));
            assertTrue(client.copy("renamed", "copy", false));
            assertEquals(2, client.exists("renamed", "copy"));
            assertEquals(2, client.unlink("renamed", "copy"));
            assertEquals(0, client.dbSize());
            client.psetex("gone", 1, "soon");
            while (client.exists("gone")) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void scanFindsAllKeys() {
        try (Jedis client = connect()) {
            Set<String> expected = new HashSet<>();
            Pipeline pipeline = client.pipelined();
            for (int i = 0; i < 5_000; i++) {
                expected.add("key:" + i);
                pipeline.set("key:" + i, Integer.toString(i));
            }
            pipeline.sync();
            Set<String> found = new HashSet<>();
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> page =
                        client.scan(cursor, new ScanParams().match("key:*").count(100));
                found.addAll(page.getResult());
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            assertEquals(expected, found);
        }
    }

    @Test
    void transactions() {
        try (Jedis client = connect();
                Jedis other = connect()) {
            client.watch("balance");
            var first = client.multi();
            Response<String> reply = first.set("balance", "10");
            Response<Long> sum = first.incrBy("balance", 5);
            assertEquals(2, first.exec().size());
            assertEquals("OK", reply.get());
            assertEquals(15, sum.get());
            client.watch("balance");
            other.set("balance", "0");
            var second = client.multi();
            second.incr("balance");
            assertNull(second.exec());
            assertEquals("0", client.get("balance"));
        }
    }

    @Test
    void pipelinesKeepTheirOrder() {
        try (Jedis client = connect()) {
            Pipeline pipeline = client.pipelined();
            List<Response<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                counts.add(pipeline.incr("counter"));
            }
            pipeline.sync();
            for (int i = 0; i < counts.size(); i++) {
                assertEquals(i + 1, counts.get(i).get());
            }
        }
    }

    @Test
    void largeValuesComeBackWhole() {
        try (Jedis client = connect()) {
            byte[] key = {'k'};
            byte[] large = new byte[20 << 20];
            for (int i = 0; i < large.length; i++) {
                large[i] = (byte) (i * 31);
            }
            client.set(key, large);
            org.junit.jupiter.api.Assertions.assertArrayEquals(large, client.get(key));
        }
    }

    @Test
    void messagesReachSubscribers() throws InterruptedException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        JedisPubSub listener = new JedisPubSub() {
            @Override
            public void onSubscribe(String channel, int subscribed) {
                seen.add("subscribed " + channel);
            }

            @Override
            public void onPSubscribe(String pattern, int subscribed) {
                seen.add("subscribed " + pattern);
            }

            @Override
            public void onMessage(String channel, String message) {
                seen.add(channel + " " + message);
            }

            @Override
            public void onPMessage(String pattern, String channel, String message) {
                seen.add(channel + " " + message);
            }
        };
        try (Jedis subscriber = connect();
                Jedis publisher = connect()) {
            Thread thread = Thread.ofPlatform().start(() -> subscriber.subscribe(listener, "news"));
            assertEquals("subscribed news", seen.take());
            assertEquals(1, publisher.publish("news", "hello"));
            assertEquals("news hello", seen.take());
            listener.psubscribe("__keyevent@0__:*");
            assertEquals("subscribed __keyevent@0__:*", seen.take());
            publisher.set("key", "value");
            assertEquals("__keyevent@0__:set key", seen.take());
            listener.unsubscribe();
            listener.punsubscribe();
            thread.join();
        }
    }

    @Test
    void settingsAndClients() {
        try (Jedis client = connect()) {
            assertEquals("OK", client.configSet("maxmemory", "100mb"));
            assertEquals(Map.of("maxmemory", "104857600"), client.configGet("maxmemory"));
            client.clientSetname("tester");
            assertEquals("tester", client.clientGetname());
            assertTrue(client.clientList().contains("name=tester"));
            assertTrue(client.info("server").contains("redis_version:"));
            assertEquals("PONG", client.ping());
        }
    }

    @Test
    void theThirdProtocolIsSpoken() {
        try (Jedis client = connectResp3()) {
            client.set("key", "value");
            assertEquals("value", client.get("key"));
            assertEquals(Map.of("maxclients", "10000"), client.configGet("maxclients"));
            assertNull(client.get("none"));
        }
    }

    @Test
    void scriptsRunBySourceAndBySum() {
        try (Jedis jedis = connect()) {
            String script = "redis.call('set', KEYS[1], ARGV[1]) return {KEYS[1], redis.call('get', KEYS[1]), 7}";
            assertEquals(List.of("key", "value", 7L), jedis.eval(script, List.of("key"), List.of("value")));
            String sha = jedis.scriptLoad(script);
            assertEquals(List.of("other", "value", 7L), jedis.evalsha(sha, 1, "other", "value"));
            assertTrue(jedis.scriptExists(sha));
            jedis.scriptFlush();
            assertFalse(jedis.scriptExists(sha));
            JedisDataException failure = assertThrows(JedisDataException.class, () -> jedis.evalsha(sha, 0));
            assertTrue(String.valueOf(failure.getMessage()).startsWith("NOSCRIPT"));
        }
    }

    @Test
    void functionsAreLoadedCalledAndRestored() {
        try (Jedis jedis = connectResp3()) {
            String library = "#!lua name=sums\n"
                    + "redis.register_function{function_name='total', flags={'no-writes'}, callback=function(keys)\n"
                    + "  local total = 0\n"
                    + "  for _, key in ipairs(keys) do total = total + tonumber(redis.call('get', key) or 0) end\n"
                    + "  return total\n"
                    + "end}\n";
            assertEquals("sums", jedis.functionLoad(library));
            jedis.mset("a", "1", "b", "2");
            assertEquals(3L, jedis.fcall("total", List.of("a", "b", "none"), List.of()));
            assertEquals(3L, jedis.fcallReadonly("total", List.of("a", "b"), List.of()));
            assertEquals("sums", jedis.functionListWithCode("su*").getFirst().getLibraryName());
            byte[] dump = jedis.functionDump();
            jedis.functionFlush();
            assertThrows(JedisDataException.class, () -> jedis.fcall("total", List.of(), List.of()));
            jedis.functionRestore(dump);
            assertEquals(1L, jedis.fcall("total", List.of("a"), List.of()));
        }
    }
}
