package io.glassbox.structure.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HashTableTest {
    private static final int ITERATIONS = Randomized.iterations(200_000);

    @Test
    void behavesAsAMapWhileItGrowsAndShrinks() {
        Randomized.test(random -> {
            try (Slabs slabs = random.nextBoolean() ? Slabs.checked() : Slabs.plain()) {
                new Model(slabs, random).run(ITERATIONS, 1 + random.nextInt(60_000));
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void manySmallTablesShareOneObject() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.checked()) {
                TestEntries entries = new TestEntries(slabs);
                HashTable table = entries.newTable(random);
                long states = slabs.allocate(100L * HashTable.STATE_BYTES);
                List<Map<Integer, Long>> models = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    models.add(new HashMap<>());
                    table.save(states + (long) i * HashTable.STATE_BYTES);
                }
                for (int i = 0; i < ITERATIONS / 4; i++) {
                    int which = random.nextInt(100);
                    int key = random.nextInt(random.nextInt(8) == 0 ? 2000 : 12);
                    Map<Integer, Long> model = models.get(which);
                    table.open(states + (long) which * HashTable.STATE_BYTES);
                    assertEquals(model.size(), table.size());
                    long hash = entries.lookFor(table, key);
                    Long entry = model.remove(key);
                    if (entry == null) {
                        assertEquals(0, table.find(hash, entries.key()));
                        model.put(key, entries.insert(table, hash, key));
                    } else {
                        assertEquals(entry, table.remove(hash, entries.key()));
                        slabs.free(entry);
                    }
                    table.save(states + (long) which * HashTable.STATE_BYTES);
                }
                for (int i = 0; i < 100; i++) {
                    table.open(states + (long) i * HashTable.STATE_BYTES);
                    while (table.size() > 0) {
                        table.drain(10, slabs::free);
                        // Another table comes in between.
                        table.save(states + (long) i * HashTable.STATE_BYTES);
                        table.open(states + (i + 1) % 100 * (long) HashTable.STATE_BYTES);
                        table.open(states + (long) i * HashTable.STATE_BYTES);
                    }
                    table.close();
                }
                slabs.free(states);
                entries.close();
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    /** As from a scan of another table with the same key: the first entries share long prefixes, and that is no fault. */
    @Test
    void entriesMayComeInTheOrderOfTheirHashes() {
        try (Slabs slabs = Slabs.plain()) {
            TestEntries entries = new TestEntries(slabs);
            HashTable table = entries.newTable(new SplittableRandom(1));
            int count = 1_000_000;
            long[] hashes = new long[count];
            Map<Long, Integer> keys = new HashMap<>();
            for (int key = 0; key < count; key++) {
                hashes[key] = entries.lookFor(table, key);
                keys.put(hashes[key], key);
            }
            Arrays.sort(hashes);
            for (long hash : hashes) {
                int key = Objects.requireNonNull(keys.get(hash));
                entries.lookFor(table, key);
                entries.insert(table, hash, key);
            }
            assertEquals(keys.size(), table.size());
            while (table.size() > 0) {
                table.drain(1000, slabs::free);
            }
            table.close();
            entries.close();
            assertEquals(0, slabs.usedBytes());
        }
    }

    @Test
    void anEmptyTableHoldsNothingAndASmallOneLittle() {
        try (Slabs slabs = Slabs.checked()) {
            TestEntries entries = new TestEntries(slabs);
            long before = slabs.usedBytes();
            HashTable table = entries.newTable(new SplittableRandom(1));
            assertEquals(0, table.find(7, entries.key()));
            assertEquals(0, table.scan(0, entry -> {}));
            assertEquals(0, table.randomEntry(new SeededRandom(1)));
            assertEquals(before, slabs.usedBytes());
            long entryBytes = 0;
            for (int key = 0; key < 10; key++) {
                long hash = entries.lookFor(table, key);
                entryBytes += slabs.sizeOf(entries.insert(table, hash, key));
            }
            assertEquals(136, table.bytes());
            assertEquals(before + entryBytes + 144, slabs.usedBytes());
            for (int key = 0; key < 10; key++) {
                slabs.free(table.remove(entries.lookFor(table, key), entries.key()));
            }
            assertEquals(before, slabs.usedBytes());
            entries.close();
        }
    }

    @Test
    void anEntryThatIsNotThereCannotBeRemovedOrReplaced() {
        try (Slabs slabs = Slabs.checked()) {
            TestEntries entries = new TestEntries(slabs);
            HashTable table = entries.newTable(new SplittableRandom(1));
            assertThrows(IllegalStateException.class, () -> table.removeEntry(1, 64));
            long hash = entries.lookFor(table, 5);
            long entry = entries.insert(table, hash, 5);
            assertThrows(IllegalStateException.class, () -> table.removeEntry(hash, entry + 8));
            assertThrows(IllegalStateException.class, () -> table.replace(hash, entry + 8, entry));
            table.removeEntry(hash, entry);
            slabs.free(entry);
            entries.close();
            assertEquals(0, slabs.usedBytes());
        }
    }

    @Test
    void hashesThatDoNotDifferAreRefusedAndNothingIsLost() {
        try (Slabs slabs = Slabs.checked()) {
            TestEntries entries = new TestEntries(slabs);
            HashTable table = new HashTable(slabs, entries, new SipHash(1, 2));
            // The table hashes keys itself when it regroups them: only the same key again and again collides fully.
            Set<Long> all = new HashSet<>();
            entries.setKey(77);
            long hash = table.hash(entries.key());
            IllegalStateException refused = null;
            while (refused == null) {
                long entry = entries.newEntry(77);
                try {
                    table.insertAbsent(hash, entry);
                    all.add(entry);
                } catch (IllegalStateException e) {
                    refused = e;
                    slabs.free(entry);
                }
            }
            assertEquals(all.size(), table.size());
            Set<Long> seen = new HashSet<>();
            table.forEach(seen::add);
            assertEquals(all, seen);
            assertEquals(all.size(), table.drain(Integer.MAX_VALUE, slabs::free));
            entries.close();
            assertEquals(0, slabs.usedBytes());
        }
    }

    @Test
    void exhaustedMemoryLeavesTheTableAsItWas() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.create(16L << 20)) {
                TestEntries entries = new TestEntries(slabs);
                HashTable table = entries.newTable(random);
                List<Long> blocks = new ArrayList<>();
                for (int key = 0; key < 20_000; key++) {
                    blocks.add(entries.newEntry(key));
                }
                List<Long> ballast = new ArrayList<>();
                takeAll(slabs, ballast);
                int inserted = 0;
                int refused = 0;
                while (inserted < blocks.size()) {
                    long hash = entries.lookFor(table, inserted);
                    try {
                        table.insert(hash, blocks.get(inserted));
                        inserted++;
                    } catch (MemoryExhausted e) {
                        refused++;
                        assertEquals(0, table.find(hash, entries.key()));
                        for (int i = 0; i < 5 && !ballast.isEmpty(); i++) {
                            slabs.free(ballast.removeLast());
                        }
                    }
                    assertEquals(inserted, table.size());
                }
                assertTrue(refused > 0);
                for (int key = 0; key < blocks.size(); key++) {
                    assertEquals(blocks.get(key), table.find(entries.lookFor(table, key), entries.key()));
                }
                takeAll(slabs, ballast);
                for (int key = 0; key < blocks.size(); key++) {
                    assertEquals(blocks.get(key), table.remove(entries.lookFor(table, key), entries.key()));
                }
                blocks.forEach(slabs::free);
                ballast.forEach(slabs::free);
                entries.close();
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void roomThatMemoryDoesNotSufficeForIsNotTaken() {
        try (Slabs slabs = Slabs.create(16L << 20)) {
            TestEntries entries = new TestEntries(slabs);
            HashTable table = entries.newTable(new SplittableRandom(5));
            long before = slabs.usedBytes();
            assertThrows(MemoryExhausted.class, () -> table.reserve(10_000_000));
            assertEquals(before, slabs.usedBytes());
            assertEquals(0, table.bytes());
            table.reserve(1000);
            long block = entries.insert(table, entries.lookFor(table, 7), 7);
            assertEquals(block, table.find(entries.lookFor(table, 7), entries.key()));
            slabs.free(table.remove(entries.lookFor(table, 7), entries.key()));
            entries.close();
            assertEquals(0, slabs.usedBytes());
        }
    }

    private static void takeAll(Slabs slabs, List<Long> ballast) {
        for (int bytes = 64 << 10; bytes >= 64; bytes /= 2) {
            try {
                while (true) {
                    ballast.add(slabs.allocate(bytes));
                }
            } catch (MemoryExhausted e) {
                assertTrue(slabs.usedBytes() > 0);
            }
        }
    }

    /** Random steps in waves of growing and shrinking, on a table and a map. */
    private static final class Model {
        private final Slabs slabs;
        private final SplittableRandom random;
        private final TestEntries entries;
        private final HashTable table;
        private final Map<Integer, Long> model = new HashMap<>();
        private final List<Integer> keys = new ArrayList<>();
        private final Map<Integer, Integer> indexes = new HashMap<>();

        Model(Slabs slabs, SplittableRandom random) {
            this.slabs = slabs;
            this.random = random;
            this.entries = new TestEntries(slabs);
            this.table = entries.newTable(random);
        }

        void run(int iterations, int wave) {
            if (random.nextBoolean()) {
                table.reserve(random.nextInt(1 << random.nextInt(18)));
            }
            for (int i = 0; i < iterations; i++) {
                boolean isGrowing = (i / wave) % 2 == 0;
                int dice = random.nextInt(100);
                if (dice < (isGrowing ? 80 : 20)) {
                    toggle(random.nextInt(4 * wave));
                } else if (dice < 85 && !keys.isEmpty()) {
                    toggle(keys.get(random.nextInt(keys.size())));
                } else if (!keys.isEmpty()) {
                    move(keys.get(random.nextInt(keys.size())));
                }
                if (dice == 0) {
                    table.compact(random.nextInt(5));
                }
                assertEquals(model.size(), table.size());
                if (i % 50_000 == 49_999) {
                    checkAll();
                }
                if (i % 50_000 == 20_000) {
                    table.compactAll();
                    checkAll();
                }
            }
            checkAll();
            if (random.nextBoolean()) {
                while (!keys.isEmpty()) {
                    toggle(keys.getLast());
                }
            }
            int budget = 1 + random.nextInt(3000);
            long left = table.size();
            while (left > 0) {
                long drained = table.drain(budget, slabs::free);
                assertTrue(drained <= budget + 9);
                left -= drained;
                assertEquals(left, table.size());
            }
            assertEquals(0, table.size());
            assertEquals(0, table.bytes());
            entries.close();
        }

        private void toggle(int key) {
            long hash = entries.lookFor(table, key);
            Long entry = model.remove(key);
            if (entry == null) {
                assertEquals(0, table.find(hash, entries.key()));
                model.put(key, entries.insert(table, hash, key));
                indexes.put(key, keys.size());
                keys.add(key);
            } else {
                assertEquals(entry, table.remove(hash, entries.key()));
                slabs.free(entry);
                int index = Objects.requireNonNull(indexes.remove(key));
                int last = keys.removeLast();
                if (last != key) {
                    keys.set(index, last);
                    indexes.put(last, index);
                }
            }
        }

        private void move(int key) {
            long hash = entries.lookFor(table, key);
            long entry = table.find(hash, entries.key());
            assertEquals(model.get(key), entry);
            long moved = entries.newEntry(key);
            table.replace(hash, entry, moved);
            slabs.free(entry);
            model.put(key, moved);
        }

        private void checkAll() {
            Set<Long> seen = new HashSet<>();
            table.forEach(entry -> assertTrue(seen.add(entry)));
            assertEquals(new HashSet<>(model.values()), seen);
            Set<Long> scanned = new HashSet<>();
            long cursor = 0;
            do {
                cursor = table.scan(cursor, entry -> assertTrue(scanned.add(entry), "twice in a table at rest"));
            } while (cursor != 0);
            assertEquals(seen, scanned);
            for (Map.Entry<Integer, Long> each : model.entrySet()) {
                long hash = entries.lookFor(table, each.getKey());
                assertEquals(each.getValue(), table.find(hash, entries.key()));
            }
            TableStatistics statistics = table.statistics();
            assertEquals(model.size(), statistics.entries());
            assertEquals(table.bytes(), statistics.bytes());
            slabs.sweep();
        }
    }
}
