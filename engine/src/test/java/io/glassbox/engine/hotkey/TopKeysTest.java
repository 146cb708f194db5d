package io.glassbox.engine.hotkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TopKeysTest {
    private static final int COUNTERS = 100;

    private final Slabs slabs = Slabs.checked();
    private final TopKeys keys = new TopKeys(slabs, SipHash.random(new SeededRandom(5)), COUNTERS);

    @AfterEach
    void everythingIsFreed() {
        keys.close();
        assertEquals(0, slabs.usedBytes());
        slabs.close();
    }

    @Test
    void sumsAreExactWhileThereAreCountersForAllKeys() {
        add("a", 5);
        add("b", 7);
        add("a", 3);
        assertEquals(15, keys.total());
        assertEquals(List.of("a=8", "b=7"), largest(10));
        assertEquals(List.of("a=8"), largest(1));
    }

    @Test
    void keysWithALargeShareAreFoundAmongManyOthers() {
        long seed = 11;
        SeededRandom random = new SeededRandom(seed);
        Map<String, Long> exact = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String key = random.nextInt(4) == 0 ? "hot" + random.nextInt(5) : "cold" + random.nextInt(20_000);
            long amount = 1L + random.nextInt(10);
            add(key, amount);
            exact.merge(key, amount, Long::sum);
        }
        for (KeyCost sum : keys.largest(5)) {
            String key = new String(sum.key(), StandardCharsets.ISO_8859_1);
            long own = exact.getOrDefault(key, 0L);
            assertTrue(key.startsWith("hot"), () -> key + ", seed " + seed);
            assertTrue(
                    sum.amount() <= own && own - sum.amount() <= keys.total() / COUNTERS,
                    () -> key + " " + sum.amount());
        }
    }

    @Test
    void longKeysTakeTheRoomOfManyCounters() {
        for (int i = 0; i < 20; i++) {
            add("x".repeat(1 << 20) + i, 1);
        }
        assertTrue(keys.bytes() < 5 << 20, () -> "bytes: " + keys.bytes());
        add("x".repeat(5 << 20), 1000);
        assertEquals(1020, keys.total());
    }

    private List<String> largest(int most) {
        return keys.largest(most).stream()
                .map(sum -> new String(sum.key(), StandardCharsets.ISO_8859_1) + "=" + sum.amount())
                .toList();
    }

    private void add(String key, long amount) {
        byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        long block = slabs.allocate(bytes.length);
        Memory.copyIn(bytes, 0, block, bytes.length);
        keys.add(new ByteView(block, bytes.length), amount);
        slabs.free(block);
    }
}
