package io.glassbox.structure.hash;

import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * Different numbers below a bound, drawn at random: every choice of so many is as likely as any other. By Floyd's method, which
 * draws once for each and only has to remember what it has; the memory, 16 to 32 bytes a number, lies outside the heap.
 */
public final class DistinctSample implements AutoCloseable {
    /** An odd number with well mixed bits. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final Slabs slabs;
    private final RandomSource random;
    private final long block;
    private final int bits;
    private long next;

    /** {@code count} numbers from 0 to {@code bound - 1}; not more than there are, and fewer than 2^40. */
    public DistinctSample(Slabs slabs, RandomSource random, long count, long bound) {
        assert count <= bound && count < 1L << 40;
        this.slabs = slabs;
        this.random = random;
        this.next = bound - count;
        this.bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, count * 2 - 1));
        this.block = slabs.allocate(Long.BYTES << bits);
        Memory.fill(block, (long) Long.BYTES << bits, 0);
    }

    /** One of the numbers; may be called as often as numbers were asked for. */
    public long next() {
        long number = random.nextLong(next + 1);
        if (!add(number)) {
            // The highest number so far cannot have been drawn before.
            number = next;
            add(number);
        }
        next++;
        return number;
    }

    /** Whether the number was new. A place holds a number plus one, or 0. */
    private boolean add(long number) {
        long mask = (1L << bits) - 1;
        long place = number * SPREAD >>> (Long.SIZE - bits);
        long kept = Memory.getLong(block + place * Long.BYTES);
        while (kept != 0) {
            if (kept == number + 1) {
                return false;
            }
            place = place + 1 & mask;
            kept = Memory.getLong(block + place * Long.BYTES);
        }
        Memory.putLong(block + place * Long.BYTES, number + 1);
        return true;
    }

    @Override
    public void close() {
        slabs.free(block);
    }
}
