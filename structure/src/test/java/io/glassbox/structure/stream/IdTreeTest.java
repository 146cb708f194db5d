package io.glassbox.structure.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IdTreeTest {
    private static final int ITERATIONS = Randomized.iterations(40_000);

    private record Id(long millis, long sequence) {
        static final Comparator<Id> ORDER = (a, b) -> StreamId.compare(a.millis, a.sequence, b.millis, b.sequence);
    }

    private final TreeMap<Id, Long> expected = new TreeMap<>(Id.ORDER);

    @Test
    void behavesAsASortedMapWhileItGrowsAndShrinks() {
        Randomized.test(4, random -> {
            try (OffHeap memory = new OffHeap()) {
                expected.clear();
                IdTree tree = newTree(memory);
                int space = 1 << random.nextInt(3, 14);
                boolean isRising = random.nextBoolean();
                long last = 0;
                for (int i = 0; i < ITERATIONS; i++) {
                    boolean adds = random.nextInt(100) < (i / 4000 % 2 == 0 ? 70 : 30);
                    Id id = adds && isRising
                            ? new Id(last += random.nextInt(3), i)
                            : new Id(random.nextInt(space) - (long) space / 2, random.nextInt(2));
                    if (!adds && random.nextBoolean()) {
                        id = near(id);
                    }
                    change(tree, id, adds, i + 1L);
                    if (i % 16 == 0) {
                        look(tree, new Id(random.nextInt(space) - (long) space / 2, random.nextInt(2)));
                    }
                    if (i % 10_000 == 0) {
                        checkAll(tree);
                    }
                }
                checkAll(tree);
                drain(tree, random);
            }
        });
    }

    private static IdTree newTree(OffHeap memory) {
        long root = memory.room(IdTree.ROOT_BYTES);
        Memory.fill(root, IdTree.ROOT_BYTES, 0);
        return new IdTree(memory.slabs()).open(root);
    }

    private Id near(Id id) {
        Id ceiling = expected.ceilingKey(id);
        return ceiling == null ? id : ceiling;
    }

    private void change(IdTree tree, Id id, boolean adds, long word) {
        if (!adds) {
            Long old = expected.remove(id);
            assertEquals(old == null ? 0 : old, tree.remove(id.millis, id.sequence));
        } else if (expected.putIfAbsent(id, word) == null) {
            tree.insert(id.millis, id.sequence, word);
        }
        assertEquals(expected.size(), tree.size());
    }

    private void look(IdTree tree, Id id) {
        assertEquals(expected.getOrDefault(id, 0L), tree.find(id.millis, id.sequence));
        expect(expected.ceilingEntry(id), tree, tree.seekAtLeast(id.millis, id.sequence));
        expect(expected.floorEntry(id), tree, tree.seekAtMost(id.millis, id.sequence));
        Map.Entry<Id, Long> floor = expected.floorEntry(id);
        if (floor != null) {
            expect(expected.lowerEntry(floor.getKey()), tree, tree.previous());
        }
        Map.Entry<Id, Long> ceiling = expected.ceilingEntry(id);
        if (ceiling != null) {
            tree.seekAtLeast(id.millis, id.sequence);
            expect(expected.higherEntry(ceiling.getKey()), tree, tree.next());
        }
    }

    private static void expect(Map.Entry<Id, Long> entry, IdTree tree, boolean found) {
        assertEquals(entry != null, found);
        if (entry != null) {
            assertEquals(entry.getKey(), new Id(tree.millis(), tree.sequence()));
            assertEquals(entry.getValue(), tree.word());
        }
    }

    private void checkAll(IdTree tree) {
        boolean more = tree.first();
        for (Map.Entry<Id, Long> entry : expected.entrySet()) {
            expect(entry, tree, more);
            more = tree.next();
        }
        assertFalse(more);
        more = tree.last();
        for (Map.Entry<Id, Long> entry : expected.descendingMap().entrySet()) {
            expect(entry, tree, more);
            more = tree.previous();
        }
        assertFalse(more);
    }

    private void drain(IdTree tree, SplittableRandom random) {
        long[] handed = {0};
        while (!tree.isEmpty()) {
            tree.drain(1 + random.nextInt(100), word -> handed[0]++);
        }
        assertEquals(expected.size(), handed[0]);
        assertEquals(0, tree.size());
    }

    @Test
    void risingIdsFillNodesToTheBrim() {
        try (OffHeap memory = new OffHeap()) {
            IdTree tree = newTree(memory);
            for (int i = 1; i <= 42_000; i++) {
                tree.insert(i, 0, i);
            }
            long bytes = memory.slabs().usedBytes();
            assertTrue(bytes < 42_000 * 26, () -> bytes + " bytes");
            assertEquals(bytes - 16, tree.bytes(), bytes / 20.0);
            tree.drain(Integer.MAX_VALUE, word -> {});
        }
    }

    @Test
    void removalsOfMostGiveMemoryBack() {
        try (OffHeap memory = new OffHeap()) {
            IdTree tree = newTree(memory);
            for (int i = 1; i <= 42_000; i++) {
                tree.insert(i, 0, i);
            }
            for (int i = 1; i <= 42_000; i++) {
                if (i % 20 != 0) {
                    tree.remove(i, 0);
                }
            }
            long bytes = memory.slabs().usedBytes();
            assertTrue(bytes < 2_100 * 80, () -> bytes + " bytes");
            tree.drain(Integer.MAX_VALUE, word -> {});
        }
    }
}
