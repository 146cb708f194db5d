package io.glassbox.structure.stream;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.memory.WalkPosition;
import java.util.function.LongUnaryOperator;

/**
 * An ordered map from entry IDs to words other than 0: a B+tree of {@link IdNode nodes}. Redis has a radix tree here; IDs rise, so
 * that leaves are filled to the brim, which takes a fraction of the memory of a radix tree over keys that differ in their last
 * bytes, and walks through neighbours in memory.
 *
 * <p>The state is a root of {@link #ROOT_BYTES} bytes, all zero for an empty tree, which nothing points back to. One object serves
 * any number of trees in turn, and several objects may be on one tree. Each has a cursor, which any change to the tree
 * invalidates. Finding and changing are O(log n), steps O(1).
 */
public final class IdTree {
    /** Reference of the topmost node with the height in the upper byte; the number of IDs. */
    public static final int ROOT_BYTES = 16;

    private static final int HEIGHT_SHIFT = 56;

    /** With the least filling that merging allows, more IDs than addresses. */
    private static final int MAX_LEVELS = 24;

    /** Children of each inner node that an estimate of the memory looks at. */
    private static final int SAMPLES = 8;

    /** Takes the words of a tree that is given up. */
    @FunctionalInterface
    public interface WordVisitor {
        void visit(long word);
    }

    private final Slabs slabs;
    private long root;

    /** The cursor: the nodes from the leaf, level 0, to the topmost, and the places in them. */
    private final long[] nodes = new long[MAX_LEVELS];

    private final int[] places = new int[MAX_LEVELS];
    private final long[] spares = new long[MAX_LEVELS];

    public IdTree(Slabs slabs) {
        this.slabs = slabs;
    }

    /** Positions on the tree whose root is at this address; to be called again when the root has moved. */
    public IdTree open(long rootAddress) {
        root = rootAddress;
        return this;
    }

    public long size() {
        return Memory.getLong(root + 8);
    }

    public boolean isEmpty() {
        return Memory.getLong(root) == 0;
    }

    private int height() {
        return Memory.getUnsignedByte(root + 7);
    }

    private long top() {
        return slabs.toAddress(Memory.getLong(root) & (1L << HEIGHT_SHIFT) - 1);
    }

    private void putTop(long node, int height) {
        Memory.putLong(root, slabs.toReference(node) | (long) height << HEIGHT_SHIFT);
    }

    /** The word of an ID, and the cursor on it; 0 if it is not there. */
    public long find(long millis, long sequence) {
        if (isEmpty()) {
            return 0;
        }
        descend(millis, sequence);
        return IdNode.isAt(nodes[0], places[0], millis, sequence) ? word() : 0;
    }

    /** Puts the cursor on the first ID that is not below this one; false if there is none. */
    public boolean seekAtLeast(long millis, long sequence) {
        if (isEmpty()) {
            return false;
        }
        descend(millis, sequence);
        return places[0] < IdNode.count(nodes[0]) || nextLeaf();
    }

    /** Puts the cursor on the last ID that is not above this one; false if there is none. */
    public boolean seekAtMost(long millis, long sequence) {
        if (isEmpty()) {
            return false;
        }
        descend(millis, sequence);
        return IdNode.isAt(nodes[0], places[0], millis, sequence) || previous();
    }

    public boolean first() {
        return seekAtLeast(0, 0);
    }

    public boolean last() {
        return seekAtMost(-1, -1);
    }

    public boolean next() {
        places[0]++;
        return places[0] < IdNode.count(nodes[0]) || nextLeaf();
    }

    public boolean previous() {
        places[0]--;
        return places[0] >= 0 || previousLeaf();
    }

    /** The ID under the cursor. */
    public StreamId id(StreamId target) {
        return target.set(millis(), sequence());
    }

    public long millis() {
        return IdNode.millis(nodes[0], places[0]);
    }

    public long sequence() {
        return IdNode.sequence(nodes[0], places[0]);
    }

    public long word() {
        return IdNode.word(nodes[0], places[0]);
    }

    public void putWord(long word) {
        IdNode.putWord(nodes[0], places[0], word);
    }

    private void descend(long millis, long sequence) {
        long node = top();
        for (int level = height(); level > 0; level--) {
            int place = IdNode.childFor(node, millis, sequence);
            nodes[level] = node;
            places[level] = place;
            node = slabs.toAddress(IdNode.word(node, place));
        }
        nodes[0] = node;
        places[0] = IdNode.countBelow(node, 0, millis, sequence);
    }

    private boolean nextLeaf() {
        int level = 1;
        int height = height();
        while (level <= height && places[level] + 1 == IdNode.count(nodes[level])) {
            level++;
        }
        if (level > height) {
            return false;
        }
        places[level]++;
        for (; level > 0; level--) {
            nodes[level - 1] = slabs.toAddress(IdNode.word(nodes[level], places[level]));
            places[level - 1] = 0;
        }
        return true;
    }

