package io.glassbox.structure.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counting and searching within ranges. */
class BitRangeTest {
    private final OffHeap heap = new OffHeap();
    private final BitRange range = new BitRange();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void rangesSelectTheBitsThatRedisLooksAt() {
        for (String[] row : Recorded.rows(BitRangeTest.class, "range.tsv")) {
            ByteView text = heap.view(Recorded.bytes(row[0]));
            int bit = Integer.parseInt(row[1]);
            long start = Long.parseLong(row[2]);
            long end = Long.parseLong(row[3]);
            range.set(start, end, row[4].equals("BIT"), text.length());
            assertEquals(
                    Long.parseLong(row[5]),
                    BitSearch.first(text.address(), range.first(), range.last(), bit),
                    () -> String.join(" ", row));
            assertEquals(
                    Long.parseLong(row[6]),
                    BitRange.isBackwards(start, end) ? 0 : BitCount.ofBits(text.address(), range.first(), range.last()),
                    () -> String.join(" ", row));
            assertEquals(range.first() > range.last(), range.isEmpty());
            heap.clear();
        }
    }

    @Test
    void anEmptyStringHasNoBits() {
        for (boolean inBits : new boolean[] {true, false}) {
            assertEquals(-1, BitSearch.first(8, range.set(0, -1, inBits, 0).first(), range.last(), 0));
            assertEquals(0, BitCount.ofBits(8, range.first(), range.last()));
        }
    }

    @Test
    void rangesReachBeyondTwoToThe31() {
        range.set(-1, -1, true, 1L << 29);
        assertEquals((1L << 32) - 1, range.first());
        assertEquals((1L << 32) - 1, range.last());
        range.set(Long.MIN_VALUE, Long.MAX_VALUE, false, 5);
        assertEquals(0, range.first());
        assertEquals(39, range.last());
    }

    @Test
    void countAndSearchAgreeWithABitSet() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(15_000); i++) {
                byte[] bytes = random(random);
                ByteView text = heap.view(bytes);
                BitSet model = bitsOf(bytes);
                int size = bytes.length * 8;
                int a = random.nextInt(size);
                int b = random.nextInt(size);
                int first = Math.min(a, b);
                int last = Math.max(a, b);
                assertEquals(model.cardinality(), BitCount.ofBytes(text.address(), bytes.length));
                assertEquals(model.get(first, last + 1).cardinality(), BitCount.ofBits(text.address(), first, last));
                int one = model.nextSetBit(first);
                int zero = model.nextClearBit(first);
                assertEquals(one > last ? -1 : one, BitSearch.first(text.address(), first, last, 1));
                assertEquals(zero > last ? -1 : zero, BitSearch.first(text.address(), first, last, 0));
                if (i % 1000 == 0) {
                    heap.clear();
                }
            }
        });
    }

    /** Mostly one value, so that searches go far. */
    private static byte[] random(SplittableRandom random) {
        byte[] bytes = new byte[1 + random.nextInt(100)];
        if (random.nextInt(3) == 0) {
            random.nextBytes(bytes);
            return bytes;
        }
        Arrays.fill(bytes, (byte) -random.nextInt(2));
        for (int flips = random.nextInt(3); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static BitSet bitsOf(byte[] bytes) {
        BitSet bits = new BitSet(bytes.length * 8);
        for (int i = 0; i < bytes.length * 8; i++) {
            bits.set(i, (bytes[i / 8] >> (7 - i % 8) & 1) != 0);
        }
        return bits;
    }
}
