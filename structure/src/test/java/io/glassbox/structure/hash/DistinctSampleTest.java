package io.glassbox.structure.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.structure.memory.Slabs;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistinctSampleTest {
    private static final int[][] CASES = {{0, 5}, {1, 1}, {5, 5}, {3, 1000}, {1000, 1001}, {777, 100_000}};

    @Test
    void numbersAreDifferentAndBelowTheBound() {
        try (Slabs slabs = Slabs.checked()) {
            for (int[] counts : CASES) {
                Set<Long> seen = new HashSet<>();
                try (DistinctSample sample = new DistinctSample(slabs, new SeededRandom(1), counts[0], counts[1])) {
                    for (int i = 0; i < counts[0]; i++) {
                        long number = sample.next();
                        assertTrue(number >= 0 && number < counts[1]);
                        assertTrue(seen.add(number));
                    }
                }
                assertEquals(counts[0], seen.size());
            }
            assertEquals(0, slabs.usedBytes());
        }
    }

    @Test
    void everyNumberIsDrawnAboutAsOften() {
        int[] drawn = new int[10];
        SeededRandom random = new SeededRandom(3);
        try (Slabs slabs = Slabs.checked()) {
            for (int i = 0; i < 10_000; i++) {
                try (DistinctSample sample = new DistinctSample(slabs, random, 4, 10)) {
                    for (int j = 0; j < 4; j++) {
                        drawn[(int) sample.next()]++;
                    }
                }
            }
        }
        for (int count : drawn) {
            assertEquals(4000, count, 250);
        }
    }
}
