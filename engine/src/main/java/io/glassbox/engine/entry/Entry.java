package io.glassbox.engine.entry;

import io.glassbox.structure.memory.Memory;

/**
 * The layout of a key's block, read and written by absolute address. One allocation per key:
 *
 * <pre>
 * offset size
 *  0     1    type (low four bits) and encoding (high four bits)
 *  1     1    flags: HAS_DUE, LONG_KEY, OUTSIDE, STRUCTURED, HAS_PART_DUE, MARKED
 *  2     3    access clock: seconds of the LRU clock, or the LFU's minutes and counter
 *  5     1    key length; 255 with LONG_KEY
 *  6     2    length of the value area in this block
 *  8     4    key length, with LONG_KEY only
 *        18   due time in unix milliseconds (8) and the two links of the timing wheel (5 each), with HAS_DUE only
 *        18   the same for the part of the value that is due first, a field of a hash, with HAS_PART_DUE only
 *             key bytes
 *             value area: the bytes of a string; or an integer (8); or, OUTSIDE, address (8) and length (8) of a span;
 *             or the packed bytes of a small collection; or, STRUCTURED, the root of a large one
 * </pre>
 *
 * The clock has bytes of its own, so that a read never rewrites the byte that says what the value is: a snapshot may be reading
 * it on another thread.
 */
public final class Entry {
    static final int HAS_DUE = 1;
    static final int LONG_KEY = 2;
    static final int OUTSIDE = 4;
    static final int STRUCTURED = 8;
    static final int HAS_PART_DUE = 16;
    /** Whether a snapshot has it; see {@link ChangeGuard}. */
    static final int MARKED = 32;

    static final int HEADER_BYTES = 8;
    static final int LONG_KEY_BYTES = 4;
    /** Due time and wheel links. */
    static final int DUE_BYTES = 18;

    static final int LONGEST_SHORT_KEY = 254;
    /** The value area of an OUTSIDE entry: address and length of its span. */
    static final int SPAN_AREA_BYTES = 16;

    private Entry() {}

    public static ValueType type(long entry) {
        return ValueType.of(Memory.getByte(entry) & 0x0F);
    }

    public static Encoding encoding(long entry) {
        return Encoding.of((Memory.getByte(entry) & 0xF0) >>> 4);
    }

    static void putKind(long entry, ValueType type, Encoding encoding) {
        Memory.putByte(entry, type.ordinal() | encoding.ordinal() << 4);
    }

    static int flags(long entry) {
        return Memory.getUnsignedByte(entry + 1);
    }

    static void putFlags(long entry, int flags) {
        Memory.putByte(entry + 1, flags);
    }

    public static boolean hasDue(long entry) {
        return (flags(entry) & HAS_DUE) != 0;
    }

    /** Whether the value lies in a span of its own. */
    static boolean isOutside(long entry) {
        return (flags(entry) & OUTSIDE) != 0;
    }

    /** Whether the value area is the root of a structure of other blocks. */
    public static boolean isStructured(long entry) {
        return (flags(entry) & STRUCTURED) != 0;
    }

    /** The 24 bits that LRU, LFU and LRM keep. */
    public static int accessClock(long entry) {
        return Memory.getUnsignedShort(entry + 2) | Memory.getUnsignedByte(entry + 4) << 16;
    }

    public static void putAccessClock(long entry, int clock) {
        Memory.putShort(entry + 2, clock);
        Memory.putByte(entry + 4, clock >>> 16);
    }

    public static int keyLength(long entry) {
        int length = Memory.getUnsignedByte(entry + 5);
        return length <= LONGEST_SHORT_KEY ? length : Memory.getInt(entry + HEADER_BYTES);
    }

    static int areaLength(long entry) {
        return Memory.getUnsignedShort(entry + 6);
    }

    static void putAreaLength(long entry, int length) {
        Memory.putShort(entry + 6, length);
    }

    /** Where due time and links lie; meaningful with HAS_DUE. */
    static long dueAddress(long entry) {
        return entry + HEADER_BYTES + ((flags(entry) & LONG_KEY) != 0 ? LONG_KEY_BYTES : 0);
    }

    /** Unix milliseconds at which the key is gone, or {@link EntryStore#NO_DUE}. */
    public static long due(long entry) {
        return hasDue(entry) ? Memory.getLong(dueAddress(entry)) : EntryStore.NO_DUE;
    }

    public static boolean hasPartDue(long entry) {
        return (flags(entry) & HAS_PART_DUE) != 0;
    }

    /** As {@link #dueAddress} for the first part; meaningful with HAS_PART_DUE. */
    static long partDueAddress(long entry) {
        return dueAddress(entry) + (hasDue(entry) ? DUE_BYTES : 0);
    }

    /** Unix milliseconds at which the first part of the value is gone, or {@link EntryStore#NO_DUE}. */
    public static long partDue(long entry) {
        return hasPartDue(entry) ? Memory.getLong(partDueAddress(entry)) : EntryStore.NO_DUE;
    }

    public static long keyAddress(long entry) {
        return entry + prefixLength(flags(entry));
    }

    static long areaAddress(long entry) {
        return keyAddress(entry) + keyLength(entry);
    }

    /** What lies before the key, by the flags. */
    static int prefixLength(int flags) {
        return HEADER_BYTES
                + ((flags & LONG_KEY) != 0 ? LONG_KEY_BYTES : 0)
                + ((flags & HAS_DUE) != 0 ? DUE_BYTES : 0)
                + ((flags & HAS_PART_DUE) != 0 ? DUE_BYTES : 0);
    }

    /** Bytes of a block with these properties. */
    static long blockLength(int flags, int keyLength, int areaLength) {
        return (long) prefixLength(flags) + keyLength + areaLength;
    }

    static long spanAddress(long entry) {
        return Memory.getLong(areaAddress(entry));
    }

    static long spanLength(long entry) {
        return Memory.getLong(areaAddress(entry) + 8);
    }

    static void putSpan(long entry, long address, long length) {
        long area = areaAddress(entry);
        Memory.putLong(area, address);
        Memory.putLong(area + 8, length);
    }

    /** Where the bytes of the value begin, in the block or outside. */
    public static long valueAddress(long entry) {
        return isOutside(entry) ? spanAddress(entry) : areaAddress(entry);
    }

    /** How many bytes the value has as it is kept: 8 for an integer. */
    public static long valueLength(long entry) {
        return isOutside(entry) ? spanLength(entry) : areaLength(entry);
    }
}
