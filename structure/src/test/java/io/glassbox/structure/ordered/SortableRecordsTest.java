package io.glassbox.structure.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

final class SortableRecordsTest {
    private static final SortableRecords.Order BY_KEY =
            (left, right) -> Long.compare(Memory.getLong(left), Memory.getLong(right));

    /** A key that many share, and the order in which they came. */
    private record Pair(long key, long number) {}

    @Test
    void allAreSortedAndEqualOnesStayInTheirOrder() {
        Randomized.test(random -> {
            for (int round = 0; round < 50; round++) {
                int size = random.nextInt(1 << random.nextInt(11));
                long keys = 1L + random.nextInt(100);
                try (Slabs slabs = Slabs.checked();
                        SortableRecords records = new SortableRecords(slabs, 16)) {
                    List<Pair> model = fill(records, size, () -> random.nextLong(keys));
                    records.sort(BY_KEY);
                    model.sort(Comparator.comparingLong(Pair::key));
                    assertEquals(model, contents(records, size));
                }
            }
        });
    }

    @Test
    void theFirstAreInOrderAndNoneIsLost() {
        Randomized.test(random -> {
            for (int round = 0; round < 50; round++) {
                int size = 1 + random.nextInt(2_000);
                int wanted = 1 + random.nextInt(size);
                try (Slabs slabs = Slabs.checked();
                        SortableRecords records = new SortableRecords(slabs, 16)) {
                    List<Pair> model = fill(records, size, random::nextLong);
                    records.sortFirst(wanted, BY_KEY);
                    model.sort(Comparator.comparingLong(Pair::key));
                    assertEquals(model.subList(0, wanted), contents(records, wanted));
                    List<Pair> all = contents(records, size);
                    all.sort(Comparator.comparingLong(Pair::key));
                    assertEquals(model, all);
                }
            }
        });
    }

    @Test
    void memoryIsGivenBack() {
        try (Slabs slabs = Slabs.checked()) {
            long before = slabs.usedBytes();
            try (SortableRecords records = new SortableRecords(slabs, 24)) {
                for (int i = 0; i < 1_000; i++) {
                    Memory.putLong(records.add(), 1_000 - i);
                }
                records.sort(BY_KEY);
                assertEquals(1, Memory.getLong(records.at(0)));
            }
            assertEquals(before, slabs.usedBytes());
        }
    }

    private static List<Pair> fill(SortableRecords records, int size, LongSupplier keys) {
        List<Pair> model = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Pair pair = new Pair(keys.getAsLong(), i);
            long record = records.add();
            Memory.putLong(record, pair.key());
            Memory.putLong(record + Long.BYTES, pair.number());
            model.add(pair);
        }
        return model;
    }

    private static List<Pair> contents(SortableRecords records, int count) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(new Pair(Memory.getLong(records.at(i)), Memory.getLong(records.at(i) + Long.BYTES)));
        }
        return pairs;
    }
}
