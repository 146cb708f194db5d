package io.glassbox.structure.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelocationTest {
    private static final int BLOCK_BYTES = 64;
    private static final int PER_SLAB = (64 << 10) / BLOCK_BYTES;

    private final Slabs slabs = Slabs.plain(1L << 33);
    private final Relocation relocation = new Relocation(slabs);
    private final List<Long> blocks = new ArrayList<>();

    @AfterEach
    void nothingIsLeftBehind() {
        blocks.forEach(slabs::free);
        assertEquals(0, slabs.usedBytes());
        slabs.releaseEmpty(0);
        assertEquals(0, slabs.freeBlockBytes());
        slabs.close();
    }

    @Test
    void oneWalkLeavesNoSlabThatCouldBeSpared() {
        Randomized.test(20, random -> {
            fill(40 * PER_SLAB, BLOCK_BYTES);
            keepRandomly(random, random.nextInt(1, 100));
            walk();
            assertEquals(slabsFor(blocks.size()), slabs.classes().getFirst().slabs());
        });
    }

    @Test
    void aSecondWalkMovesNothing() {
        fill(10 * PER_SLAB, BLOCK_BYTES);
        keepRandomly(new SplittableRandom(1), 30);
        walk();
        relocation.reset();
        walk();
        assertEquals(0, relocation.moved());
        assertEquals(blocks.size(), relocation.left());
    }

    @Test
    void fullSlabsAndSpansStayWhereTheyAre() {
        fill(3 * PER_SLAB, BLOCK_BYTES);
        blocks.add(slabs.allocate(1 << 20));
        List<Long> before = List.copyOf(blocks);
        walk();
        assertEquals(before, blocks);
    }

    @Test
    void theFullestSlabsAreFilledAndTheOthersEmptied() {
        fill(4 * PER_SLAB, BLOCK_BYTES);
        List<Long> sparse = thin(0, PER_SLAB, 100);
        List<Long> dense = thin(sparse.size(), PER_SLAB, PER_SLAB - 200);
        walk();
        assertTrue(blocks.containsAll(dense), "a block of the fuller slab has moved");
        assertEquals(sparse.size(), relocation.moved());
    }

    @Test
    void blocksKeepTheirContentsAndTheSumStays() {
        Randomized.test(random -> {
            for (int size = 16; size < 16_000; size += size / 3) {
                fill(200_000 / size, size);
            }
            keepRandomly(random, 30);
            for (int i = 0; i < blocks.size(); i++) {
                Memory.putLong(blocks.get(i), i);
            }
            long used = slabs.usedBytes();
            long held = slabs.heldBytes();
            walk();
            assertEquals(used, slabs.usedBytes());
            assertTrue(slabs.heldBytes() < held);
            for (int i = 0; i < blocks.size(); i++) {
                assertEquals(i, Memory.getLong(blocks.get(i)));
            }
        });
    }

    @Test
    void blocksThatComeAndGoDuringAWalkDoNoHarm() {
        Randomized.test(random -> {
            fill(20 * PER_SLAB, BLOCK_BYTES);
            keepRandomly(random, 30);
            choose();
            for (int i = 0; i < blocks.size(); i++) {
                blocks.set(i, relocation.move(blocks.get(i)));
                if (random.nextInt(4) == 0) {
                    blocks.add(slabs.allocate(BLOCK_BYTES));
                } else if (random.nextInt(4) == 0) {
                    slabs.free(blocks.removeLast());
                }
            }
            walk();
            assertEquals(slabsFor(blocks.size()), slabs.classes().getFirst().slabs());
        });
    }

    private void fill(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            blocks.add(slabs.allocate(bytes));
        }
    }

    private void keepRandomly(SplittableRandom random, int percent) {
        blocks.removeIf(block -> {
            boolean goes = random.nextInt(100) >= percent;
            if (goes) {
                slabs.free(block);
            }
            return goes;
        });
    }

    /** Of so many blocks from a place on only the first few stay; returns these. */
    private List<Long> thin(int from, int count, int kept) {
        List<Long> going = blocks.subList(from + kept, from + count);
        going.forEach(slabs::free);
        going.clear();
        return List.copyOf(blocks.subList(from, from + kept));
    }

    private void choose() {
        for (int sizeClass = 0; sizeClass < Slabs.sizeClasses(); sizeClass++) {
            slabs.chooseSparse(sizeClass);
        }
    }

    private void walk() {
        choose();
        blocks.replaceAll(relocation::move);
    }

    private static long slabsFor(int count) {
        return Math.max(1, (count + PER_SLAB - 1) / PER_SLAB);
    }
}
