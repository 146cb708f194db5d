package io.glassbox.structure.checksum;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;

/**
 * The slot of a cluster that a key belongs to. If the key has something between its first <code>&#123;</code> and the next
 * <code>&#125;</code>, that part alone decides, so that users can put keys together.
 */
public final class KeySlot {
    public static final int SLOTS = 1 << 14;

    private KeySlot() {}

    public static int of(ByteView key) {
        return of(key.address(), key.length());
    }

    /** 0 to 16383. O(length). */
    public static int of(long address, int length) {
        int open = indexOf('{', address, 0, length);
        int close = indexOf('}', address, open + 1, length);
        boolean hasTag = close < length && close > open + 1;
        int crc = hasTag ? Crc16.of(address + open + 1, close - open - 1) : Crc16.of(address, length);
        return crc & SLOTS - 1;
    }

    /** {@code length} if there is none. */
    private static int indexOf(char c, long address, int from, int length) {
        int i = from;
        while (i < length && Memory.getByte(address + i) != c) {
            i++;
        }
        return i;
    }
}
