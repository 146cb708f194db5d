package io.glassbox.structure.sketch;

import io.glassbox.structure.memory.Memory;

/**
 * MurmurHash64A by Austin Appleby, which HyperLogLog registers are defined by. Not for hash tables: whoever chooses the
 * input can choose the hash.
 */
final class MurmurHash64 {
    private static final long MULTIPLIER = 0xc6a4a7935bd1e995L;
    private static final int SHIFT = 47;

    private MurmurHash64() {}

    /** The hash of {@code length} bytes. */
    static long hash(long address, int length, long seed) {
        long hash = started(seed, length);
        long p = address;
        long end = address + (length & ~7);
        for (; p < end; p += 8) {
            hash = (hash ^ mixed(Memory.getLong(p))) * MULTIPLIER;
        }
        int rest = length & 7;
        if (rest > 0) {
            long tail = 0;
            for (int i = 0; i < rest; i++) {
                tail |= (long) Memory.getUnsignedByte(p + i) << i * 8;
            }
            hash = (hash ^ tail) * MULTIPLIER;
        }
        return finished(hash);
    }

    /** The hash of the eight bytes that {@code value} has in memory. */
    static long hash(long value, long seed) {
        return finished((started(seed, Long.BYTES) ^ mixed(value)) * MULTIPLIER);
    }

    private static long started(long seed, int length) {
        return seed ^ length * MULTIPLIER;
    }

    private static long mixed(long word) {
        long product = word * MULTIPLIER;
        return (product ^ product >>> SHIFT) * MULTIPLIER;
    }

    private static long finished(long hash) {
        long product = (hash ^ hash >>> SHIFT) * MULTIPLIER;
        return product ^ product >>> SHIFT;
    }
}
