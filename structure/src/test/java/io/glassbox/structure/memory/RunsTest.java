package io.glassbox.structure.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsTest {
    private static final int UNITS = 4096;
    private static final int FIRST = 1024;

    private final Reservation range = Reservation.of(64L << 20);
    private final long bitmap = range.start() + ((long) UNITS << Runs.HEADER_SHIFT);
    private final ResidentPages pages = new ResidentPages(range, bitmap);

    @AfterEach
    void giveTheRangeBack() {
        range.close();
    }

    private Runs runs(int boundaryUnits) {
        return new Runs(range.start(), 0, boundaryUnits, pages);
    }

    @Test
    void neighboursMergeWhateverTheOrderOfTheirFrees() {
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            Runs runs = runs(0);
            runs.tag(FIRST - 1, 1, Runs.SPAN);
            runs.tag(FIRST + 30, 1, Runs.SPAN);
            for (int i = 0; i < 3; i++) {
                runs.tag(FIRST + 10 * i, 10, Runs.SPAN);
            }
            for (int i = 0; i < 3; i++) {
                int length = runs.give(FIRST + 10 * order[i], 10);
                assertTrue(i < 2 || length == 30, "the last free joins all three");
            }
            assertEquals(FIRST, runs.take(30, 1, Runs.SPAN));
            assertEquals(0, runs.take(1, 1, Runs.SPAN));
        }
    }

    @Test
    void theShortestRunThatFitsIsTaken() {
        Runs runs = runs(0);
        int[] lengths = {40, 7, 100, 12, 9, 3000};
        int at = FIRST;
        int[] starts = new int[lengths.length];
        for (int i = 0; i < lengths.length - 1; i++) {
            starts[i] = at;
            runs.give(at, lengths[i]);
            runs.tag(at + lengths[i], 1, Runs.SPAN);
            at += lengths[i] + 1;
        }
        assertEquals(starts[4], runs.take(8, 1, Runs.SPAN));
        assertEquals(starts[3], runs.take(8, 1, Runs.SPAN));
        assertEquals(starts[0], runs.take(8, 1, Runs.SPAN));
        assertEquals(starts[1], runs.take(7, 1, Runs.SPAN));
        assertEquals(starts[2], runs.take(33, 1, Runs.SPAN));
    }

    @Test
    void runsDoNotMergeAcrossABoundary() {
        Runs runs = runs(512);
        assertEquals(512, runs.give(1024, 512));
        assertEquals(512, runs.give(1536, 512));
        assertEquals(0, runs.take(513, 1, Runs.SPAN));
    }

    @Test
    void aRunGrowsOnlyIntoFreeRoom() {
        Runs runs = runs(0);
        runs.give(FIRST, 100);
        int run = runs.take(10, 1, Runs.SPAN);
        assertEquals(FIRST, run);
        assertTrue(runs.grow(run, 60));
        assertEquals(60, runs.length(run));
        assertFalse(runs.grow(run, 101));
        runs.shrink(run, 5);
        assertEquals(FIRST + 5, runs.take(95, 1, Runs.SPAN));
        assertFalse(runs.grow(run, 6));
    }

    @Test
    void randomTakesAndFreesAgreeWithAModel() {
        Randomized.test(random -> {
            try (Reservation own = Reservation.of(64L << 20)) {
                long ownBitmap = own.start() + ((long) UNITS << Runs.HEADER_SHIFT);
                new Model(own, new ResidentPages(own, ownBitmap), random).run(Randomized.iterations(100_000));
            }
        });
    }

    private static final class Model {
        private final Runs runs;
        private final ResidentPages pages;
        private final SplittableRandom random;
        private final boolean[] isUsed = new boolean[UNITS];
        private final boolean[] isResident = new boolean[UNITS];
        private final List<Integer> live = new ArrayList<>();

        Model(Reservation range, ResidentPages pages, SplittableRandom random) {
            this.runs = new Runs(range.start(), 0, 0, pages);
            this.pages = pages;
            this.random = random;
            runs.give(FIRST, UNITS - FIRST - 1);
        }

        void run(int iterations) {
            for (int i = 0; i < iterations; i++) {
                switch (random.nextInt(7)) {
                    case 0, 1, 2 -> take();
                    case 3, 4 -> give();
                    case 5 -> resize();
                    default -> release();
                }
                if (i % 1000 == 0) {
                    check();
                }
            }
            while (!live.isEmpty()) {
                give();
            }
            assertEquals(UNITS - FIRST - 1, runs.length(FIRST), "all of it is one run again");
        }

        private void take() {
            int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 500 : 20);
            int alignment = 1 << random.nextInt(6);
            int start = runs.take(length, alignment, Runs.SPAN);
            if (start == 0) {
                assertTrue(longestFree() < length + alignment - 1, "a run that fits for certain is found");
                return;
            }
            assertEquals(0, start % alignment);
            use(start, start + length);
            live.add(start);
        }

        private void use(int from, int end) {
            for (int unit = from; unit < end; unit++) {
                assertFalse(isUsed[unit]);
                isUsed[unit] = true;
                isResident[unit] = true;
            }
            pages.touch(from, end - from);
        }

        private void give() {
            if (live.isEmpty()) {
                return;
            }
            int index = random.nextInt(live.size());
            int start = live.get(index);
            live.set(index, live.getLast());
            live.removeLast();
            int length = runs.length(start);
            runs.give(start, length);
            forget(start, start + length);
        }

        private void forget(int from, int end) {
            for (int unit = from; unit < end; unit++) {
                assertTrue(isUsed[unit]);
                isUsed[unit] = false;
            }
        }

        private void resize() {
            if (live.isEmpty()) {
                return;
            }
            int start = live.get(random.nextInt(live.size()));
            int length = runs.length(start);
            int newLength = Math.max(1, length + random.nextInt(-10, 20));
            if (newLength < length) {
                runs.shrink(start, newLength);
                forget(start + newLength, start + length);
            } else if (newLength > length && runs.grow(start, newLength)) {
                use(start + length, start + newLength);
            }
        }

        private void release() {
            int before = count(isResident);
            long limit = random.nextInt(50);
            long released = runs.release(limit);
            assertTrue(released <= limit);
            for (int unit = FIRST; unit < UNITS; unit++) {
                isResident[unit] = pages.count(unit, 1) == 1;
            }
            assertEquals(before - released, count(isResident));
        }

        private void check() {
            int freeResident = 0;
            int previousKind = Runs.NONE;
            for (int run = FIRST; run < UNITS - 1; run += runs.length(run)) {
                int kind = runs.kind(run);
                assertNotEquals(0, runs.length(run));
                assertFalse(kind == Runs.FREE && previousKind == Runs.FREE, "free neighbours are merged");
                for (int unit = run; unit < run + runs.length(run); unit++) {
                    assertEquals(kind == Runs.SPAN, isUsed[unit]);
                    freeResident += kind == Runs.FREE && isResident[unit] ? 1 : 0;
                }
                previousKind = kind;
            }
            assertEquals(freeResident, runs.residentFree());
            assertEquals(count(isResident), pages.count());
        }

        private int longestFree() {
            int longest = 0;
            for (int run = FIRST; run < UNITS - 1; run += runs.length(run)) {
                longest = runs.kind(run) == Runs.FREE ? Math.max(longest, runs.length(run)) : longest;
            }
            return longest;
        }

        private static int count(boolean[] flags) {
            int count = 0;
            for (boolean flag : flags) {
                count += flag ? 1 : 0;
            }
            return count;
        }
    }
}
