package io.glassbox.structure.ordered;

/** The nodes from a leaf, level 0, up to the root, and the place in each that leads to one element. */
final class Path {
    /** With the least filling that merging allows, more elements than addresses. */
    static final int MAX_LEVELS = 24;

    private final long[] nodes = new long[MAX_LEVELS];
    private final int[] places = new int[MAX_LEVELS];

    long node(int level) {
        return nodes[level];
    }

    int place(int level) {
        return places[level];
    }

    void set(int level, long node, int place) {
        nodes[level] = node;
        places[level] = place;
    }

    void setNode(int level, long node) {
        nodes[level] = node;
    }

    void setPlace(int level, int place) {
        places[level] = place;
    }

    /** The lowest level from {@code from} on whose place is not the first; {@code height + 1} if there is none. */
    int levelOfFirst(int from, int height) {
        int level = from;
        while (level <= height && places[level] == 0) {
            level++;
        }
        return level;
    }
}
