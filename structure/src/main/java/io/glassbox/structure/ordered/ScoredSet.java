package io.glassbox.structure.ordered;

import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.memory.WalkPosition;

/**
 * A set of members, each with a score, that knows its order: a hash table that finds a member's block, and a
 * {@link ScoreTree} that finds its place. Elements are handled by the address of their {@link MemberBlock}, which stays the
 * same until the member is removed or {@link #relocate} is called.
 *
 * <p>The state is a root of {@link #ROOT_BYTES} bytes, all zero for an empty set, which {@link #open} reads and every
 * change writes: one object serves any number of sets in turn. It owns all blocks that the root leads to.
 *
 * <p>One element is under {@link #seek a cursor}, from which the neighbours are reached; any change ends that.
 */
public final class ScoredSet {
    /** The state of the table, and the word of the tree. */
    public static final int ROOT_BYTES = HashTable.STATE_BYTES + Long.BYTES;

    /** Members whose blocks are touched ahead, so that their cache misses overlap. */
    private static final int AHEAD = 16;

    /** Freeing a segment of the table, which nobody looks into, takes about as long as freeing so many elements. */
    private static final int ELEMENTS_OF_SEGMENT = 8;

    /** What a walk goes through: the table, which finds members, then the tree and the members, by their ranks. */
    private static final int SEGMENTS = 0;

    private static final int MEMBERS = 1;

    private final Slabs slabs;
    private final ScoreTree.MoveListener moving = this::follow;
    private final HashTable table;
    private final ScoreTree tree;
    private final TreeCursor cursor;
    private long root;

    /** What was read ahead of time, so that the reads are not for nothing in the eyes of a compiler. */
    private int touched;

    private int untouched;

    public ScoredSet(Slabs slabs, SipHash hashing) {
        this.slabs = slabs;
        this.table = new HashTable(slabs, MemberBlock.FORMAT, hashing);
        this.tree = new ScoreTree(slabs);
        this.cursor = new TreeCursor(slabs);
    }

    /** Positions this object on the set whose root is at this address; to be called again when the root has moved. */
    public ScoredSet open(long rootAddress) {
        root = rootAddress;
        table.open(rootAddress);
        tree.open(Memory.getLong(rootAddress + HashTable.STATE_BYTES));
        return this;
    }

    private void save() {
        table.save(root);
        Memory.putLong(root + HashTable.STATE_BYTES, tree.word());
    }

    public long size() {
        return table.size();
    }

    /** The block of a member, or 0. O(1). */
    public long find(ByteView member) {
        return find(member.address(), member.length());
    }

    public long find(long address, int length) {
        return table.find(table.hash(address, length), address, length);
    }

    /** Adds a member that is not there. O(log n). Throws {@link MemoryExhausted} with the set unchanged. */
    public void add(double score, ByteView member) {
        long block = MemberBlock.allocate(slabs, score, member.address(), member.length());
        try {
            add(score, block, false);
        } catch (MemoryExhausted e) {
            MemberBlock.free(slabs, block);
            throw e;
        }
        save();
    }

    /** Adds a member that is not there and comes behind all others. */
    public void append(double score, long address, int length) {
        long block = MemberBlock.allocate(slabs, score, address, length);
        try {
            add(score, block, true);
        } catch (MemoryExhausted e) {
            MemberBlock.free(slabs, block);
            throw e;
        }
        save();
    }

    private void add(double score, long block, boolean isLast) {
        if (isLast) {
            tree.append(score, block);
        } else {
            tree.insert(score, block);
        }
        try {
            table.insert(hashOf(block), block);
        } catch (MemoryExhausted e) {
            tree.remove(score, block);
            throw e;
        }
    }

    /** Gives an element another score. O(log n), cheaper if it stays where it is. */
    public void update(long block, double score) {
        tree.update(MemberBlock.score(block), score, block);
        MemberBlock.putScore(block, score);
        save();
    }

    /** Removes an element and frees its block. O(log n). */
    public void remove(long block) {
        tree.remove(MemberBlock.score(block), block);
        drop(block);
        save();
    }

    /** Removes {@code count} elements from a rank on, all of which must exist. O(log n + count). */
    public void removeRange(long rank, long count) {
        long left = count;
        while (left > 0) {
            cursor.seek(tree, rank);
            int run = (int) Math.min(left, cursor.runLength());
            removeRun(run);
            left -= run;
        }
        save();
    }

