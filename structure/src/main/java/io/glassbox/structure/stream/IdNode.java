package io.glassbox.structure.stream;

import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * A node of an {@link IdTree}, leaf or not: IDs in order, each with a word.
 *
 * <pre>
 *  0  u16 count
 *  2  u16 capacity
 *  8  count * (u64 milliseconds, u64 sequence, u64 word)
 * </pre>
 *
 * In a leaf the word is the owner's, above it the reference of a child, all IDs of which are from the ID here up to the next;
 * that of the first place is never read, its child holds whatever is below the second.
 */
final class IdNode {
    /** Fills a block of 1024 bytes. */
    static final int MAX = 42;

    /** Fewer are merged with those of a neighbour if both fill three quarters at most. */
    static final int FEW = MAX / 4;

    static final int MERGED_MAX = MAX * 3 / 4;

    private static final int HEADER_BYTES = 8;
    private static final int STRIDE = 24;

    private IdNode() {}

    static long allocate(Slabs slabs, int places) {
        long bytes = HEADER_BYTES + (long) places * STRIDE;
        long node = slabs.allocate(bytes, Account.VALUES);
        Memory.putShort(node, 0);
        Memory.putShort(node + 2, Math.min(MAX, (int) (slabs.classFor(bytes) - HEADER_BYTES) / STRIDE));
        return node;
    }

    static void free(Slabs slabs, long node) {
        slabs.free(node, Account.VALUES);
    }

    /** A node with the same contents and room for so many places, in place of this one. */
    static long resize(Slabs slabs, long node, int places) {
        long resized = allocate(slabs, places);
        int count = count(node);
        Memory.copy(at(node, 0), at(resized, 0), (long) count * STRIDE);
        Memory.putShort(resized, count);
        free(slabs, node);
        return resized;
    }

    static int count(long node) {
        return Memory.getUnsignedShort(node);
    }

    static int capacity(long node) {
        return Memory.getUnsignedShort(node + 2);
    }

    private static long at(long node, int place) {
        return node + HEADER_BYTES + (long) place * STRIDE;
    }

    static long millis(long node, int place) {
        return Memory.getLong(at(node, place));
    }

    static long sequence(long node, int place) {
        return Memory.getLong(at(node, place) + 8);
    }

    static long word(long node, int place) {
        return Memory.getLong(at(node, place) + 16);
    }

    static void putWord(long node, int place, long word) {
        Memory.putLong(at(node, place) + 16, word);
    }

    static void putId(long node, int place, long millis, long sequence) {
        Memory.putLong(at(node, place), millis);
        Memory.putLong(at(node, place) + 8, sequence);
    }

    /** How many IDs are below this one, not counting those of the first {@code from} places, which are taken to be. */
    static int countBelow(long node, int from, long millis, long sequence) {
        int low = from;
        int high = count(node);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (StreamId.compare(millis(node, middle), sequence(node, middle), millis, sequence) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static boolean isAt(long node, int place, long millis, long sequence) {
        return place < count(node) && millis(node, place) == millis && sequence(node, place) == sequence;
    }

    /** The place of the child that has this ID if any has. */
    static int childFor(long node, long millis, long sequence) {
        int place = countBelow(node, 1, millis, sequence);
        return isAt(node, place, millis, sequence) ? place : place - 1;
    }

    /** There must be room. */
    static void insert(long node, int place, long millis, long sequence, long word) {
        int count = count(node);
        assert count < capacity(node);
        long at = at(node, place);
        Memory.copy(at, at + STRIDE, (long) (count - place) * STRIDE);
        Memory.putLong(at, millis);
        Memory.putLong(at + 8, sequence);
        Memory.putLong(at + 16, word);
        Memory.putShort(node, count + 1);
    }

    static void remove(long node, int place) {
        int rest = count(node) - place - 1;
        Memory.copy(at(node, place + 1), at(node, place), (long) rest * STRIDE);
        Memory.putShort(node, place + rest);
    }

    /** Appends what {@code source} has from a place on to {@code target}, which has room for it. */
    static void move(long source, int from, long target) {
        int moved = count(source) - from;
        int old = count(target);
        assert old + moved <= capacity(target);
        Memory.copy(at(source, from), at(target, old), (long) moved * STRIDE);
        Memory.putShort(target, old + moved);
        Memory.putShort(source, from);
    }
}
