package io.glassbox.structure.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ByteMapTest {
    private final Slabs slabs = Slabs.checked();
    private final long scratch = slabs.allocate(64);
    private final long usedBytes = slabs.usedBytes();

    @Test
    void behavesLikeAMapInOrderOfInsertionAndFreesItsKeys() {
        Randomized.test(random -> {
            Map<String, Integer> model = new LinkedHashMap<>();
            try (slabs) {
                var map = new ByteMap<Integer>(slabs);
                for (int i = 0; i < 20_000; i++) {
                    String key = "k".repeat(random.nextInt(12)) + random.nextInt(100);
                    int value = i;
                    switch (random.nextInt(4)) {
                        case 0, 1 -> {
                            int expected = model.computeIfAbsent(key, k -> value);
                            assertEquals(expected, map.getOrAdd(view(key), bytes -> value));
                        }
                        case 2 -> {
                            map.remove(view(key));
                            model.remove(key);
                        }
                        default -> assertEquals(model.get(key), map.get(view(key)));
                    }
                    assertEquals(model.size(), map.size());
                }
                List<String> keys = new ArrayList<>();
                map.forEach((key, value) -> keys.add(key + "=" + value));
                assertEquals(model.entrySet().stream().map(Object::toString).toList(), keys);
                map.close();
                assertEquals(usedBytes, slabs.usedBytes());
            }
        });
    }

    @Test
    void aKeyMayBeRemovedByItsOwnViewAndMayBeEmpty() {
        try (slabs;
                var map = new ByteMap<ByteView>(slabs)) {
            ByteView owned = map.getOrAdd(view(""), bytes -> bytes);
            assertEquals(owned, map.get(view("")));
            map.remove(owned);
            assertNull(map.get(view("")));
            map.remove(view("never there"));
            assertEquals(usedBytes, slabs.usedBytes());
        }
    }

    private ByteView view(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        Memory.copyIn(bytes, 0, scratch, bytes.length);
        return new ByteView(scratch, bytes.length);
    }
}
