package io.glassbox.structure.wheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimingWheelTest {
    private static final int ITERATIONS = Randomized.iterations(300_000);

    /** The links behind an 8-byte number; counts how often it is asked, which is the work that was done. */
    private static final class Links implements LinkFormat {
        long asked;

        @Override
        public long linkAddress(long entry) {
            asked++;
            return entry + Long.BYTES;
        }
    }

    private static long newEntry(Slabs slabs, long number) {
        long entry = slabs.allocate(Long.BYTES + TimingWheel.LINK_BYTES);
        Memory.putLong(entry, number);
        return entry;
    }

    @Test
    void everythingIsHandedOutWhenItIsDueAndNotBefore() {
        Randomized.test(10, random -> {
            try (Slabs slabs = Slabs.checked()) {
                new Model(slabs, random).run(ITERATIONS / 10);
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void anUnusedWheelHoldsNothing() {
        try (Slabs slabs = Slabs.checked();
                TimingWheel wheel = new TimingWheel(slabs, new Links())) {
            assertEquals(Long.MAX_VALUE, wheel.nextDue());
            assertEquals(0, wheel.advance(1_700_000_000_000L, 100, entry -> {}));
            assertEquals(0, slabs.usedBytes());
            assertEquals(0, wheel.bytes());
        }
    }

    /** Taken out one by one like this, all but exactly the nearest goes first. */
    @Test
    void theSoonestIsFoundWithoutTime() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.checked();
                    TimingWheel wheel = new TimingWheel(slabs, new Links())) {
                assertEquals(0, wheel.soonest(1));
                long now = 1_700_000_000_000L;
                wheel.advance(now, 1, entry -> {});
                List<Long> dues = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    long due = now + random.nextLong(1L << random.nextInt(1, 40));
                    wheel.add(newEntry(slabs, due), due);
                    dues.add(due);
                }
                dues.sort(null);
                while (!dues.isEmpty()) {
                    long entry = wheel.soonest(50);
                    long due = Memory.getLong(entry);
                    // What is in one slot is looked at in full; slots of different levels may overlap.
                    assertTrue(due - now <= 2 * Math.max(64, dues.getFirst() - now) + 64, () -> due + " of " + dues);
                    dues.remove(due);
                    wheel.remove(entry);
                    slabs.free(entry);
                }
            }
        });
    }

    @Test
    void extremeTimesAreTimesToo() {
        try (Slabs slabs = Slabs.checked();
                TimingWheel wheel = new TimingWheel(slabs, new Links())) {
            long[] dues = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE};
            for (long due : dues) {
                wheel.add(newEntry(slabs, due), due);
            }
            List<Long> out = new ArrayList<>();
            TimingWheel.DueVisitor visitor = entry -> {
                out.add(Memory.getLong(entry));
                wheel.remove(entry);
                slabs.free(entry);
            };
            for (long now : new long[] {-5, 0, 1, 1_700_000_000_000L, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
                while (wheel.advance(now, 1, visitor) > 0) {
                    assertTrue(out.getLast() <= Math.max(now, 0));
                }
            }
            assertEquals(List.of(-1L, Long.MIN_VALUE, 0L, 1L, Long.MAX_VALUE - 1, Long.MAX_VALUE), out);
            assertEquals(Long.MAX_VALUE, wheel.nextDue());
            wheel.clear();
            assertEquals(0, slabs.usedBytes());
        }
    }

    @Test
    void aVisitorThatLeavesAnEntryInTheWheelIsRefused() {
        try (Slabs slabs = Slabs.checked();
                TimingWheel wheel = new TimingWheel(slabs, new Links())) {
            long entry = newEntry(slabs, 1);
            wheel.add(entry, 7);
            assertThrows(IllegalStateException.class, () -> wheel.advance(7, 10, due -> {}));
            wheel.clear();
            slabs.free(entry);
            assertEquals(0, slabs.usedBytes());
        }
    }

    @Test
    void aVisitorMayForgetEverything() {
        try (Slabs slabs = Slabs.checked();
                TimingWheel wheel = new TimingWheel(slabs, new Links())) {
            List<Long> entries = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                entries.add(newEntry(slabs, i));
                wheel.add(entries.getLast(), 7);
            }
            assertEquals(1, wheel.advance(7, 100, entry -> wheel.clear()));
            assertEquals(0, wheel.size());
            entries.forEach(slabs::free);
            assertEquals(0, slabs.usedBytes());
        }
    }

    @Test
    void manyEntriesOfTheSameFarSecondsComeDownInSlicesAndOnTime() {
        Randomized.test(random -> {
            Links links = new Links();
            try (Slabs slabs = Slabs.plain();
                    TimingWheel wheel = new TimingWheel(slabs, links)) {
                int count = 200_000;
                long start = 1_700_000_000_000L + random.nextInt(1 << 24);
                assertEquals(0, wheel.advance(start, 1, entry -> {}));
                long first = start + 20_000 + random.nextInt(300_000);
                for (int i = 0; i < count; i++) {
                    long due = first + random.nextInt(3000);
                    wheel.add(newEntry(slabs, due), due);
                }
                long[] late = {0, 0};
                int budget = 2000;
                for (long now = start; wheel.size() > 0; now++) {
                    long today = now;
                    long before = links.asked;
                    wheel.advance(now, budget, entry -> {
                        late[0] = Math.max(late[0], today - Memory.getLong(entry));
                        late[1]++;
                        wheel.remove(entry);
                        slabs.free(entry);
                    });
                    assertTrue(links.asked - before < 40L * budget, "too much at once");
                }
                assertEquals(count, late[1]);
                assertEquals(0, late[0], "milliseconds late");
                wheel.clear();
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void aProcessThatWasStoppedCatchesUpInSlicesAndInOrder() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.plain();
                    TimingWheel wheel = new TimingWheel(slabs, new Links())) {
                long start = 1_700_000_000_000L;
                assertEquals(0, wheel.advance(start, 1, entry -> {}));
                for (int i = 0; i < 100_000; i++) {
                    long due = start + 1 + random.nextLong(600_000);
                    wheel.add(newEntry(slabs, due), due);
                }
                long[] last = {0};
                int slices = 0;
                while (wheel.advance(start + 600_000, 500, entry -> {
                            assertTrue(Memory.getLong(entry) >= last[0]);
                            last[0] = Memory.getLong(entry);
                            wheel.remove(entry);
                            slabs.free(entry);
                        })
                        > 0) {
                    slices++;
                }
                assertEquals(0, wheel.size());
                assertTrue(slices <= 100_000 * 4 / 500, slices + " slices");
                wheel.clear();
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    @Test
    void waitingForAFewEntriesWakesUpAFewTimes() {
        Randomized.test(random -> {
            try (Slabs slabs = Slabs.checked();
                    TimingWheel wheel = new TimingWheel(slabs, new Links())) {
                long now = 1_700_000_000_000L;
                for (int i = 0; i < 200; i++) {
                    wheel.advance(now, 1, entry -> {});
                    long due = now + 1 + random.nextLong(1L << random.nextInt(1, 40));
                    wheel.add(newEntry(slabs, due), due);
                    int wakes = 0;
                    while (wheel.size() > 0) {
                        assertTrue(wheel.nextDue() > now && wheel.nextDue() <= due);
                        now = wheel.nextDue();
                        wakes++;
                        wheel.advance(now, 10, entry -> {
                            wheel.remove(entry);
                            slabs.free(entry);
                        });
                    }
                    assertEquals(due, now);
                    assertTrue(wakes <= 7, wakes + " wakes");
                }
                wheel.clear();
                assertEquals(0, slabs.usedBytes());
            }
        });
    }

    /** A wheel and a sorted map, under a clock that creeps, jumps and sometimes goes back. */
    private static final class Model {
        private final Slabs slabs;
        private final SplittableRandom random;
        private final TimingWheel wheel;
        private final TreeMap<Long, List<Long>> entriesByDue = new TreeMap<>();
        private final List<Long> entries = new ArrayList<>();
        private long now;

        Model(Slabs slabs, SplittableRandom random) {
            this.slabs = slabs;
            this.random = random;
            this.wheel = new TimingWheel(slabs, new Links());
            this.now = random.nextBoolean() ? 1_700_000_000_000L : random.nextInt(100);
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                int dice = random.nextInt(100);
                if (dice < 45 || entries.isEmpty()) {
                    add(newEntry(slabs, 0), now + randomDistance());
                } else if (dice < 60) {
                    long entry = anyEntry();
                    forget(entry);
                    wheel.remove(entry);
                    slabs.free(entry);
                } else if (dice < 70) {
                    move(anyEntry());
                } else if (dice < 75) {
                    long entry = anyEntry();
                    forget(entry);
                    wheel.remove(entry);
                    add(entry, now + randomDistance());
                } else {
                    now += randomStep();
                    advance(1 + random.nextInt(40));
                }
                assertEquals(entries.size(), wheel.size());
                if (!entriesByDue.isEmpty()) {
                    assertTrue(wheel.nextDue() <= Math.max(entriesByDue.firstKey(), 0));
                }
            }
            wheel.close();
            entries.forEach(slabs::free);
        }

        private long randomDistance() {
            return switch (random.nextInt(10)) {
                case 0 -> -random.nextLong(1L << random.nextInt(1, 30));
                case 1 -> 64L * random.nextInt(70) - random.nextInt(3);
                case 2 -> random.nextLong(1L << random.nextInt(1, 62));
                case 3 -> 4096L * random.nextInt(70) - random.nextInt(3);
                default -> random.nextLong(1L << random.nextInt(1, 20));
            };
        }

        private long randomStep() {
            return switch (random.nextInt(200)) {
                case 0 -> -random.nextLong(Math.min(now, 1L << random.nextInt(1, 30)) + 1);
                case 1 -> random.nextLong(1L << random.nextInt(1, 36));
                case 2, 3, 4, 5 -> random.nextInt(100_000);
                default -> random.nextInt(4);
            };
        }

        private void add(long entry, long due) {
            wheel.add(entry, due);
            Memory.putLong(entry, entries.size());
            entries.add(entry);
            entriesByDue.computeIfAbsent(due, key -> new ArrayList<>()).add(entry);
        }

        private long anyEntry() {
            return entries.get(random.nextInt(entries.size()));
        }

        private static long dueOf(long entry) {
            return Memory.getLong(entry + Long.BYTES);
        }

        private void forget(long entry) {
            int index = (int) Memory.getLong(entry);
            long last = entries.removeLast();
            if (last != entry) {
                entries.set(index, last);
                Memory.putLong(last, index);
            }
            long due = dueOf(entry);
            entriesByDue.computeIfPresent(due, (key, same) -> {
                assertTrue(same.remove((Long) entry));
                return same.isEmpty() ? null : same;
            });
        }

        private void move(long entry) {
            long moved = newEntry(slabs, 0);
            Memory.copy(entry, moved, Long.BYTES + TimingWheel.LINK_BYTES);
            int index = (int) Memory.getLong(entry);
            entries.set(index, moved);
            for (Map.Entry<Long, List<Long>> each :
                    entriesByDue.subMap(dueOf(entry), true, dueOf(entry), true).entrySet()) {
                each.getValue().replaceAll(other -> other == entry ? moved : other);
            }
            wheel.moved(entry, moved);
            slabs.free(entry);
        }

        private void advance(int budget) {
            int done;
            do {
                done = wheel.advance(now, budget, entry -> {
                    assertTrue(dueOf(entry) <= now, "too early");
                    forget(entry);
                    wheel.remove(entry);
                    slabs.free(entry);
                });
                assertTrue(done <= budget);
            } while (done > 0 && random.nextInt(10) > 0);
            if (done == 0) {
                assertTrue(entriesByDue.isEmpty() || entriesByDue.firstKey() > now, "too late");
                assertTrue(wheel.nextDue() > now, "nothing to do, but no rest either");
            }
        }
    }
}
