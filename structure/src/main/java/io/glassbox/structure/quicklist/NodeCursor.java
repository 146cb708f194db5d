package io.glassbox.structure.quicklist;

import io.glassbox.structure.memory.Slabs;

/**
 * Walks over the nodes of a {@link Quicklist} and shows their content as it lies there: for who copies a list to a file. It only
 * reads, so it may be used by another thread as long as the list is not changed.
 */
public final class NodeCursor {
    private final NodeTree tree;
    private final NodePath path = new NodePath();

    public NodeCursor(Slabs slabs) {
        tree = new NodeTree(slabs);
    }

    /** Positions on the first node of the list of a root; returns how many nodes there are, maybe none. */
    public int on(long root) {
        tree.on(root);
        int nodes = tree.nodes();
        if (nodes > 0) {
            tree.end(path, false);
        }
        return nodes;
    }

    /** Goes on to the next node; false if there is none. */
    public boolean next() {
        return tree.step(path, true);
    }

    /** Whether the content is one element rather than a listpack. */
    public boolean isPlain() {
        return ListNode.isPlain(path.node);
    }

    public boolean isCompressed() {
        return ListNode.isCompressed(path.node);
    }

    /** Where the content lies, compressed or not. */
    public long content() {
        return ListNode.content(path.node);
    }

    /** Bytes of the content as it lies there. */
    public int length() {
        return ListNode.length(path.node);
    }

    /** Bytes of the content when it is not compressed. */
    public int rawLength() {
        return isCompressed() ? ListNode.rawLength(path.node) : length();
    }
}
