package io.glassbox.engine.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries that come in great number are the same in the end as those that come one by one. */
final class ArrivalsTest {
    private static final int KEYS = 5_000;
    private static final int MOST_BYTES = 300;

    private final Slabs slabs = Slabs.create(1L << 30);
    private final EntryStore store =
            new EntryStore(slabs, new SipHash(1, 2), new Reclaimer(slabs, new Structures(Map.of())), new ChangeGuard());
    private final long words = slabs.allocate(64);
    private final long value = slabs.allocate(MOST_BYTES);
    private final ByteView key = new ByteView();
    private final Slot slot = new Slot();

    @AfterEach
    void close() {
        slabs.close();
    }

    @Test
    void changesBeforeTheyAreInTheTableAreChangesOfThem() {
        Randomized.test(random -> {
            Map<String, Integer> model = new HashMap<>();
            for (int i = 0; i < Randomized.iterations(KEYS); i++) {
                if (i % 100 == 0) {
                    assertNull(store.settle());
                    store.collect();
                }
                String name = "key:" + i;
                assertFalse(find(name).exists());
                put(name, random.nextInt(MOST_BYTES));
                if (random.nextInt(3) == 0) {
                    store.resize(slot, random.nextInt(MOST_BYTES));
                }
                if (random.nextInt(3) == 0) {
                    store.putDue(find(name), 1_000 + i);
                }
                if (random.nextInt(5) == 0) {
                    store.remove(find(name));
                    assertFalse(find(name).exists());
                } else {
                    assertTrue(find(name).exists());
                    model.put(name, Entry.areaLength(slot.entry()));
                }
            }
            assertNull(store.settle());
            assertEquals(model.size(), store.size());
            model.forEach((name, bytes) ->
                    assertEquals(bytes, Entry.areaLength(find(name).entry())));
            model.keySet().forEach(name -> store.remove(find(name)));
            assertEquals(0, store.size());
            assertEquals(0, store.dueCount());
        });
    }

    @Test
    void entryWhoseKeyIsThereIsDropped() {
        put("before", 3);
        store.collect();
        put("new", 5);
        put("before", 7);
        assertArrayEquals("before".getBytes(StandardCharsets.US_ASCII), store.settle());
        assertEquals(2, store.size());
        assertEquals(3, Entry.areaLength(find("before").entry()));
        store.collect();
        assertNull(store.settle());
    }

    private void put(String name, int bytes) {
        store.putBytes(find(name), Encoding.RAW, value, bytes, EntryStore.NO_DUE);
    }

    private Slot find(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        Memory.copyIn(bytes, 0, words, bytes.length);
        return store.find(key.set(words, bytes.length), slot);
    }
}
