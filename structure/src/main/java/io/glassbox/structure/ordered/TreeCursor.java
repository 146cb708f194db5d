package io.glassbox.structure.ordered;

import io.glassbox.structure.memory.Slabs;

/**
 * A place in a {@link ScoreTree} from which elements are read in either direction. Valid until the tree changes.
 */
final class TreeCursor {
    private final Slabs slabs;
    private final Path path = new Path();
    private int height;
    private long leaf;
    private int count;
    private int place;

    TreeCursor(Slabs slabs) {
        this.slabs = slabs;
    }

    /** Goes to the element that has {@code rank} others before it; there must be one. O(log n). */
    void seek(ScoreTree tree, long rank) {
        height = tree.height();
        long node = tree.root();
        long left = rank;
        for (int level = height; level > 0; level--) {
            int child = 0;
            long elements = Inner.elements(node, 0);
            while (left >= elements) {
                left -= elements;
                child++;
                elements = Inner.elements(node, child);
            }
            path.set(level, node, child);
            node = slabs.toAddress(Inner.child(node, child));
        }
        enter(node, (int) left);
    }

    double score() {
        return Leaf.score(leaf, place);
    }

    /** The member block of the element. */
    long block() {
        return slabs.toAddress(Leaf.member(leaf, place));
    }

    /** Elements of the same leaf from this one on. */
    int runLength() {
        return count - place;
    }

    /** Goes to the next element; false, and unusable, if there is none. */
    boolean next() {
        if (place + 1 < count) {
            place++;
            return true;
        }
        int level = 1;
        while (level <= height && path.place(level) + 1 == Inner.count(path.node(level))) {
            level++;
        }
        if (level > height) {
            return false;
        }
        long node = step(level, 1);
        while (--level > 0) {
            path.set(level, node, 0);
            node = slabs.toAddress(Inner.child(node, 0));
        }
        enter(node, 0);
        return true;
    }

    /** Goes to the element before; false, and unusable, if there is none. */
    boolean previous() {
        if (place > 0) {
            place--;
            return true;
        }
        int level = path.levelOfFirst(1, height);
        if (level > height) {
            return false;
        }
        long node = step(level, -1);
        while (--level > 0) {
            int last = Inner.count(node) - 1;
            path.set(level, node, last);
            node = slabs.toAddress(Inner.child(node, last));
        }
        enter(node, Leaf.count(node) - 1);
        return true;
    }

    /** Elements of the same leaf before this one. */
    int place() {
        return place;
    }

    /** The block {@code distance} elements further on in the same leaf. */
    long blockAt(int distance) {
        return slabs.toAddress(Leaf.member(leaf, place + distance));
    }

    void copyPathTo(Path target) {
        target.set(0, leaf, place);
        for (int level = 1; level <= height; level++) {
            target.set(level, path.node(level), path.place(level));
        }
    }

    private long step(int level, int distance) {
        path.setPlace(level, path.place(level) + distance);
        return slabs.toAddress(Inner.child(path.node(level), path.place(level)));
    }

    private void enter(long node, int newPlace) {
        leaf = node;
        count = Leaf.count(node);
        place = newPlace;
    }
}
