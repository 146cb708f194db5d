package io.glassbox.structure.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Slabs;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Chance in tables of all sizes and loads. */
class HashTableRandomTest {
    private static final int[] SIZES = {1, 7, 64, 500, 3000, 40_000};

    @Test
    void everyEntryIsAsLikelyAsAnyOther() {
        Randomized.test(random -> {
            SeededRandom chance = new SeededRandom(random.nextLong());
            for (int size : SIZES) {
                int removed = random.nextBoolean() ? 0 : size * 9 / 10;
                try (Slabs slabs = Slabs.plain()) {
                    TestEntries entries = new TestEntries(slabs);
                    HashTable table = fill(entries, size, removed, random.nextLong());
                    int left = size - removed;
                    int[] drawn = new int[size];
                    int draws = Math.max(10_000, 20 * left);
                    for (int i = 0; i < draws; i++) {
                        drawn[TestEntries.numberOf(table.randomEntry(chance))]++;
                    }
                    double expected = (double) draws / left;
                    double chiSquare = 0;
                    for (int key = removed; key < size; key++) {
                        chiSquare += (drawn[key] - expected) * (drawn[key] - expected) / expected;
                    }
                    double limit = left + 7 * Math.sqrt(2.0 * left) + 20;
                    assertTrue(chiSquare < limit, chiSquare + " of " + limit + " with " + left + " entries");
                    dispose(slabs, entries, table);
                }
            }
        });
    }

    @Test
    void aSampleHasNoEntryTwiceAndAllOfASmallTable() {
        Randomized.test(random -> {
            SeededRandom chance = new SeededRandom(random.nextLong());
            for (int size : SIZES) {
                try (Slabs slabs = Slabs.plain()) {
                    TestEntries entries = new TestEntries(slabs);
                    HashTable table = fill(entries, size, size / 2, random.nextLong());
                    Set<Long> everSeen = new HashSet<>();
                    for (int i = 0; i < 200; i++) {
                        int count = 1 + random.nextInt(64);
                        long[] sample = new long[count];
                        int found = table.sample(chance, sample, count);
                        assertTrue(found > 0 || size > 7);
                        Set<Long> distinct = new HashSet<>();
                        for (int k = 0; k < found; k++) {
                            assertTrue(TestEntries.numberOf(sample[k]) >= size / 2);
                            assertTrue(distinct.add(sample[k]), "twice");
                        }
                        everSeen.addAll(distinct);
                    }
                    assertTrue(everSeen.size() >= Math.min(table.size(), 1000));
                    dispose(slabs, entries, table);
                }
            }
        });
    }

    private static HashTable fill(TestEntries entries, int size, int removed, long seed) {
        HashTable table = entries.newTable(new SplittableRandom(seed));
        for (int key = 0; key < size; key++) {
            entries.insert(table, entries.lookFor(table, key), key);
        }
        for (int key = 0; key < removed; key++) {
            entries.free(table.remove(entries.lookFor(table, key), entries.key()));
        }
        return table;
    }

    private static void dispose(Slabs slabs, TestEntries entries, HashTable table) {
        table.drain(Integer.MAX_VALUE, slabs::free);
        entries.close();
        assertEquals(0, slabs.usedBytes());
    }
}
