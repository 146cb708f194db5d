package io.glassbox.structure.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoredSetTest {
    private static final int ITERATIONS = Randomized.iterations(20_000);

    @Test
    void behavesAsASortedMapWhileItGrowsAndShrinks() {
        Randomized.test(random -> {
            try (Slabs slabs = random.nextInt(4) == 0 ? Slabs.plain() : Slabs.checked()) {
                try (ScoredSetModel model = new ScoredSetModel(slabs, random)) {
                    model.run(ITERATIONS, 1 + random.nextInt(1 << random.nextInt(16)));
                }
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void ascendingScoresFillLeavesToTheBrim() {
        try (Slabs slabs = Slabs.checked();
                ScoredSetModel model = new ScoredSetModel(slabs, new SplittableRandom(1))) {
            for (int i = 0; i < 6300; i++) {
                model.put(i, "m" + i);
            }
            model.check();
            long nodes = model.set().bytes(1) - model.tableAndMemberBytes();
            assertTrue(nodes < 6300 * 14, () -> nodes + " bytes of nodes");
        }
    }

    @Test
    void descendingScoresDoSo() {
        try (Slabs slabs = Slabs.checked();
                ScoredSetModel model = new ScoredSetModel(slabs, new SplittableRandom(1))) {
            for (int i = 6300; i > 0; i--) {
                model.put(i, "m" + i);
            }
            model.check();
            long nodes = model.set().bytes(1) - model.tableAndMemberBytes();
            assertTrue(nodes < 6300 * 15, () -> nodes + " bytes of nodes");
        }
    }

    @Test
    void membersOfOneScoreAreOrderedAsUnsignedBytes() {
        try (Slabs slabs = Slabs.checked();
                ScoredSetModel model = new ScoredSetModel(slabs, new SplittableRandom(1))) {
            for (int i = 0; i < 256; i++) {
                model.put(0, String.valueOf((char) i));
                model.put(0, "x".repeat(i));
            }
            model.check();
        }
    }

    @Test
    void zerosOfEitherSignAreOneScoreAndKeepTheirSign() {
        try (Slabs slabs = Slabs.checked();
                ScoredSetModel model = new ScoredSetModel(slabs, new SplittableRandom(1))) {
            model.put(0.0, "b");
            model.put(-0.0, "c");
            model.put(0.0, "a");
            model.check();
            model.set().seek(2);
            assertEquals(-0.0, model.set().score());
        }
    }

    @Test
    void infinitiesStandAtTheEnds() {
        try (Slabs slabs = Slabs.checked();
                ScoredSetModel model = new ScoredSetModel(slabs, new SplittableRandom(1))) {
            model.put(Double.POSITIVE_INFINITY, "a");
            model.put(Double.NEGATIVE_INFINITY, "z");
            model.put(Double.MAX_VALUE, "b");
            model.check();
            assertEquals(2, model.set().countBefore(new Bound().ofScore(Double.POSITIVE_INFINITY, false)));
            assertEquals(3, model.set().countBefore(new Bound().ofScore(Double.POSITIVE_INFINITY, true)));
        }
    }

    @Test
    void longMembersAreKeptWhole() {
        try (Slabs slabs = Slabs.checked();
                ScoredSetModel model = new ScoredSetModel(slabs, new SplittableRandom(1))) {
            for (int length : new int[] {0, 1, 254, 255, 256, 70_000}) {
                model.put(1, "q".repeat(length));
            }
            model.check();
        }
    }

    @Test
    void aRandomElementIsAnyOfThem() {
        try (Slabs slabs = Slabs.checked();
                ScoredSetModel model = new ScoredSetModel(slabs, new SplittableRandom(1))) {
            for (int i = 0; i < 20; i++) {
                model.put(i, "m" + i);
            }
            SeededRandom random = new SeededRandom(7);
            long seen = 0;
            for (int i = 0; i < 1000; i++) {
                seen |= 1L << (long) MemberBlock.score(model.set().random(random));
            }
            assertEquals((1L << 20) - 1, seen);
        }
    }

    @Test
    void aLargeSetIsFreedInSlices() {
        try (Slabs slabs = Slabs.checked()) {
            try (ScoredSetModel model = new ScoredSetModel(slabs, new SplittableRandom(1))) {
                for (int i = 0; i < 20_000; i++) {
                    model.put(i * 7919 % 20_000, "m" + i);
                }
                long left;
                do {
                    model.reopen();
                    long before = slabs.usedBytes();
                    left = model.set().drain(100);
                    long freed = before - slabs.usedBytes();
                    assertTrue(freed > 0 && freed < 80_000, () -> freed + " bytes in one slice");
                } while (left > 0);
                model.forget();
            }
            assertEquals(0, slabs.usedBytes());
        }
    }

    @Test
    void aCopyIsASetOfItsOwn() {
        try (Slabs slabs = Slabs.checked()) {
            try (ScoredSetModel model = new ScoredSetModel(slabs, new SplittableRandom(1))) {
                for (int i = 0; i < 3000; i++) {
                    model.put(i % 10, "m" + i);
                }
                long root = slabs.allocate(ScoredSet.ROOT_BYTES);
                Memory.fill(root, ScoredSet.ROOT_BYTES, 0);
                ScoredSet copy = model.newSet().open(root);
                copy.copyOf(model.set());
                assertEquals(3000, copy.size());
                model.set().seek(0);
                copy.seek(0);
                for (int i = 0; i < 3000; i++) {
                    assertEquals(model.set().score(), copy.score());
                    assertNotEquals(model.set().block(), copy.block());
                    assertEquals(i < 2999, copy.next());
                    model.set().next();
                }
                copy.removeRange(0, 3000);
                assertEquals(0, copy.size());
                model.check();
                slabs.free(root);
            }
            assertEquals(0, slabs.usedBytes());
        }
    }

    @Test
    void aRangeOfAnySizeIsRemovedAtOnce() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.checked()) {
                try (ScoredSetModel model = new ScoredSetModel(slabs, random)) {
                    int size = 1 + random.nextInt(3000);
                    for (int i = 0; i < size; i++) {
                        model.put(random.nextInt(100), "m" + i);
                    }
                    while (!model.isEmpty()) {
                        int from = random.nextInt(model.size());
                        model.removeRange(from, 1 + random.nextInt(model.size() - from));
                        model.check();
                    }
                }
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void nothingIsLostWhenMemoryIsExhausted() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.create(16 << 20)) {
                try (ScoredSetModel model = new ScoredSetModel(slabs, random)) {
                    model.fillUp();
                    model.check();
                    for (int i = 0; i < 2000; i++) {
                        model.churn();
                    }
                    model.check();
                }
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void anElementThatIsNotThereCannotBeRemoved() {
        try (Slabs slabs = Slabs.checked()) {
            ScoreTree tree = new ScoreTree(slabs);
            long there = MemberBlock.allocate(slabs, 1, 0, 0);
            long absent = MemberBlock.allocate(slabs, 2, 0, 0);
            tree.insert(1, there);
            assertThrows(IllegalStateException.class, () -> tree.remove(2, absent));
            tree.remove(1, there);
            assertFalse(tree.size() > 0);
            MemberBlock.free(slabs, there);
            MemberBlock.free(slabs, absent);
            assertEquals(0, slabs.usedBytes());
        }
    }
}
