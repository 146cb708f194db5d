package io.glassbox.structure.ordered;

import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;

/**
 * A counted B+tree: elements (score and reference to a member block) in the order of scores, then of the bytes of members.
 *
 * <p>Chosen over a skiplist because it needs 15 bytes an element instead of 40, and a few cache lines a level instead of one per
 * element passed: see {@code docs/decisions}. Every node knows how many elements are under each child, so ranks cost as much as
 * searches. Leaves are not linked: a {@link TreeCursor} keeps the path, and a node has one reference to it, its parent's.
 *
 * <p>Nodes are blocks of {@link Slabs}, owned by the tree; member blocks are the caller's. The state of a tree is one word, so
 * one object serves any number of trees in turn. Nothing here allocates on the heap.
 */
final class ScoreTree {
    private static final int HEIGHT_SHIFT = 40;
    private static final long REFERENCE_MASK = (1L << HEIGHT_SHIFT) - 1;

    private final Slabs slabs;
    private final Path path = new Path();
    private final Bound bound = new Bound();
    private final long[] spares = new long[Path.MAX_LEVELS + 1];

    private long root;
    private int height;

    ScoreTree(Slabs slabs) {
        this.slabs = slabs;
    }

    /** Positions this object on the tree that {@link #word} named; 0 is an empty one. */
    void open(long word) {
        root = word == 0 ? 0 : slabs.toAddress(word & REFERENCE_MASK);
        height = (int) (word >>> HEIGHT_SHIFT);
    }

    /** The state: the root and its level. */
    long word() {
        return root == 0 ? 0 : slabs.toReference(root) | (long) height << HEIGHT_SHIFT;
    }

    long root() {
        return root;
    }

    int height() {
        return height;
    }

    /** The number of elements before the bound. O(log n). */
    long countBefore(Bound where) {
        if (root == 0) {
            return 0;
        }
        descend(where);
        return rank();
    }

    /** How many elements come before this one, which must be in the tree. O(log n). */
    long rankOf(double score, long block) {
        locate(score, block);
        return rank();
    }

    /**
     * Adds an element that is not in the tree. O(log n).
     *
     * @throws MemoryExhausted with the tree unchanged
     */
    void insert(double score, long block) {
        if (root == 0) {
            plant(score, block);
        } else {
            descend(bound.behindElement(score, MemberBlock.address(block), MemberBlock.length(block)));
            insertAtPath(score, slabs.toReference(block));
        }
    }

    /** Adds an element that comes behind all others. O(log n), without comparisons. */
    void append(double score, long block) {
        if (root == 0) {
            plant(score, block);
            return;
        }
        descendToLast();
        insertAtPath(score, slabs.toReference(block));
    }

    /**
     * Moves an element to another score. O(log n); one search instead of two if it stays between its neighbours.
     *
     * @throws MemoryExhausted with the tree unchanged
     */
    void update(double oldScore, double newScore, long block) {
        locate(oldScore, block);
        if (staysInPlace(oldScore, newScore, block)) {
            Leaf.putScore(path.node(0), path.place(0), newScore);
            if (path.place(0) == 0) {
                refreshFirst(1, newScore, slabs.toReference(block));
            }
            return;
        }
        removeRun(1);
        try {
            insert(newScore, block);
        } catch (MemoryExhausted e) {
            // What the removal freed is enough to undo it.
            insert(oldScore, block);
            throw e;
        }
    }

    /** Takes an element out that is in the tree. O(log n). */
    void remove(double score, long block) {
        locate(score, block);
        removeRun(1);
    }

    /** Takes {@code count} elements out, which the cursor stands at the first of and which all lie in its leaf. */
    void removeRun(TreeCursor cursor, int count) {
        cursor.copyPathTo(path);
        removeRun(count);
    }

    /** Told of a member block that was moved. */
    @FunctionalInterface
    interface MoveListener {
        void moved(long from, long to);
    }

    /**
     * Moves the leaf that the cursor stands in out of a slab that is to be emptied, with its members, and the nodes above of which it is
     * the first leaf. The cursor is of no use afterwards.
     */
    void relocateLeaf(TreeCursor cursor, Relocation relocation, MoveListener listener) {
        cursor.copyPathTo(path);
        path.setPlace(0, 0);
        int last = path.levelOfFirst(0, height);
        for (int level = 0; level < last; level++) {
            replaceNode(level, relocation.move(path.node(level)));
        }
        long leaf = path.node(0);
        int count = Leaf.count(leaf);
        for (int i = 0; i < count; i++) {
            long from = slabs.toAddress(Leaf.member(leaf, i));
            long to = relocation.move(from);
            if (to != from) {
                Leaf.putMember(leaf, i, slabs.toReference(to));
                listener.moved(from, to);
            }
        }
        refreshFirst(1, Leaf.score(leaf, 0), Leaf.member(leaf, 0));
    }

