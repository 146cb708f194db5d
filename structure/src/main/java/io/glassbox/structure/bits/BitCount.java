package io.glassbox.structure.bits;

import io.glassbox.structure.memory.Memory;

/** Counts set bits, eight bytes at a time. */
public final class BitCount {
    private BitCount() {}

    /** The set bits of {@code length} bytes. O(length). */
    public static long ofBytes(long address, long length) {
        long count = 0;
        long p = address;
        long end = address + length;
        for (; p <= end - 32; p += 32) {
            count += Long.bitCount(Memory.getLong(p))
                    + Long.bitCount(Memory.getLong(p + 8))
                    + Long.bitCount(Memory.getLong(p + 16))
                    + Long.bitCount(Memory.getLong(p + 24));
        }
        for (; p <= end - 8; p += 8) {
            count += Long.bitCount(Memory.getLong(p));
        }
        for (; p < end; p++) {
            count += Integer.bitCount(Memory.getUnsignedByte(p));
        }
        return count;
    }

    /** The set bits from bit {@code first} to bit {@code last} of the string at {@code address}, both inclusive. */
    public static long ofBits(long address, long first, long last) {
        if (first > last) {
            return 0;
        }
        long firstByte = first >>> 3;
        long lastByte = last >>> 3;
        int before = Memory.getUnsignedByte(address + firstByte) & ~(0xFF >>> (first & 7));
        int behind = Memory.getUnsignedByte(address + lastByte) & (0x7F >>> (last & 7));
        return ofBytes(address + firstByte, lastByte - firstByte + 1)
                - Integer.bitCount(before)
                - Integer.bitCount(behind);
    }
}
