package io.glassbox.structure.ordered;

import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * The nodes above the leaves: children, how many elements are under each, and the first of these elements.
 *
 * <pre>
 *    0  u16 count
 *    8  f64 first score[34]
 *  280  u64 elements[34]
 *  552  ref5 child[34]
 *  722  ref5 first member[34]
 * </pre>
 *
 * The first element of child 0 is not kept here but where an ancestor tells this node from its left neighbour; the place for it
 * is never read. The others are exact at all times, because the members that they refer to are freed when they are removed.
 */
final class Inner {
    /** Fills a block of 896 bytes. */
    static final int MAX = 34;

    static final int FEW = MAX / 4;

    static final int MERGED_MAX = MAX * 3 / 4;

    private static final int SCORES = 8;
    private static final int ELEMENTS = SCORES + 8 * MAX;
    private static final int CHILDREN = ELEMENTS + 8 * MAX;
    private static final int MEMBERS = CHILDREN + 5 * MAX;
    private static final int BYTES = MEMBERS + 5 * MAX;

    private Inner() {}

    static long allocate(Slabs slabs) {
        long node = slabs.allocate(BYTES, Account.VALUES);
        Memory.putLong(node, 0);
        return node;
    }

    static void free(Slabs slabs, long node) {
        slabs.free(node, Account.VALUES);
    }

    static int count(long node) {
        return Memory.getUnsignedShort(node);
    }

    static double score(long node, int place) {
        return Memory.getDouble(node + SCORES + 8L * place);
    }

    static long member(long node, int place) {
        return Memory.getReference(node + MEMBERS + 5L * place);
    }

    static long elements(long node, int place) {
        return Memory.getLong(node + ELEMENTS + 8L * place);
    }

    static long child(long node, int place) {
        return Memory.getReference(node + CHILDREN + 5L * place);
    }

    static void putFirst(long node, int place, double score, long member) {
        Memory.putDouble(node + SCORES + 8L * place, score);
        Memory.putReference(node + MEMBERS + 5L * place, member);
    }

    static void putChild(long node, int place, long child) {
        Memory.putReference(node + CHILDREN + 5L * place, child);
    }

    static void putElements(long node, int place, long elements) {
        Memory.putLong(node + ELEMENTS + 8L * place, elements);
    }

    static void addElements(long node, int place, long more) {
        putElements(node, place, elements(node, place) + more);
    }

    /** Elements under the children before a place. */
    static long elementsBefore(long node, int place) {
        long sum = 0;
        long end = node + ELEMENTS + 8L * place;
        for (long at = node + ELEMENTS; at < end; at += 8) {
            sum += Memory.getLong(at);
        }
        return sum;
    }

    /** The child in which the bound lies: the last whose first element is before it. */
    static int search(Slabs slabs, long node, Bound bound) {
        int low = 1;
        int high = count(node);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bound.isBehind(score(node, middle), slabs.toAddress(member(node, middle)))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** There must be room. */
    static void insert(long node, int place, long child, long elements, double score, long member) {
        int count = count(node);
        assert count < MAX;
        shift(node, place, place + 1, count - place);
        putChild(node, place, child);
        putElements(node, place, elements);
        putFirst(node, place, score, member);
        Memory.putShort(node, count + 1);
    }

    static void remove(long node, int place) {
        int count = count(node);
        shift(node, place + 1, place, count - place - 1);
        Memory.putShort(node, count - 1);
    }

    private static void shift(long node, int from, int to, int count) {
        copy(node, from, node, to, count);
    }

    /** Appends the children of {@code source} from a place on to {@code target}, which has room for them. */
    static void move(long source, int from, long target) {
        int moved = count(source) - from;
        int old = count(target);
        assert old + moved <= MAX;
        copy(source, from, target, old, moved);
        Memory.putShort(target, old + moved);
        Memory.putShort(source, from);
    }

    private static void copy(long source, int from, long target, int to, int count) {
        Memory.copy(source + SCORES + 8L * from, target + SCORES + 8L * to, 8L * count);
        Memory.copy(source + ELEMENTS + 8L * from, target + ELEMENTS + 8L * to, 8L * count);
        Memory.copy(source + CHILDREN + 5L * from, target + CHILDREN + 5L * to, 5L * count);
        Memory.copy(source + MEMBERS + 5L * from, target + MEMBERS + 5L * to, 5L * count);
    }
}