    /** Frees about {@code budget} elements from the end, with their member blocks: the way to dispose of a large tree in slices. */
    void drain(int budget) {
        int left = budget;
        while (root != 0 && left > 0) {
            descendToLast();
            long leaf = path.node(0);
            int count = Leaf.count(leaf);
            for (int i = 0; i < count; i++) {
                MemberBlock.free(slabs, slabs.toAddress(Leaf.member(leaf, i)));
            }
            left -= count;
            addAlongPath(1, -count);
            Leaf.free(slabs, leaf);
            unlinkLast();
        }
    }

    private void unlinkLast() {
        int level = 1;
        while (level <= height && path.place(level) == 0) {
            Inner.free(slabs, path.node(level));
            level++;
        }
        if (level > height) {
            root = 0;
            height = 0;
        } else {
            Inner.remove(path.node(level), path.place(level));
        }
    }

    /** The number of elements. O(1). */
    long size() {
        if (root == 0) {
            return 0;
        }
        return height == 0 ? Leaf.count(root) : Inner.elementsBefore(root, Inner.count(root));
    }

    /** Bytes of all nodes. O(nodes / 34). */
    long bytes() {
        return root == 0 ? 0 : bytes(root, height);
    }

    private long bytes(long node, int level) {
        long sum = slabs.sizeOf(node);
        if (level > 0) {
            int count = Inner.count(node);
            for (int i = 0; i < count; i++) {
                sum += bytes(slabs.toAddress(Inner.child(node, i)), level - 1);
            }
        }
        return sum;
    }

    private void plant(double score, long block) {
        long leaf = Leaf.allocate(slabs, 1);
        Leaf.insert(leaf, 0, score, slabs.toReference(block));
        root = leaf;
        height = 0;
    }

    /** Leads the path to the first element that is not before the bound, or behind the last of its leaf. */
    private void descend(Bound where) {
        long node = root;
        for (int level = height; level > 0; level--) {
            int place = Inner.search(slabs, node, where);
            path.set(level, node, place);
            node = slabs.toAddress(Inner.child(node, place));
        }
        path.set(0, node, Leaf.search(slabs, node, where));
    }

    /** Leads the path behind the last element. */
    private void descendToLast() {
        long node = root;
        for (int level = height; level > 0; level--) {
            int last = Inner.count(node) - 1;
            path.set(level, node, last);
            node = slabs.toAddress(Inner.child(node, last));
        }
        path.set(0, node, Leaf.count(node));
    }

    private void locate(double score, long block) {
        descend(bound.behindElement(score, MemberBlock.address(block), MemberBlock.length(block)));
        int place = path.place(0) - 1;
        if (place < 0 || Leaf.member(path.node(0), place) != slabs.toReference(block)) {
            throw new IllegalStateException("no such element in the tree: " + Long.toHexString(block));
        }
        path.setPlace(0, place);
    }

    private long rank() {
        long rank = path.place(0);
        for (int level = 1; level <= height; level++) {
            rank += Inner.elementsBefore(path.node(level), path.place(level));
        }
        return rank;
    }

    private boolean staysInPlace(double oldScore, double newScore, long block) {
        long leaf = path.node(0);
        int place = path.place(0);
        int last = Leaf.count(leaf) - 1;
        bound.behindElement(newScore, MemberBlock.address(block), MemberBlock.length(block));
        boolean isAboveLeft = place > 0
                ? bound.isBehind(Leaf.score(leaf, place - 1), slabs.toAddress(Leaf.member(leaf, place - 1)))
                : newScore >= oldScore || path.levelOfFirst(1, height) > height;
        boolean isBelowRight = place < last
                ? !bound.isBehind(Leaf.score(leaf, place + 1), slabs.toAddress(Leaf.member(leaf, place + 1)))
                : newScore <= oldScore || isRightmost();
        return isAboveLeft && isBelowRight;
    }

    private boolean isRightmost() {
        for (int level = 1; level <= height; level++) {
            if (path.place(level) < Inner.count(path.node(level)) - 1) {
                return false;
            }
        }
        return true;
    }

