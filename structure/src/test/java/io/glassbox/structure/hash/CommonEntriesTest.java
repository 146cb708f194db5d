package io.glassbox.structure.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Slabs;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What two tables have in common, whatever their sizes and however they came to their shapes. */
final class CommonEntriesTest {
    private static final int ROUNDS = Randomized.iterations(60);

    @Test
    void whatBothTablesHaveIsFoundOnce() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.checked();
                    TestEntries entries = new TestEntries(slabs)) {
                long before = slabs.usedBytes();
                for (int i = 0; i < ROUNDS; i++) {
                    round(random, slabs, entries);
                    assertEquals(before, slabs.usedBytes());
                }
            }
        });
    }

    private static void round(SplittableRandom random, Slabs slabs, TestEntries entries) {
        SipHash hashing = new SipHash(random.nextLong(), random.nextLong());
        HashTable one = entries.newTable(hashing);
        HashTable other = entries.newTable(hashing);
        int range = 1 << random.nextInt(14);
        BitSet inOne = fill(random, entries, one, range);
        BitSet inOther = fill(random, entries, other, range);
        BitSet found = new BitSet();
        CommonEntries common = new CommonEntries(slabs, one);
        long cursor = 0;
        do {
            cursor = common.scan(cursor, other, entry -> {
                assertTrue(!found.get(TestEntries.numberOf(entry)), "twice");
                found.set(TestEntries.numberOf(entry));
            });
        } while (cursor != 0);
        inOne.and(inOther);
        assertEquals(inOne, found);
        one.drain(Integer.MAX_VALUE, entries::free);
        other.drain(Integer.MAX_VALUE, entries::free);
    }

    /** Fills a table with some of the numbers below a bound, and takes some of them out again. */
    private static BitSet fill(SplittableRandom random, TestEntries entries, HashTable table, int range) {
        BitSet numbers = new BitSet();
        int chance = 1 + random.nextInt(100);
        int chanceToStay = 1 + random.nextInt(100);
        for (int number = 0; number < range; number++) {
            if (random.nextInt(100) < chance) {
                entries.insert(table, entries.lookFor(table, number), number);
                numbers.set(number);
            }
        }
        for (int number = 0; number < range; number++) {
            if (numbers.get(number) && random.nextInt(100) >= chanceToStay) {
                entries.free(table.remove(entries.lookFor(table, number), entries.key()));
                numbers.clear(number);
            }
        }
        return numbers;
    }
}
