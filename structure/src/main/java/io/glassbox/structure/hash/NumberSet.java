package io.glassbox.structure.hash;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * Remembers which numbers have been seen: for a draw of a known size. 16 to 32 bytes a number, outside the heap, and no more
 * numbers than were announced.
 */
public final class NumberSet implements AutoCloseable {
    /** An odd number with well mixed bits. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final Slabs slabs;
    private final long block;
    private final int bits;
    private boolean hasZero;

    /** For up to {@code most} numbers, fewer than 2^40. */
    public NumberSet(Slabs slabs, long most) {
        assert most < 1L << 40;
        this.slabs = slabs;
        this.bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, most * 2 - 1));
        this.block = slabs.allocate((long) Long.BYTES << bits);
        Memory.fill(block, (long) Long.BYTES << bits, 0);
    }

    /** Whether the number was new. O(1). */
    public boolean add(long number) {
        if (number == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        long mask = (1L << bits) - 1;
        long place = number * SPREAD >>> (Long.SIZE - bits);
        long kept = Memory.getLong(block + place * Long.BYTES);
        while (kept != 0) {
            if (kept == number) {
                return false;
            }
            place = place + 1 & mask;
            kept = Memory.getLong(block + place * Long.BYTES);
        }
        Memory.putLong(block + place * Long.BYTES, number);
        return true;
    }

    @Override
    public void close() {
        slabs.free(block);
    }
}