    private boolean previousLeaf() {
        int level = 1;
        int height = height();
        while (level <= height && places[level] == 0) {
            level++;
        }
        if (level > height) {
            return false;
        }
        places[level]--;
        for (; level > 0; level--) {
            nodes[level - 1] = slabs.toAddress(IdNode.word(nodes[level], places[level]));
            places[level - 1] = IdNode.count(nodes[level - 1]) - 1;
        }
        return true;
    }

    /** Adds an ID that is not there. Throws {@link MemoryExhausted} with the tree unchanged. */
    public void insert(long millis, long sequence, long word) {
        assert word != 0;
        if (isEmpty()) {
            long leaf = IdNode.allocate(slabs, 1);
            IdNode.insert(leaf, 0, millis, sequence, word);
            putTop(leaf, 0);
            addToSize(1);
            return;
        }
        descend(millis, sequence);
        assert !IdNode.isAt(nodes[0], places[0], millis, sequence) : "the ID is there";
        if (IdNode.count(nodes[0]) == IdNode.MAX) {
            split(millis, sequence, word);
        } else {
            makeRoom(0, IdNode.count(nodes[0]) + 1);
            IdNode.insert(nodes[0], places[0], millis, sequence, word);
        }
        addToSize(1);
    }

    private void addToSize(long more) {
        Memory.putLong(root + 8, size() + more);
    }

    /** Makes a node of the path hold so many places. */
    private void makeRoom(int level, int places) {
        long node = nodes[level];
        if (IdNode.capacity(node) < places) {
            int grown = Math.min(IdNode.MAX, Math.max(places, IdNode.capacity(node) * 2));
            moved(level, IdNode.resize(slabs, node, grown));
        }
    }

    /** A node of the path has another address. */
    private void moved(int level, long node) {
        nodes[level] = node;
        if (level == height()) {
            putTop(node, level);
        } else {
            IdNode.putWord(nodes[level + 1], places[level + 1], slabs.toReference(node));
        }
    }

    /** Splits the full nodes of the path, lowest first, to insert into the leaf. All memory is taken first. */
    private void split(long millis, long sequence, long word) {
        int height = height();
        int full = 1;
        while (full <= height && IdNode.count(nodes[full]) == IdNode.MAX) {
            full++;
        }
        boolean isTaller = full > height;
        if (!isTaller) {
            makeRoom(full, IdNode.count(nodes[full]) + 1);
        }
        takeSpares(isTaller ? full + 1 : full);
        boolean isLast = isAtEnd(height);
        long newMillis = millis;
        long newSequence = sequence;
        long newWord = word;
        for (int level = 0; level < full; level++) {
            long left = nodes[level];
            long right = spares[level];
            int place = level == 0 ? places[0] : places[level] + 1;
            int middle = isLast ? IdNode.MAX : IdNode.MAX / 2;
            IdNode.move(left, middle, right);
            boolean goesRight = place >= middle && isLast || place > middle;
            IdNode.insert(
                    goesRight ? right : left, goesRight ? place - middle : place, newMillis, newSequence, newWord);
            newMillis = IdNode.millis(right, 0);
            newSequence = IdNode.sequence(right, 0);
            newWord = slabs.toReference(right);
        }
        if (isTaller) {
            long top = spares[full];
            IdNode.insert(top, 0, 0, 0, slabs.toReference(nodes[height]));
            IdNode.insert(top, 1, newMillis, newSequence, newWord);
            putTop(top, height + 1);
        } else {
            IdNode.insert(nodes[full], places[full] + 1, newMillis, newSequence, newWord);
        }
    }

    /** Whether the cursor is behind the last ID of the tree. */
    private boolean isAtEnd(int height) {
        for (int level = 1; level <= height; level++) {
            if (places[level] + 1 != IdNode.count(nodes[level])) {
                return false;
            }
        }
        return places[0] == IdNode.count(nodes[0]);
    }

    private void takeSpares(int count) {
        int taken = 0;
        try {
            for (; taken < count; taken++) {
                spares[taken] = IdNode.allocate(slabs, IdNode.MAX);
            }
        } catch (MemoryExhausted e) {
            while (taken > 0) {
                IdNode.free(slabs, spares[--taken]);
            }
            throw e;
        }
    }

    /** Removes an ID; returns its word, 0 if it was not there. */
    public long remove(long millis, long sequence) {
        long word = find(millis, sequence);
        if (word != 0) {
            IdNode.remove(nodes[0], places[0]);
            addToSize(-1);
            repair();
        }
        return word;
    }

    /** Frees nodes that became empty and merges those that have few places left. */
    private void repair() {
        int height = height();
        for (int level = 0; level <= height; level++) {
            long node = nodes[level];
            if (IdNode.count(node) == 0) {
                IdNode.free(slabs, node);
                if (level == height) {
                    Memory.putLong(root, 0);
                    return;
                }
                IdNode.remove(nodes[level + 1], places[level + 1]);
            } else if (!(IdNode.count(node) < IdNode.FEW && level < height && merge(level))) {
                shrink(level);
                break;
            }
        }
        lower();
    }