    private void removeRun(int run) {
        for (int i = 0; i < run; i++) {
            long block = cursor.blockAt(i);
            table.removeEntry(hashOf(block), block);
        }
        for (int i = 0; i < run; i++) {
            MemberBlock.free(slabs, cursor.blockAt(i));
        }
        tree.removeRun(cursor, run);
    }

    private void drop(long block) {
        table.removeEntry(hashOf(block), block);
        MemberBlock.free(slabs, block);
    }

    /** How many elements come before this one. O(log n). */
    public long rankOf(long block) {
        return tree.rankOf(MemberBlock.score(block), block);
    }

    /** How many elements lie before the bound. O(log n). */
    public long countBefore(Bound bound) {
        return tree.countBefore(bound);
    }

    /** Puts the cursor on the element at a rank, which must exist. O(log n). */
    public void seek(long rank) {
        cursor.seek(tree, rank);
        untouched = 0;
    }

    /** Puts the cursor on the next element; false if there is none. */
    public boolean next() {
        if (--untouched < 0) {
            touch(1, Math.min(AHEAD, cursor.runLength() - 1));
        }
        return cursor.next();
    }

    /** Puts the cursor on the element before; false if there is none. */
    public boolean previous() {
        if (--untouched < 0) {
            touch(-1, Math.min(AHEAD, cursor.place()));
        }
        return cursor.previous();
    }

    /** The block of the element under the cursor. */
    public long block() {
        return cursor.block();
    }

    /** The score of the element under the cursor. */
    public double score() {
        return cursor.score();
    }

    private void touch(int direction, int count) {
        int sum = touched;
        for (int i = 1; i <= count; i++) {
            sum += Memory.getByte(cursor.blockAt(direction * i));
        }
        touched = sum;
        untouched = count;
    }

    /** The block of an element, each as likely as any other; 0 if there is none. */
    public long random(RandomSource random) {
        return table.randomEntry(random);
    }

    /** As {@link HashTable#scan}, of member blocks. */
    public long scan(long position, HashTable.EntryVisitor visitor) {
        return table.scan(position, visitor);
    }

    /**
     * Frees about {@code budget} elements, or first of all segments of the table, which is as much work as some elements each; returns
     * how many elements are left. From the first call on nothing else may be done with the set.
     */
    public long drain(int budget) {
        if (table.closeSome(Math.max(1, budget / ELEMENTS_OF_SEGMENT))) {
            tree.drain(budget);
        }
        save();
        return tree.size();
    }

    /** Moves the next segment of the table, or the next leaf and its members, if they lie badly; true when it was the last. */
    public boolean relocate(WalkPosition at, Relocation relocation) {
        if (at.part() == SEGMENTS) {
            long next = table.relocateSegment(at.high(), relocation);
            at.set(next == 0 ? MEMBERS : SEGMENTS, next);
        } else if (at.high() < size()) {
            cursor.seek(tree, at.high());
            at.set(MEMBERS, at.high() + cursor.runLength());
            tree.relocateLeaf(cursor, relocation, moving);
        }
        save();
        return at.part() == MEMBERS && at.high() >= size();
    }

    private void follow(long from, long to) {
        table.replace(hashOf(to), from, to);
    }

    /** Makes this set, which is empty, a copy of another. O(n). */
    public void copyOf(ScoredSet source) {
        if (source.size() == 0) {
            return;
        }
        source.seek(0);
        do {
            long block = source.block();
            append(source.score(), MemberBlock.address(block), MemberBlock.length(block));
        } while (source.next());
    }

    /** Memory of all blocks, without the root; that of members is estimated from {@code samples} of them. */
    public long bytes(int samples) {
        long size = size();
        long bytes = table.bytes() + tree.bytes();
        if (size == 0) {
            return bytes;
        }
        long taken = 0;
        long sampled = 0;
        long step = Math.max(1, size / samples);
        for (long rank = 0; rank < size; rank += step) {
            seek(rank);
            sampled += slabs.sizeOf(block());
            taken++;
        }
        return bytes + Math.round((double) sampled * size / taken);
    }

    private long hashOf(long block) {
        return table.hash(MemberBlock.address(block), MemberBlock.length(block));
    }
}
