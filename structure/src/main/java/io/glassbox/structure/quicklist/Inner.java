package io.glassbox.structure.quicklist;

import io.glassbox.structure.memory.Memory;

/**
 * The layout of a block of the tree above the nodes.
 *
 * <pre>
 * offset size
 *  0     8      how many children
 *  8     31 * 8 elements below each
 * 256    31 * 5 references to them
 * </pre>
 */
final class Inner {
    static final int FANOUT = 31;
    static final int BYTES = 8 + FANOUT * 13;

    private static final int COUNTS = 8;
    private static final int CHILDREN = COUNTS + FANOUT * 8;

    private Inner() {}

    static int size(long inner) {
        return Memory.getInt(inner);
    }

    static void putSize(long inner, int size) {
        Memory.putInt(inner, size);
    }

    static long count(long inner, int index) {
        return Memory.getLong(inner + COUNTS + 8L * index);
    }

    static void addCount(long inner, int index, long change) {
        long at = inner + COUNTS + 8L * index;
        Memory.putLong(at, Memory.getLong(at) + change);
    }

    static long child(long inner, int index) {
        return Memory.getReference(inner + CHILDREN + 5L * index);
    }

    static void putChild(long inner, int index, long reference) {
        Memory.putReference(inner + CHILDREN + 5L * index, reference);
    }

    static long total(long inner) {
        long total = 0;
        for (int i = 0; i < size(inner); i++) {
            total += count(inner, i);
        }
        return total;
    }

    /** Puts a child before the one at an index; there is room. */
    static void insert(long inner, int index, long reference, long count) {
        int size = size(inner);
        move(inner, index, inner, index + 1, size - index);
        Memory.putLong(inner + COUNTS + 8L * index, count);
        putChild(inner, index, reference);
        putSize(inner, size + 1);
    }

    static void remove(long inner, int index) {
        int size = size(inner);
        move(inner, index + 1, inner, index, size - index - 1);
        putSize(inner, size - 1);
    }

    /** Copies children to another place, sizes left alone. */
    static void move(long from, int fromIndex, long to, int toIndex, int howMany) {
        Memory.copy(from + COUNTS + 8L * fromIndex, to + COUNTS + 8L * toIndex, 8L * howMany);
        Memory.copy(from + CHILDREN + 5L * fromIndex, to + CHILDREN + 5L * toIndex, 5L * howMany);
    }
}
