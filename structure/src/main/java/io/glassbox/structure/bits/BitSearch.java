package io.glassbox.structure.bits;

import io.glassbox.structure.memory.Memory;

/** Finds the first bit with a given value, eight bytes at a time. */
public final class BitSearch {
    private BitSearch() {}

    /**
     * The index of the first bit that is {@code bit} from bit {@code first} to bit {@code last} of the string at
     * {@code address}, both inclusive; -1 if there is none. O(range).
     */
    public static long first(long address, long first, long last, int bit) {
        if (first > last) {
            return -1;
        }
        // Zeros are searched as ones of the inverted string.
        long inverted = bit == 0 ? -1 : 0;
        long p = first >>> 3;
        long end = (last >>> 3) + 1;
        int head = (Memory.getUnsignedByte(address + p) ^ (int) inverted) & 0xFF >>> (first & 7);
        if (head != 0) {
            return within(p * 8 + Integer.numberOfLeadingZeros(head) - 24, last);
        }
        for (p++; p <= end - 8; p += 8) {
            long word = Memory.getLong(address + p) ^ inverted;
            if (word != 0) {
                return within(p * 8 + Long.numberOfLeadingZeros(Long.reverseBytes(word)), last);
            }
        }
        for (; p < end; p++) {
            int word = (Memory.getUnsignedByte(address + p) ^ (int) inverted) & 0xFF;
            if (word != 0) {
                return within(p * 8 + Integer.numberOfLeadingZeros(word) - 24, last);
            }
        }
        return -1;
    }

    private static long within(long found, long last) {
        return found <= last ? found : -1;
    }
}
