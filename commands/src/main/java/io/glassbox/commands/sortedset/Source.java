package io.glassbox.commands.sortedset;

import io.glassbox.command.call.Args;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.structure.memory.ByteView;
import org.jspecify.annotations.Nullable;

/**
 * One of the sets, sorted or not, that are united, intersected or subtracted, with its weight. The first few have a cursor of their own; the rest
 * share two, one to iterate and one to look up, which are positioned anew each time.
 */
final class Source {
    /** As many cursors are kept for good. */
    private static final int OWN_CURSORS = 32;

    private static final int ITERATING = OWN_CURSORS + 1;
    private static final int LOOKING_UP = OWN_CURSORS + 2;

    private final Keyspace keys;
    private final Args args;
    private final int position;
    private final SourceMembers opened;
    private final long size;
    private final boolean isOwn;

    private double weight = 1;

    /** Whether an element counts as its weight, whatever its score. */
    private boolean counting;

    private @Nullable SourceMembers iterated;
    private double found;

    private Source(Keyspace keys, Args args, int position, SourceMembers opened, boolean isOwn) {
        this.keys = keys;
        this.args = args;
        this.position = position;
        this.opened = opened;
        this.size = opened.size();
        this.isOwn = isOwn;
    }

    /** The {@code index}-th set, whose key is at this position. Throws WRONGTYPE. */
    static Source open(Keyspace keys, Args args, int position, int index) {
        SourceMembers members = SourceMembers.read(keys, args.at(position), Math.min(index, OWN_CURSORS));
        return new Source(keys, args, position, members, index < OWN_CURSORS);
    }

    long size() {
        return size;
    }

    /** Whether the members come in the order of a sorted set. */
    boolean isInOrder() {
        return opened.isInOrder();
    }

    void weigh(double newWeight) {
        weight = newWeight;
    }

    void count() {
        counting = true;
    }

    /** Begins to iterate; false if there is nothing. */
    boolean first() {
        if (size == 0) {
            return false;
        }
        SourceMembers members = cursor(ITERATING);
        members.first();
        iterated = members;
        return true;
    }

    boolean next() {
        return iterating().next();
    }

    ByteView member() {
        return iterating().member();
    }

    /** What the element that the iteration is at adds to a result; 0 if that is no number. */
    double contribution() {
        double product = weighed(iterating().score());
        return Double.isNaN(product) ? 0 : product;
    }

    /** Looks a member up. */
    boolean find(ByteView member) {
        if (size == 0) {
            return false;
        }
        SourceMembers members = cursor(LOOKING_UP);
        boolean isThere = members.find(member);
        found = isThere ? weighed(members.score()) : 0;
        return isThere;
    }

    /** What the member that was found adds to a result; not a number if it is infinite and weighs nothing. */
    double found() {
        return found;
    }

    private double weighed(double score) {
        return counting ? weight : weight * score;
    }

    private SourceMembers cursor(int shared) {
        return isOwn ? opened : opened.again(keys, args.at(position), shared);
    }

    private SourceMembers iterating() {
        if (iterated == null) {
            throw new IllegalStateException("not begun");
        }
        return iterated;
    }
}