    /** The first element under the path below {@code level} has changed: says so where it is kept. */
    private void refreshFirst(int level, double score, long member) {
        int keeper = path.levelOfFirst(level, height);
        if (keeper <= height) {
            Inner.putFirst(path.node(keeper), path.place(keeper), score, member);
        }
    }

    private void insertAtPath(double score, long member) {
        long leaf = path.node(0);
        int count = Leaf.count(leaf);
        if (count == Leaf.MAX) {
            splitAndInsert(score, member);
            return;
        }
        if (count == Leaf.capacity(leaf)) {
            leaf = Leaf.resize(slabs, leaf, count + 1);
            replaceNode(0, leaf);
        }
        Leaf.insert(leaf, path.place(0), score, member);
        addAlongPath(1, 1);
    }

    private void addAlongPath(int fromLevel, long elements) {
        for (int level = fromLevel; level <= height; level++) {
            Inner.addElements(path.node(level), path.place(level), elements);
        }
    }

    /** The node of the path at this level has moved. */
    private void replaceNode(int level, long node) {
        path.setNode(level, node);
        if (level == height) {
            root = node;
        } else {
            Inner.putChild(path.node(level + 1), path.place(level + 1), slabs.toReference(node));
        }
    }

    /**
     * Splits the leaf of the path, and the full nodes above it. The halves are even, unless the element comes at the end or the
     * beginning of the leaf: there more in the same order is likely to follow, and the full leaf stays as it is.
     */
    private void splitAndInsert(double score, long member) {
        long full = path.node(0);
        int place = path.place(0);
        if (place == 0 || place == Leaf.MAX) {
            int spareCount = allocateSpares(1);
            long single = spares[--spareCount];
            Leaf.insert(single, 0, score, member);
            link(place == 0 ? single : full, place == 0 ? full : single, spareCount);
            return;
        }
        int kept = Leaf.MAX / 2;
        boolean goesRight = place > kept;
        int spareCount = allocateSpares(Leaf.MAX - kept + (goesRight ? 1 : 0));
        long right = spares[--spareCount];
        Leaf.move(full, kept, right);
        long left = shrunk(full, goesRight ? kept : kept + 1);
        Leaf.insert(goesRight ? right : left, goesRight ? place - kept : place, score, member);
        link(left, right, spareCount);
    }

    /** Puts two leaves, which have one element more, in the place of the path's. */
    private void link(long left, long right, int spareCount) {
        replaceNode(0, left);
        addAlongPath(1, 1);
        linkRight(
                1,
                slabs.toReference(right),
                Leaf.count(left),
                Leaf.count(right),
                Leaf.score(right, 0),
                Leaf.member(right, 0),
                spareCount);
    }

    /** Blocks for everything that a split of the leaf brings about, the new leaf as the last; all of them or none. */
    private int allocateSpares(int leafElements) {
        int count = 0;
        try {
            int level = 1;
            while (level <= height && Inner.count(path.node(level)) == Inner.MAX) {
                spares[count] = Inner.allocate(slabs);
                count++;
                level++;
            }
            if (level > height) {
                spares[count] = Inner.allocate(slabs);
                count++;
            }
            spares[count] = Leaf.allocate(slabs, leafElements);
            return count + 1;
        } catch (MemoryExhausted e) {
            while (count > 0) {
                Inner.free(slabs, spares[--count]);
            }
            throw e;
        }
    }

    /** The leaf in a block that fits so many elements; the same if there is no memory for a better one. */
    private long shrunk(long leaf, int elements) {
        try {
            return Leaf.resize(slabs, leaf, elements);
        } catch (MemoryExhausted e) {
            return leaf;
        }
    }

    /** Enters a new node of the level below, to the right of the path's, which now has {@code leftElements}. */
    private void linkRight(
            int level, long right, long leftElements, long rightElements, double score, long member, int spareCount) {
        int spare = spareCount;
        if (level > height) {
            long top = spares[--spare];
            Inner.insert(top, 0, slabs.toReference(root), leftElements, 0, 0);
            Inner.insert(top, 1, right, rightElements, score, member);
            root = top;
            height = level;
            return;
        }
        long node = path.node(level);
        int place = path.place(level);
        Inner.putElements(node, place, leftElements);
        if (Inner.count(node) < Inner.MAX) {
            Inner.insert(node, place + 1, right, rightElements, score, member);
            return;
        }
        long sibling = spares[--spare];
        int kept = place + 1 == Inner.MAX ? Inner.MAX - 1 : Inner.MAX / 2;
        Inner.move(node, kept, sibling);
        // What separates the two is no longer kept in either.
        double firstScore = Inner.score(sibling, 0);
        long firstMember = Inner.member(sibling, 0);
        if (place >= kept) {
            Inner.insert(sibling, place + 1 - kept, right, rightElements, score, member);
        } else {
            Inner.insert(node, place + 1, right, rightElements, score, member);
        }
        linkRight(
                level + 1,
                slabs.toReference(sibling),
                Inner.elementsBefore(node, Inner.count(node)),
                Inner.elementsBefore(sibling, Inner.count(sibling)),
                firstScore,
                firstMember,
                spare);
    }

