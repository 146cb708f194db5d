package io.glassbox.structure.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Raw access to memory outside the heap: little-endian, unaligned, by absolute address.
 *
 * <p>One segment that spans the whole address space gives the JIT a constant to work with: an access compiles to a single
 * move, as fast as {@code Unsafe} and without its deprecation. The price is that a wrong address is not caught here; the
 * checked mode of {@link Slabs} (canaries, poison, quarantine) is what finds such mistakes in tests. No other class of
 * the project touches {@link MemorySegment} for stored data.
 */
public final class Memory {
    /** Bytes that {@link #fill} sets one by one, and those that it copies at once, which stay in the cache. */
    private static final int FILL_FIRST = 64;

    private static final int FILL_STEP = 4096;

    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle IN_ARRAY =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Memory() {}

    public static byte getByte(long address) {
        return ALL.get(BYTE, address);
    }

    public static int getUnsignedByte(long address) {
        return ALL.get(BYTE, address) & 0xFF;
    }

    public static int getUnsignedShort(long address) {
        return ALL.get(SHORT, address) & 0xFFFF;
    }

    public static int getInt(long address) {
        return ALL.get(INT, address);
    }

    public static long getUnsignedInt(long address) {
        return ALL.get(INT, address) & 0xFFFF_FFFFL;
    }

    public static long getLong(long address) {
        return ALL.get(LONG, address);
    }

    public static double getDouble(long address) {
        return Double.longBitsToDouble(getLong(address));
    }

    public static void putByte(long address, int value) {
        ALL.set(BYTE, address, (byte) value);
    }

    public static void putShort(long address, int value) {
        ALL.set(SHORT, address, (short) value);
    }

    public static void putInt(long address, int value) {
        ALL.set(INT, address, value);
    }

    public static void putLong(long address, long value) {
        ALL.set(LONG, address, value);
    }

    public static void putDouble(long address, double value) {
        putLong(address, Double.doubleToRawLongBits(value));
    }

    /**
     * A 5-byte reference, as {@link Slabs#toReference} makes them. Read as four bytes and one, as it was written: a read
     * of eight would wait for both writes to retire, and reach beyond the last reference of a cache line.
     */
    public static long getReference(long address) {
        return getUnsignedInt(address) | (long) getUnsignedByte(address + 4) << 32;
    }

    public static void putReference(long address, long reference) {
        putInt(address, (int) reference);
        putByte(address + 4, (int) (reference >>> 32));
    }

    /** Copies between two places that may overlap. */
    public static void copy(long source, long target, long length) {
        MemorySegment.copy(ALL, source, ALL, target, length);
    }

    public static void copyIn(byte[] source, int offset, long target, int length) {
        MemorySegment.copy(source, offset, ALL, BYTE, target, length);
    }

    public static void copyOut(long source, byte[] target, int offset, int length) {
        MemorySegment.copy(ALL, BYTE, source, target, offset, length);
    }

    public static byte[] toBytes(long address, int length) {
        byte[] bytes = new byte[length];
        copyOut(address, bytes, 0, length);
        return bytes;
    }

    /**
     * Sets so many bytes. The first ones are copied on and on: {@code MemorySegment} fills slices only, and a slice is garbage
     * wherever the compiler has not removed it.
     */
    public static void fill(long address, long length, int value) {
        long pattern = (value & 0xFFL) * 0x0101_0101_0101_0101L;
        long first = Math.min(length, FILL_FIRST);
        long done = 0;
        for (; done + Long.BYTES <= first; done += Long.BYTES) {
            putLong(address + done, pattern);
        }
        for (; done < first; done++) {
            putByte(address + done, value);
        }
        while (done < length) {
            long step = Math.min(Math.min(done, FILL_STEP), length - done);
            copy(address, address + done, step);
            done += step;
        }
    }

    /** The bytes at {@code address} as a segment, for calls into the operating system and for channels. */
    public static MemorySegment segment(long address, long length) {
        return ALL.asSlice(address, length);
    }

    /** The same as a buffer, for files. */
    public static ByteBuffer buffer(long address, int length) {
        return segment(address, length).asByteBuffer();
    }

    /** Whether two ranges hold the same bytes. Eight at a time: keys are short, and a call to a stub costs more. */
    public static boolean equal(long a, long b, int length) {
        if (length >= 8) {
            int last = length - 8;
            for (int i = 0; i < last; i += 8) {
                if (getLong(a + i) != getLong(b + i)) {
                    return false;
                }
            }
            return getLong(a + last) == getLong(b + last);
        }
        if (length >= 4) {
            int last = length - 4;
            return getInt(a) == getInt(b) && getInt(a + last) == getInt(b + last);
        }
        for (int i = 0; i < length; i++) {
            if (getByte(a + i) != getByte(b + i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the memory holds the bytes of this array, all of them. */
    public static boolean equal(long address, byte[] bytes) {
        int i = 0;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            if (getLong(address + i) != (long) IN_ARRAY.get(bytes, i)) {
                return false;
            }
        }
        for (; i < bytes.length; i++) {
            if (getByte(address + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Compares as unsigned bytes, a shorter prefix first: the order of {@code memcmp} and then of lengths. */
    public static int compare(long a, int aLength, long b, int bLength) {
        int common = Math.min(aLength, bLength);
        int i = 0;
        for (; i + 8 <= common; i += 8) {
            long left = getLong(a + i);
            long right = getLong(b + i);
            if (left != right) {
                return Long.compareUnsigned(Long.reverseBytes(left), Long.reverseBytes(right));
            }
        }
        for (; i < common; i++) {
            int difference = getUnsignedByte(a + i) - getUnsignedByte(b + i);
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(aLength, bLength);
    }
}
