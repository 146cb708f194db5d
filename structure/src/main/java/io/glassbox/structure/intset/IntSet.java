package io.glassbox.structure.intset;

import io.glassbox.structure.memory.Memory;

/**
 * A sorted array of distinct 64-bit integers, each as wide as the widest needs: the form in which Redis keeps, and writes to
 * files, small sets of integers.
 *
 * <pre>
 *  0  u32 bytes of a number: 2, 4 or 8
 *  4  u32 how many numbers
 *  8  the numbers, ascending
 * </pre>
 *
 * All little-endian. The functions work on bytes that belong to somebody else, who makes room before {@link #insert} and may
 * shorten the block after {@link #remove}. Numbers that were widened once stay wide, as in Redis. Searching takes O(log n),
 * changing O(n).
 */
public final class IntSet {
    public static final int HEADER_BYTES = 8;

    private IntSet() {}

    /** Makes {@link #HEADER_BYTES} bytes the empty set. */
    public static void clear(long set) {
        Memory.putInt(set, Short.BYTES);
        Memory.putInt(set + 4, 0);
    }

    public static int size(long set) {
        return Memory.getInt(set + 4);
    }

    /** Bytes of a number. */
    public static int width(long set) {
        return Memory.getInt(set);
    }

    /** Bytes of the whole set. */
    public static long bytes(long set) {
        return HEADER_BYTES + (long) size(set) * width(set);
    }

    /** The number at a rank, counted from 0. */
    public static long get(long set, int index) {
        assert index >= 0 && index < size(set) : index;
        return get(set, index, width(set));
    }

    /** The rank of a number, or, negated by {@code ~}, the rank that it would have. O(log n). */
    public static int find(long set, long value) {
        int width = width(set);
        int size = size(set);
        if (widthOf(value) > width) {
            return value < 0 ? ~0 : ~size;
        }
        // Most sets are filled in ascending order.
        if (size > 0 && value > get(set, size - 1, width)) {
            return ~size;
        }
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long there = get(set, middle, width);
            if (there < value) {
                low = middle + 1;
            } else if (there > value) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return ~low;
    }

    public static boolean contains(long set, long value) {
        return find(set, value) >= 0;
    }

    /** Bytes of the set when {@code value}, which it does not hold, has been inserted. */
    public static long bytesWith(long set, long value) {
        return HEADER_BYTES + (size(set) + 1L) * Math.max(width(set), widthOf(value));
    }

    /**
     * Adds a number that is not there, in a block that has room for {@link #bytesWith}.
     *
     * @param rank where it belongs: the complement of what {@link #find} answered
     */
    public static void insert(long set, int rank, long value) {
        int size = size(set);
        int width = width(set);
        int newWidth = Math.max(width, widthOf(value));
        if (newWidth > width) {
            widen(set, size, width, newWidth, rank == 0 ? 1 : 0);
        } else {
            long at = set + HEADER_BYTES + (long) rank * width;
            Memory.copy(at, at + width, (long) (size - rank) * width);
        }
        put(set, rank, newWidth, value);
        Memory.putInt(set + 4, size + 1);
    }

    /** Removes the number at a rank; the bytes behind the shorter set are free then. */
    public static void remove(long set, int rank) {
        int size = size(set);
        int width = width(set);
        long at = set + HEADER_BYTES + (long) rank * width;
        Memory.copy(at + width, at, (long) (size - rank - 1) * width);
        Memory.putInt(set + 4, size - 1);
    }

    /** Whether these bytes, which come from elsewhere, are a set of at least one number. O(n). */
    public static boolean isValid(long set, long length) {
        if (length <= HEADER_BYTES) {
            return false;
        }
        int width = width(set);
        int size = size(set);
        boolean fits = (width == Short.BYTES || width == Integer.BYTES || width == Long.BYTES)
                && size > 0
                && length == bytes(set);
        for (int i = 1; fits && i < size; i++) {
            fits = get(set, i - 1, width) < get(set, i, width);
        }
        return fits;
    }

    /** Gives the numbers more bytes each; {@code shift} is 1 if they make room for a number before them. */
    private static void widen(long set, int size, int width, int newWidth, int shift) {
        for (int i = size - 1; i >= 0; i--) {
            put(set, i + shift, newWidth, get(set, i, width));
        }
        Memory.putInt(set, newWidth);
    }

    private static int widthOf(long value) {
        if (value == (short) value) {
            return Short.BYTES;
        }
        return value == (int) value ? Integer.BYTES : Long.BYTES;
    }

    private static long get(long set, int index, int width) {
        long at = set + HEADER_BYTES + (long) index * width;
        return switch (width) {
            case Short.BYTES -> (short) Memory.getUnsignedShort(at);
            case Integer.BYTES -> Memory.getInt(at);
            default -> Memory.getLong(at);
        };
    }

    private static void put(long set, int index, int width, long value) {
        long at = set + HEADER_BYTES + (long) index * width;
        switch (width) {
            case Short.BYTES -> Memory.putShort(at, (int) value);
            case Integer.BYTES -> Memory.putInt(at, (int) value);
            default -> Memory.putLong(at, value);
        }
    }
}
