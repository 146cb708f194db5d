package io.glassbox.commands.set;

import io.glassbox.command.call.Args;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SetMember;
import io.glassbox.engine.type.SetValue;
import java.util.Arrays;

/**
 * The sets that one command works on, in the order that suits it; used again for every command. The first few have a cursor each;
 * the rest share two, one to go through and one to look up, which are positioned anew each time.
 */
final class Operands {
    /** As many cursors are kept for good. */
    static final int OWN_CURSORS = 32;

    private static final int GOING_THROUGH = OWN_CURSORS + 1;
    private static final int LOOKING_UP = OWN_CURSORS + 2;
    private static final int POSITION_BITS = 31;

    private final SetValue[] own = new SetValue[OWN_CURSORS];
    private Keyspace keys;
    private Args args;
    private int count;

    /** By order of use: the number of members, and below that the index of the set among the keys. */
    private long[] order = new long[OWN_CURSORS];

    private int firstKey;

    /** Behind the sets that {@link #goThroughCommon} looks into by itself. */
    private int firstToAsk;

    /** Positioned by {@link #open}. */
    @SuppressWarnings("NullAway.Init")
    Operands() {}

    /** Opens the sets of {@code keyCount} keys, from this argument on. Throws WRONGTYPE. */
    void open(Args newArgs, Keyspace newKeys, int newFirstKey, int keyCount) {
        args = newArgs;
        keys = newKeys;
        firstKey = newFirstKey;
        count = keyCount;
        if (order.length < keyCount) {
            order = new long[keyCount];
        }
        for (int i = 0; i < keyCount; i++) {
            SetValue set = keys.read(SetValue.KIND, args.at(firstKey + i), Math.min(i, OWN_CURSORS));
            if (i < OWN_CURSORS) {
                own[i] = set;
            }
            order[i] = set.size() << POSITION_BITS | i;
        }
    }

    int count() {
        return count;
    }

    long size(int index) {
        return order[index] >>> POSITION_BITS;
    }

    long totalSize() {
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += size(i);
        }
        return total;
    }

    /** Puts the smallest set first. */
    void smallestFirst() {
        Arrays.sort(order, 0, count);
    }

    /** Puts the largest set first, of those from an index on. */
    void largestFirst(int from) {
        Arrays.sort(order, from, count);
        for (int i = from, j = count - 1; i < j; i++, j--) {
            long kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    /** A set, rewound, to go through; the one before may be given up by that. */
    SetValue goThrough(int index) {
        SetValue set = set(index, GOING_THROUGH);
        set.rewind();
        return set;
    }

    /** The first set, to go through; {@link #allOthersContain} says which of its members all sets have. */
    SetValue goThroughCommon() {
        boolean isJoined = count > 1 && isOwn(1) && set(0, GOING_THROUGH).rewindWithin(set(1, LOOKING_UP));
        firstToAsk = isJoined ? 2 : 1;
        return isJoined ? set(0, GOING_THROUGH) : goThrough(0);
    }

    /** Whether the member that {@link #goThroughCommon} came to is in all other sets. */
    boolean allOthersContain(SetMember member) {
        for (int i = firstToAsk; i < count; i++) {
            if (!contains(i, member)) {
                return false;
            }
        }
        return true;
    }

    boolean contains(int index, SetMember member) {
        return size(index) > 0 && set(index, LOOKING_UP).contains(member);
    }

    /** Whether any set has the member, of those from one index to before another. */
    boolean anyContains(int from, int end, SetMember member) {
        for (int i = from; i < end; i++) {
            if (contains(i, member)) {
                return true;
            }
        }
        return false;
    }

    private SetValue set(int index, int shared) {
        int position = position(index);
        return position < OWN_CURSORS ? own[position] : keys.again(SetValue.KIND, args.at(firstKey + position), shared);
    }

    private boolean isOwn(int index) {
        return position(index) < OWN_CURSORS;
    }

    private int position(int index) {
        return (int) order[index] & Integer.MAX_VALUE;
    }
}
