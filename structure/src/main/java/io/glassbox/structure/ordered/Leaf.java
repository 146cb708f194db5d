package io.glassbox.structure.ordered;

import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * The lowest nodes of the tree: elements in order, each a score and a reference to its member.
 *
 * <pre>
 *  0  u16 count
 *  2  u16 capacity
 *  4  count * (f64 score, ref5 member)
 * </pre>
 *
 * A leaf has room for as many elements as its size class of the slabs holds and is reallocated in steps of an eighth, so that
 * leaves that are half full after a split do not hold twice the memory they need.
 */
final class Leaf {
    /** A block of 832 bytes: long enough to keep the tree low, short enough to shift. */
    static final int MAX = 63;

    /** Fewer elements are merged with those of a neighbour if both fill three quarters at most. */
    static final int FEW = MAX / 4;

    static final int MERGED_MAX = MAX * 3 / 4;

    private static final int CAPACITY = 2;
    private static final int HEADER_BYTES = 4;
    private static final int MEMBER = 8;
    private static final int STRIDE = 13;

    private Leaf() {}

    static int count(long leaf) {
        return Memory.getUnsignedShort(leaf);
    }

    static int capacity(long leaf) {
        return Memory.getUnsignedShort(leaf + CAPACITY);
    }

    private static long at(long leaf, int place) {
        return leaf + HEADER_BYTES + (long) place * STRIDE;
    }

    static double score(long leaf, int place) {
        return Memory.getDouble(at(leaf, place));
    }

    /** The reference of a member block. */
    static long member(long leaf, int place) {
        return Memory.getReference(at(leaf, place) + MEMBER);
    }

    static void putScore(long leaf, int place, double score) {
        Memory.putDouble(at(leaf, place), score);
    }

    static void putMember(long leaf, int place, long member) {
        Memory.putReference(at(leaf, place) + MEMBER, member);
    }

    /** A new leaf with room for so many elements at least; it has none yet. */
    static long allocate(Slabs slabs, int elements) {
        long bytes = HEADER_BYTES + (long) elements * STRIDE;
        long leaf = slabs.allocate(bytes, Account.VALUES);
        Memory.putShort(leaf, 0);
        Memory.putShort(leaf + CAPACITY, capacityOf(slabs.classFor(bytes)));
        return leaf;
    }

    static void free(Slabs slabs, long leaf) {
        slabs.free(leaf, Account.VALUES);
    }

    /** A leaf with the same elements and room for so many at least, in place of this one. */
    static long resize(Slabs slabs, long leaf, int elements) {
        int count = count(leaf);
        long resized = allocate(slabs, elements);
        Memory.copy(at(leaf, 0), at(resized, 0), (long) count * STRIDE);
        Memory.putShort(resized, count);
        free(slabs, leaf);
        return resized;
    }

    private static int capacityOf(long bytes) {
        return (int) Math.min(MAX, (bytes - HEADER_BYTES) / STRIDE);
    }

    /** Whether more than a quarter of the room stands empty. */
    static boolean isLoose(long leaf) {
        int capacity = capacity(leaf);
        return count(leaf) + 2 < capacity - (capacity >>> 2);
    }

    /** The number of elements before the bound. */
    static int search(Slabs slabs, long leaf, Bound bound) {
        int low = 0;
        int high = count(leaf);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bound.isBehind(score(leaf, middle), slabs.toAddress(member(leaf, middle)))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** There must be room. */
    static void insert(long leaf, int place, double score, long member) {
        int count = count(leaf);
        assert count < capacity(leaf);
        long at = at(leaf, place);
        Memory.copy(at, at + STRIDE, (long) (count - place) * STRIDE);
        Memory.putDouble(at, score);
        Memory.putReference(at + MEMBER, member);
        Memory.putShort(leaf, count + 1);
    }

    static void remove(long leaf, int from, int count) {
        int rest = count(leaf) - from - count;
        Memory.copy(at(leaf, from + count), at(leaf, from), (long) rest * STRIDE);
        Memory.putShort(leaf, from + rest);
    }

    /** Appends the elements of {@code source} from a place on to {@code target}, which has room for them. */
    static void move(long source, int from, long target) {
        int moved = count(source) - from;
        int old = count(target);
        assert old + moved <= capacity(target);
        Memory.copy(at(source, from), at(target, old), (long) moved * STRIDE);
        Memory.putShort(target, old + moved);
        Memory.putShort(source, from);
    }
}
