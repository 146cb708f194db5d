package io.glassbox.structure.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What SCAN promises, on a table that splits, doubles, grows, merges and shrinks all the while. */
class HashTableScanTest {
    private static final int SCANS = Randomized.iterations(40);

    @Test
    void whatIsThereThroughoutIsSeenWhateverElseComesAndGoes() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.plain()) {
                new Restless(slabs, random).run();
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void aScanOfATableAtRestSeesEverythingOnceInSmallCursors() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.plain()) {
                TestEntries entries = new TestEntries(slabs);
                HashTable table = entries.newTable(random);
                for (int key = 0; key < 20_000; key++) {
                    entries.insert(table, entries.lookFor(table, key), key);
                }
                BitSet seen = new BitSet();
                long cursor = 0;
                do {
                    cursor = table.scan(cursor, entry -> {
                        assertTrue(!seen.get(TestEntries.numberOf(entry)), "twice");
                        seen.set(TestEntries.numberOf(entry));
                    });
                    assertTrue(Long.compareUnsigned(cursor, 1L << 20) < 0, "cursor " + cursor);
                } while (cursor != 0);
                assertEquals(20_000, seen.cardinality());
                table.drain(Integer.MAX_VALUE, slabs::free);
                entries.close();
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void anyNumberIsACursor() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.plain()) {
                TestEntries entries = new TestEntries(slabs);
                HashTable table = entries.newTable(random);
                for (int key = 0; key < 3000; key++) {
                    entries.insert(table, entries.lookFor(table, key), key);
                }
                for (int i = 0; i < 1000; i++) {
                    long cursor = i == 0 ? -1 : random.nextLong() >>> random.nextInt(64);
                    int calls = 0;
                    while (cursor != 0) {
                        cursor = table.scan(cursor, entry -> assertTrue(TestEntries.numberOf(entry) < 3000));
                        assertTrue(calls++ < 3000, "it does not end");
                    }
                }
                table.drain(Integer.MAX_VALUE, slabs::free);
                entries.close();
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    private static final class Restless {
        private final Slabs slabs;
        private final SplittableRandom random;
        private final TestEntries entries;
        private final HashTable table;
        private final List<Integer> passing = new ArrayList<>();
        private int staying;
        private int lastKey = -1;

        Restless(Slabs slabs, SplittableRandom random) {
            this.slabs = slabs;
            this.random = random;
            this.entries = new TestEntries(slabs);
            this.table = entries.newTable(random);
        }

        void run() {
            int first = 1 + random.nextInt(2000);
            for (int i = 0; i < first; i++) {
                insertNew();
            }
            staying = first;
            for (int scan = 0; scan < SCANS; scan++) {
                BitSet seen = new BitSet();
                int goal = random.nextInt(10) == 0 ? 0 : random.nextInt(1 << random.nextInt(1, 17));
                int steps = random.nextInt(1, 1 + Math.max(1, Math.abs(goal - passing.size()) / 8));
                long cursor = 0;
                int calls = 0;
                do {
                    cursor = table.scan(cursor, entry -> {
                        if (TestEntries.numberOf(entry) < staying) {
                            seen.set(TestEntries.numberOf(entry));
                        }
                    });
                    comeAndGo(goal, steps);
                    table.compact(random.nextInt(20));
                    assertTrue(calls++ < 300_000, "it does not end");
                } while (cursor != 0);
                assertEquals(staying, seen.cardinality(), "scan " + scan);
            }
            table.drain(Integer.MAX_VALUE, slabs::free);
            entries.close();
        }

        private void comeAndGo(int goal, int steps) {
            boolean isThere = false;
            for (int i = 0; i < steps && (i < 20 || !isThere); i++) {
                isThere |= passing.size() == goal;
                if (passing.size() < goal || (passing.size() == goal && random.nextBoolean())) {
                    insertNew();
                    passing.add(lastKey);
                } else if (!passing.isEmpty()) {
                    int index = random.nextInt(passing.size());
                    int last = passing.removeLast();
                    int key = index < passing.size() ? passing.set(index, last) : last;
                    slabs.free(table.remove(entries.lookFor(table, key), entries.key()));
                }
            }
        }

        /** A key that is not there; in a long run those that have gone come again. */
        private void insertNew() {
            do {
                lastKey = lastKey == Integer.MAX_VALUE ? staying : lastKey + 1;
            } while (table.find(entries.lookFor(table, lastKey), entries.key()) != 0);
            entries.insert(table, entries.lookFor(table, lastKey), lastKey);
        }
    }
}
