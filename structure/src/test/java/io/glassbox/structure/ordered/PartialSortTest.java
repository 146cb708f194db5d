package io.glassbox.structure.ordered;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PartialSortTest {
    /** Counts comparisons, too. */
    private static final class Numbers implements PartialSort.Sequence {
        private final int[] numbers;
        private long comparisons;

        Numbers(int... numbers) {
            this.numbers = numbers;
        }

        @Override
        public int compare(long left, long right) {
            comparisons++;
            return Integer.compare(numbers[(int) left], numbers[(int) right]);
        }

        @Override
        public void swap(long left, long right) {
            int number = numbers[(int) left];
            numbers[(int) left] = numbers[(int) right];
            numbers[(int) right] = number;
        }
    }

    @Test
    void theFirstAreInOrderAndNothingIsLost() {
        Randomized.test(random -> {
            for (int round = 0; round < 300; round++) {
                int size = random.nextInt(1 << random.nextInt(11));
                int values = 1 + random.nextInt(1000);
                int[] numbers = random.ints(size, 0, values).toArray();
                int[] sorted = numbers.clone();
                Arrays.sort(sorted);
                int wanted = size == 0 ? 0 : random.nextInt(size + 1);
                PartialSort.sort(new Numbers(numbers), size, wanted);
                assertArrayEquals(Arrays.copyOf(sorted, wanted), Arrays.copyOf(numbers, wanted));
                Arrays.sort(numbers);
                assertArrayEquals(sorted, numbers);
            }
        });
    }

    @Test
    void aFewOfManyTakeFewComparisons() {
        Randomized.test(random -> {
            Numbers numbers = new Numbers(random.ints(100_000).toArray());
            PartialSort.sort(numbers, 100_000, 10);
            assertTrue(numbers.comparisons < 500_000, () -> numbers.comparisons + " comparisons");
        });
    }

    /** A sequence that answers so that every pivot turns out to be nearly the smallest (McIlroy's adversary). */
    private static final class Adversary implements PartialSort.Sequence {
        private static final int UNDECIDED = Integer.MAX_VALUE;
        private final int[] items;
        private final int[] values;
        private int decided;
        private int candidate;
        private long comparisons;

        Adversary(int size) {
            items = new int[size];
            values = new int[size];
            Arrays.setAll(items, i -> i);
            Arrays.fill(values, UNDECIDED);
        }

        @Override
        public int compare(long left, long right) {
            comparisons++;
            int x = items[(int) left];
            int y = items[(int) right];
            if (values[x] == UNDECIDED && values[y] == UNDECIDED) {
                values[x == candidate ? x : y] = decided++;
            }
            if (values[x] == UNDECIDED) {
                candidate = x;
            } else if (values[y] == UNDECIDED) {
                candidate = y;
            }
            return Integer.compare(values[x], values[y]);
        }

        @Override
        public void swap(long left, long right) {
            int item = items[(int) left];
            items[(int) left] = items[(int) right];
            items[(int) right] = item;
        }
    }

    @Test
    void badPivotsDoNotMakeItQuadratic() {
        Adversary adversary = new Adversary(100_000);
        PartialSort.sort(adversary, 100_000, 100_000);
        assertTrue(adversary.comparisons < 15_000_000, () -> adversary.comparisons + " comparisons");
        for (int i = 1; i < 100_000; i++) {
            assertEquals(-1, adversary.compare(i - 1, i));
        }
    }
}
