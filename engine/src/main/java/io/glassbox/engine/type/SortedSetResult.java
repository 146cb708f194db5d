package io.glassbox.engine.type;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.ordered.MemberBlock;
import io.glassbox.structure.ordered.ScoredSet;

/**
 * A sorted set under no key: what a command gathers before it replies, or before {@link SortedSetValue#store} gives it one.
 * Closing empties it for the next use; its few bytes live as long as the server.
 */
public final class SortedSetResult implements AutoCloseable {
    private final ScoredSet set;
    private final long root;
    private final ByteView view = new ByteView();
    private int longestMember;
    private long block;

    public SortedSetResult(TypeContext context) {
        set = new ScoredSet(context.slabs(), context.hashing());
        root = context.scratch(ScoredSet.ROOT_BYTES);
        Memory.fill(root, ScoredSet.ROOT_BYTES, 0);
        set.open(root);
    }

    public long size() {
        return set.size();
    }

    public boolean isEmpty() {
        return set.size() == 0;
    }

    int longestMember() {
        return longestMember;
    }

    /** Makes a member the current element; false if it is not there. */
    public boolean find(ByteView member) {
        block = set.find(member);
        return block != 0;
    }

    /** Adds a member that is not there. */
    public void add(double score, ByteView member) {
        set.add(score, member);
        longestMember = Math.max(longestMember, member.length());
    }

    /** Adds a member that is not there and comes behind all others. */
    public void append(double score, ByteView member) {
        set.append(score, member.address(), member.length());
        longestMember = Math.max(longestMember, member.length());
    }

    /** Gives the element that was found another score. */
    public void rescore(double score) {
        set.update(block, score);
    }

    /** Removes the element that was found. */
    public void remove() {
        set.remove(block);
    }

    /** Makes the element at a rank, which must exist, the current one. */
    public void seek(long rank) {
        set.seek(rank);
        block = 0;
    }

    public boolean next() {
        return set.next();
    }

    public double score() {
        return block == 0 ? set.score() : MemberBlock.score(block);
    }

    /** The bytes of the current member, until the next call. */
    public ByteView member() {
        long current = block == 0 ? set.block() : block;
        return view.set(MemberBlock.address(current), MemberBlock.length(current));
    }

    /** Gives everything to another root, whose bytes are zero; this is empty then. */
    void moveTo(long newRoot) {
        Memory.copy(root, newRoot, ScoredSet.ROOT_BYTES);
        Memory.fill(root, ScoredSet.ROOT_BYTES, 0);
        set.open(root);
        longestMember = 0;
    }

    @Override
    public void close() {
        set.drain(Integer.MAX_VALUE);
        longestMember = 0;
    }
}