    /** Takes {@code count} elements of the path's leaf out, from its place on. */
    private void removeRun(int count) {
        long leaf = path.node(0);
        int place = path.place(0);
        addAlongPath(1, -count);
        Leaf.remove(leaf, place, count);
        int rest = Leaf.count(leaf);
        if (rest == 0) {
            Leaf.free(slabs, leaf);
            unlink(1);
            return;
        }
        if (place == 0) {
            refreshFirst(1, Leaf.score(leaf, 0), Leaf.member(leaf, 0));
        }
        if (rest < Leaf.FEW && height > 0 && mergeLeaf()) {
            mergeUpwards(1);
        } else if (Leaf.isLoose(leaf)) {
            replaceNode(0, shrunk(leaf, rest));
        }
    }

    /** Takes the child of the path at this level out, which is freed already, and nodes that have none left. */
    private void unlink(int from) {
        int level = from;
        while (level <= height && Inner.count(path.node(level)) == 1) {
            Inner.free(slabs, path.node(level));
            level++;
        }
        if (level > height) {
            root = 0;
            height = 0;
            return;
        }
        long node = path.node(level);
        int place = path.place(level);
        if (place == 0) {
            refreshFirst(level + 1, Inner.score(node, 1), Inner.member(node, 1));
        }
        Inner.remove(node, place);
        mergeUpwards(level);
    }

    /** Merges the leaf with a neighbour under the same parent if they fit; returns whether it did. */
    private boolean mergeLeaf() {
        long parent = path.node(1);
        int place = leftOfPair(parent, path.place(1));
        if (place < 0) {
            return false;
        }
        long left = slabs.toAddress(Inner.child(parent, place));
        long right = slabs.toAddress(Inner.child(parent, place + 1));
        int sum = Leaf.count(left) + Leaf.count(right);
        if (sum > Leaf.MERGED_MAX) {
            return false;
        }
        if (Leaf.capacity(left) < sum) {
            try {
                left = Leaf.resize(slabs, left, sum);
            } catch (MemoryExhausted e) {
                return false;
            }
            Inner.putChild(parent, place, slabs.toReference(left));
        }
        Leaf.move(right, 0, left);
        Leaf.free(slabs, right);
        absorb(parent, place);
        return true;
    }

    /** Merges nodes with few children, from this level on, and takes roots with one child away. */
    private void mergeUpwards(int from) {
        int level = from;
        while (level < height && Inner.count(path.node(level)) < Inner.FEW && mergeInner(level)) {
            level++;
        }
        while (height > 0 && Inner.count(root) == 1) {
            long child = slabs.toAddress(Inner.child(root, 0));
            Inner.free(slabs, root);
            root = child;
            height--;
        }
    }

    private boolean mergeInner(int level) {
        long parent = path.node(level + 1);
        int place = leftOfPair(parent, path.place(level + 1));
        if (place < 0) {
            return false;
        }
        long left = slabs.toAddress(Inner.child(parent, place));
        long right = slabs.toAddress(Inner.child(parent, place + 1));
        if (Inner.count(left) + Inner.count(right) > Inner.MERGED_MAX) {
            return false;
        }
        Inner.putFirst(right, 0, Inner.score(parent, place + 1), Inner.member(parent, place + 1));
        Inner.move(right, 0, left);
        Inner.free(slabs, right);
        absorb(parent, place);
        return true;
    }

    /** The left one of a child and a neighbour; -1 if it has none. */
    private static int leftOfPair(long parent, int place) {
        return place + 1 < Inner.count(parent) ? place : place - 1;
    }

    /** The child behind a place has become part of the one at it. */
    private static void absorb(long parent, int place) {
        Inner.addElements(parent, place, Inner.elements(parent, place + 1));
        Inner.remove(parent, place + 1);
    }
}
