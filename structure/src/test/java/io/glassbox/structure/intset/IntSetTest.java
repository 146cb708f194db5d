package io.glassbox.structure.intset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntSetTest {
    private static final int OPERATIONS = Integer.getInteger("glassbox.iterations", 100_000);

    private final Slabs slabs = Slabs.checked();
    private final long before = slabs.usedBytes();
    private long set;

    @BeforeEach
    void makeEmptySet() {
        set = slabs.allocate(IntSet.HEADER_BYTES);
        IntSet.clear(set);
    }

    @AfterEach
    void closeSlabs() {
        slabs.free(set);
        assertEquals(before, slabs.usedBytes());
        slabs.close();
    }

    @Test
    void numbersAreKeptInAscendingOrder() {
        add(5);
        add(-3);
        add(5);
        add(0);
        assertEquals(List.of(-3L, 0L, 5L), numbers());
        assertEquals(2, IntSet.width(set));
        assertEquals(14, IntSet.bytes(set));
    }

    @Test
    void theBytesAreThoseOfRedis() {
        add(1);
        add(-2);
        assertArrayEquals(
                new byte[] {2, 0, 0, 0, 2, 0, 0, 0, -2, -1, 1, 0}, Memory.toBytes(set, (int) IntSet.bytes(set)));
    }

    @Test
    void aWiderNumberWidensAllAndComesFirstOrLast() {
        add(32767);
        add(-32768);
        assertEquals(2, IntSet.width(set));
        add(32768);
        assertEquals(4, IntSet.width(set));
        add(Long.MIN_VALUE);
        assertEquals(8, IntSet.width(set));
        add(Integer.MIN_VALUE);
        assertEquals(List.of(Long.MIN_VALUE, (long) Integer.MIN_VALUE, -32768L, 32767L, 32768L), numbers());
        remove(Long.MIN_VALUE);
        assertEquals(8, IntSet.width(set));
    }

    @Test
    void numbersTooWideForTheSetAreNotFound() {
        add(7);
        assertFalse(IntSet.contains(set, 7 + (1 << 16)));
        assertFalse(IntSet.contains(set, 7 + (1L << 32)));
        assertTrue(IntSet.contains(set, 7));
    }

    @Test
    void damagedBytesAreRefused() {
        add(1);
        add(2);
        long length = IntSet.bytes(set);
        assertTrue(IntSet.isValid(set, length));
        assertFalse(IntSet.isValid(set, length - 1));
        assertFalse(IntSet.isValid(set, length + 1));
        assertFalse(IntSet.isValid(set, 7));
        assertFalse(IntSet.isValid(set, 0));
        Memory.putShort(set + IntSet.HEADER_BYTES, 2);
        assertFalse(IntSet.isValid(set, length), "a number twice");
        Memory.putShort(set + IntSet.HEADER_BYTES, 3);
        assertFalse(IntSet.isValid(set, length), "descending");
        Memory.putInt(set, 3);
        assertFalse(IntSet.isValid(set, length), "no such width");
        Memory.putInt(set, 8);
        Memory.putInt(set + 4, 1 << 29);
        assertFalse(IntSet.isValid(set, IntSet.HEADER_BYTES + 4), "a count that overflows 32 bits of bytes");
        Memory.putInt(set + 4, 0);
        assertFalse(IntSet.isValid(set, IntSet.HEADER_BYTES), "empty");
        Memory.putInt(set + 4, -1);
        assertFalse(IntSet.isValid(set, 0));
        IntSet.clear(set);
    }

    @Test
    void behavesLikeATreeSet() {
        Randomized.test(source -> {
            SeededRandom random = new SeededRandom(source.nextLong());
            TreeSet<Long> model = new TreeSet<>();
            for (int i = 0; i < OPERATIONS; i++) {
                if (model.size() > 600 || i % 10_000 == 9_999) {
                    while (!model.isEmpty()) {
                        remove(model.pollFirst());
                    }
                    slabs.free(set);
                    makeEmptySet();
                }
                long value = number(random, random.nextInt(4));
                switch (random.nextInt(3)) {
                    case 0 -> assertEquals(model.contains(value), IntSet.contains(set, value));
                    case 1 -> assertEquals(model.remove(value), remove(value));
                    default -> assertEquals(model.add(value), add(value));
                }
                assertEquals(model.size(), IntSet.size(set));
                if (i % 97 == 0) {
                    assertEquals(new ArrayList<>(model), numbers());
                    assertEquals(!model.isEmpty(), IntSet.isValid(set, IntSet.bytes(set)));
                }
            }
        });
    }

    private static long number(SeededRandom random, int kind) {
        return switch (kind) {
            case 0 -> random.nextInt(200) - 100;
            case 1 -> (short) random.nextLong();
            case 2 -> random.nextInt(8) == 0 ? (int) random.nextLong() : random.nextInt(1000);
            default -> random.nextInt(64) == 0 ? random.nextLong() : random.nextInt(100) - 50;
        };
    }

    private boolean add(long value) {
        int place = IntSet.find(set, value);
        if (place >= 0) {
            return false;
        }
        set = slabs.reallocate(set, IntSet.bytesWith(set, value));
        IntSet.insert(set, ~place, value);
        return true;
    }

    private boolean remove(long value) {
        int place = IntSet.find(set, value);
        if (place < 0) {
            return false;
        }
        IntSet.remove(set, place);
        set = slabs.reallocate(set, IntSet.bytes(set));
        return true;
    }

    private List<Long> numbers() {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < IntSet.size(set); i++) {
            all.add(IntSet.get(set, i));
        }
        return all;
    }
}