    /** Merges a node with a neighbour under the same parent; false if neither fits. */
    private boolean merge(int level) {
        long parent = nodes[level + 1];
        int place = places[level + 1];
        for (int left = place; left >= place - 1; left--) {
            if (left < 0 || left + 1 >= IdNode.count(parent)) {
                continue;
            }
            long first = slabs.toAddress(IdNode.word(parent, left));
            long second = slabs.toAddress(IdNode.word(parent, left + 1));
            int together = IdNode.count(first) + IdNode.count(second);
            if (together <= IdNode.MERGED_MAX) {
                join(parent, left, first, second, together, level > 0);
                return true;
            }
        }
        return false;
    }

    private void join(long parent, int left, long first, long second, int together, boolean isInner) {
        long target = first;
        if (IdNode.capacity(target) < together) {
            target = IdNode.resize(slabs, target, together);
            IdNode.putWord(parent, left, slabs.toReference(target));
        }
        if (isInner) {
            IdNode.putId(second, 0, IdNode.millis(parent, left + 1), IdNode.sequence(parent, left + 1));
        }
        IdNode.move(second, 0, target);
        IdNode.free(slabs, second);
        IdNode.remove(parent, left + 1);
    }

    private void shrink(int level) {
        long node = nodes[level];
        if (IdNode.count(node) * 4 <= IdNode.capacity(node)) {
            moved(level, IdNode.resize(slabs, node, IdNode.count(node)));
        }
    }

    /** Takes away topmost nodes of a single child. */
    private void lower() {
        while (height() > 0 && IdNode.count(top()) == 1) {
            long top = top();
            putTop(slabs.toAddress(IdNode.word(top, 0)), height() - 1);
            IdNode.free(slabs, top);
        }
    }

    /**
     * Moves the next leaf out of a slab that is to be emptied, and the nodes above of which it is the first leaf; {@code words} says what
     * becomes of each word in it. Leaves the position at the ID behind them and returns true, or false if there is no further leaf.
     */
    boolean relocateLeaf(WalkPosition at, Relocation relocation, LongUnaryOperator words) {
        if (!seekAtLeast(at.high(), at.low())) {
            return false;
        }
        moved(0, relocation.move(nodes[0]));
        int height = height();
        for (int level = 1; level <= height && places[level] == 0; level++) {
            moved(level, relocation.move(nodes[level]));
        }
        int last = IdNode.count(nodes[0]) - 1;
        for (int place = places[0]; place <= last; place++) {
            long word = IdNode.word(nodes[0], place);
            IdNode.putWord(nodes[0], place, words.applyAsLong(word));
        }
        long sequence = IdNode.sequence(nodes[0], last) + 1;
        long millis = IdNode.millis(nodes[0], last) + (sequence == 0 ? 1 : 0);
        at.set(at.part(), at.item(), millis, sequence);
        return millis != 0 || sequence != 0;
    }

    /** Takes about {@code budget} IDs away, from the end, and hands their words out. */
    public void drain(int budget, WordVisitor visitor) {
        int left = budget;
        while (left > 0 && last()) {
            long leaf = nodes[0];
            int count = IdNode.count(leaf);
            for (int i = 0; i < count; i++) {
                visitor.visit(IdNode.word(leaf, i));
            }
            left -= count;
            addToSize(-count);
            dropPath();
        }
    }

    /** Frees the leaf of the path, and the nodes above it that have no other child. */
    private void dropPath() {
        int height = height();
        for (int level = 0; level <= height; level++) {
            IdNode.free(slabs, nodes[level]);
            if (level == height) {
                Memory.putLong(root, 0);
                return;
            }
            IdNode.remove(nodes[level + 1], places[level + 1]);
            if (IdNode.count(nodes[level + 1]) > 0) {
                return;
            }
        }
    }

    /** How many nodes there are, and their memory: exact for few, else estimated from some. */
    public long nodeCount() {
        return isEmpty() ? 0 : Math.round(estimate(top(), height(), false));
    }

    public long bytes() {
        return isEmpty() ? 0 : Math.round(estimate(top(), height(), true));
    }

    private double estimate(long node, int level, boolean ofBytes) {
        double own = ofBytes ? slabs.sizeOf(node) : 1;
        if (level == 0) {
            return own;
        }
        int count = IdNode.count(node);
        int step = Math.max(1, count / SAMPLES);
        double below = 0;
        int looked = 0;
        for (int place = 0; place < count; place += step) {
            below += estimate(slabs.toAddress(IdNode.word(node, place)), level - 1, ofBytes);
            looked++;
        }
        return own + below * count / looked;
    }
}
