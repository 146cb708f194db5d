package io.glassbox.structure.quicklist;

/** The way from the top of a tree to one of its nodes; valid until nodes are added or removed. */
final class NodePath {
    /** More elements than memory has bytes. */
    private static final int MOST_LEVELS = 12;

    final long[] inner = new long[MOST_LEVELS];
    final int[] index = new int[MOST_LEVELS];
    int height;
    long node;

    /** The index of the node's first element within the list. */
    long start;

    void set(NodePath other) {
        height = other.height;
        node = other.node;
        start = other.start;
        System.arraycopy(other.inner, 0, inner, 0, height);
        System.arraycopy(other.index, 0, index, 0, height);
    }
}
