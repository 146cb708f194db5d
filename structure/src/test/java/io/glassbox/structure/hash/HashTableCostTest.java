package io.glassbox.structure.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Slabs;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What operations cost, counted in entries looked at and bytes allocated, never in time. */
class HashTableCostTest {
    /** Counts how often the table asks for a key: each entry that is compared or regrouped. */
    private static final class Counting implements EntryFormat {
        private final TestEntries entries;
        private long asked;

        Counting(TestEntries entries) {
            this.entries = entries;
        }

        @Override
        public long keyAddress(long entry) {
            return entries.keyAddress(entry);
        }

        @Override
        public int keyLength(long entry) {
            asked++;
            return entries.keyLength(entry);
        }
    }

    /** What is done with a table that counts. */
    @FunctionalInterface
    private interface Use {
        void of(HashTable table, TestEntries entries, Counting counting, SplittableRandom random);
    }

    private static void test(Use use) {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.plain()) {
                TestEntries entries = new TestEntries(slabs);
                Counting counting = new Counting(entries);
                use.of(
                        new HashTable(slabs, counting, new SipHash(random.nextLong(), random.nextLong())),
                        entries,
                        counting,
                        random);
                entries.close();
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void aKeyThatComesAndGoesNeverRegroupsATableAgainAndAgain() {
        test((table, entries, counting, random) -> {
            int size = 0;
            for (int i = 0; i < 3000; i++) {
                int key = size++;
                entries.insert(table, entries.lookFor(table, key), key);
                checkToggle(table, entries, counting, 1_000_000 + random.nextInt(1000));
            }
            while (size > 0) {
                entries.free(table.remove(entries.lookFor(table, --size), entries.key()));
                checkToggle(table, entries, counting, 1_000_000 + random.nextInt(1000));
            }
            assertEquals(0, table.bytes());
        });
    }

    private static void checkToggle(HashTable table, TestEntries entries, Counting counting, int key) {
        long before = counting.asked;
        long hash = entries.lookFor(table, key);
        for (int i = 0; i < 40; i++) {
            long entry = entries.insert(table, hash, key);
            table.removeEntry(hash, entry);
            entries.free(entry);
        }
        long asked = counting.asked - before;
        assertTrue(asked < 40 * 8 + 3 * Segment.MAX_PLACES, asked + " entries looked at with " + table.size());
    }

    @Test
    void noSingleOperationLooksAtMoreThanTwoSegments() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.plain()) {
                TestEntries entries = new TestEntries(slabs);
                Counting counting = new Counting(entries);
                HashTable table = new HashTable(slabs, counting, new SipHash(random.nextLong(), random.nextLong()));
                long most = 0;
                for (int i = 0; i < 120_000; i++) {
                    int key = i < 60_000 ? i : i - 60_000;
                    long hash = entries.lookFor(table, key);
                    long before = counting.asked;
                    if (i < 60_000) {
                        entries.insert(table, hash, key);
                    } else {
                        entries.free(table.remove(hash, entries.key()));
                    }
                    most = Math.max(most, counting.asked - before);
                }
                assertTrue(most < 700, most + " entries looked at");
                entries.close();
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void removalsLeaveNoSparseTableBehind() {
        test((table, entries, counting, random) -> {
            int count = 100_000;
            for (int key = 0; key < count; key++) {
                entries.insert(table, entries.lookFor(table, key), key);
            }
            for (int key = 0; key < count; key++) {
                entries.free(table.remove(entries.lookFor(table, key), entries.key()));
                if (key % 1000 == 0 && key < count - 2000) {
                    assertTrue(table.statistics().loadPercent() >= 25, table.statistics()::toString);
                }
            }
        });
    }

    @Test
    void entriesThatWereExpectedAreHardlyRegrouped() {
        test((table, entries, counting, random) -> {
            int expected = 1 + random.nextInt(200_000);
            List<Long> blocks = new ArrayList<>();
            table.reserve(expected);
            long empty = table.bytes();
            for (int key = 0; key < expected; key++) {
                blocks.add(entries.newEntry(key));
                table.insertAbsent(entries.lookFor(table, key), blocks.getLast());
            }
            assertTrue(counting.asked <= expected / 2 + 1000, counting.asked + " of " + expected);
            assertTrue(table.bytes() <= empty * 5 / 4 + 10_000, table.bytes() + " after " + empty);
            blocks.forEach(entries::free);
            table.close();
        });
    }

    @Test
    void roomForEntriesThatDoNotComeIsGivenBack() {
        test((table, entries, counting, random) -> {
            table.reserve(1 + random.nextInt(200_000));
            table.compact(1);
            assertEquals(0, table.bytes());
            table.reserve(100_000);
            long block = entries.insert(table, entries.lookFor(table, 7), 7);
            table.compactAll();
            assertTrue(table.bytes() < 1000, table.bytes() + " bytes");
            assertEquals(block, table.remove(entries.lookFor(table, 7), entries.key()));
            entries.free(block);
        });
    }

    @Test
    void findingInsertingAndRemovingAllocateNothingOnTheHeap() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        test((table, entries, counting, random) -> {
            long least = Long.MAX_VALUE;
            // Only compiled code is free of allocations: as many rounds as the compiler needs, one that counts.
            for (int round = 0; round < 200 && least > 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                work(table, entries);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least);
        });
    }

    private static void work(HashTable table, TestEntries entries) {
        for (int key = 0; key < 10_000; key++) {
            entries.insert(table, entries.lookFor(table, key), key);
        }
        for (int key = 0; key < 10_000; key++) {
            long hash = entries.lookFor(table, key);
            long entry = table.find(hash, entries.key());
            table.replace(hash, entry, entry);
            entries.free(table.remove(hash, entries.key()));
        }
    }
}
