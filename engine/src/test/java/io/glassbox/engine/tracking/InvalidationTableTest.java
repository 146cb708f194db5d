package io.glassbox.engine.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InvalidationTableTest {
    private final Slabs slabs = Slabs.checked();
    private final SeededRandom random = new SeededRandom(3);
    private final InvalidationTable table = new InvalidationTable(slabs, SipHash.random(random), random);
    private final Set<Integer> gone = new HashSet<>();

    @AfterEach
    void everythingIsFreed() {
        table.close();
        assertEquals(0, slabs.usedBytes());
        slabs.close();
    }

    @Test
    void keyIsTakenWithTheNumbersOfAllItsReadersOnce() {
        add("a", 3);
        add("a", 1);
        add("a", 3);
        add("b", 2);
        assertEquals(2, table.size());
        assertEquals(3, table.items());
        assertEquals(List.of(1, 3), take("a"));
        assertEquals(List.of(), take("a"));
        assertEquals(1, table.items());
    }

    @Test
    void numbersOfClientsThatAreGoneGiveWayBeforeABlockGrows() {
        for (int i = 1; i <= 10_000; i++) {
            add("hot", i);
            gone.add(i - 1);
        }
        assertTrue(table.items() < 10, () -> "numbers kept: " + table.items());
        assertTrue(table.bytes() < 300, () -> "bytes: " + table.bytes());
    }

    @Test
    void whatIsForgottenAtOnceIsFreedInSlices() {
        for (int i = 0; i < 1000; i++) {
            add("key" + i, i % 7 + 1);
        }
        table.clear();
        assertEquals(0, table.size());
        assertEquals(0, table.items());
        add("key1", 1);
        int slices = 1;
        while (table.reclaim(100)) {
            slices++;
        }
        assertTrue(slices >= 8, "slices: " + slices);
        assertEquals(List.of(1), take("key1"));
    }

    @Test
    void anyKeyIsOneOfTheTable() {
        assertEquals(0, table.anyBlock());
        add("a", 1);
        long block = table.anyBlock();
        assertNotEquals(0, block);
        assertEquals("a", InvalidationTable.keyOf(block, new ByteView()).toString());
    }

    @Test
    void agreesWithAMapOfSets() {
        long seed = 20;
        SeededRandom choice = new SeededRandom(seed);
        Map<String, Set<Integer>> model = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            String key = "k".repeat(1 + choice.nextInt(40)) + choice.nextInt(20);
            if (choice.nextInt(8) == 0) {
                assertEquals(
                        List.copyOf(model.getOrDefault(key, Set.of())), take(key), "seed " + seed + ", step " + step);
                model.remove(key);
            } else {
                int number = 1 + choice.nextInt(200);
                add(key, number);
                model.computeIfAbsent(key, _ -> new TreeSet<>()).add(number);
            }
        }
        assertEquals(model.size(), table.size());
        assertEquals(model.values().stream().mapToInt(Set::size).sum(), table.items());
    }

    @Test
    void keyOfOneClientTakesOneSmallBlock() {
        for (int i = 0; i < 10_000; i++) {
            add("user:%011d".formatted(i), 1 << Trackers.PLACE_BITS | i % 50);
        }
        double perKey = (double) table.bytes() / 10_000;
        assertTrue(perKey < 45, "bytes a key of 16 bytes: " + perKey);
        assertFalse(table.reclaim(1));
    }

    private void add(String key, int number) {
        withView(key, view -> table.add(view, number, candidate -> !gone.contains(candidate)));
    }

    private List<Integer> take(String key) {
        List<Integer> numbers = new ArrayList<>();
        withView(key, view -> {
            long block = table.take(view);
            if (block != 0) {
                assertEquals(key, InvalidationTable.keyOf(block, new ByteView()).toString());
                for (int i = 0; i < InvalidationTable.count(block); i++) {
                    numbers.add(InvalidationTable.number(block, i));
                }
                table.free(block);
            }
        });
        return numbers;
    }

    private void withView(String text, Consumer<ByteView> action) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        long block = slabs.allocate(Math.max(1, bytes.length));
        Memory.copyIn(bytes, 0, block, bytes.length);
        action.accept(new ByteView(block, bytes.length));
        slabs.free(block);
    }
}
