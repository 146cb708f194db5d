package io.glassbox.structure.quicklist;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;

/**
 * A B+tree that counts: it finds the node that holds the element at an index, and the nodes beside it, in O(log nodes), with 31
 * ways at each level. A list of one node has no blocks but that.
 *
 * <pre>
 * root:  elements (8) | nodes (4) | reference to the top (5) | levels of inner blocks (1)
 * </pre>
 *
 * Blocks do not know each other, only their children: whoever steps from node to node has the {@link NodePath} that he came by.
 * When the block at an end is full and more comes there, it is left full, so that a list which is pushed to is packed tightly.
 */
final class NodeTree {
    static final int ROOT_BYTES = 18;

    private static final int SPARSE = Inner.FANOUT / 4;

    private final Slabs slabs;
    private long root;

    NodeTree(Slabs slabs) {
        this.slabs = slabs;
    }

    void on(long newRoot) {
        root = newRoot;
    }

    long length() {
        return Memory.getLong(root);
    }

    int nodes() {
        return Memory.getInt(root + 8);
    }

    int height() {
        return Memory.getUnsignedByte(root + 17);
    }

    private long top() {
        return slabs.toAddress(Memory.getReference(root + 12));
    }

    private void putTop(long address, int height) {
        Memory.putReference(root + 12, address == 0 ? 0 : slabs.toReference(address));
        Memory.putByte(root + 17, height);
    }

    /** Positions on the first or the last node; there is one. */
    void end(NodePath path, boolean last) {
        path.height = height();
        path.start = 0;
        long block = top();
        for (int level = 0; level < path.height; level++) {
            path.inner[level] = block;
            path.index[level] = last ? Inner.size(block) - 1 : 0;
            block = slabs.toAddress(Inner.child(block, path.index[level]));
        }
        path.node = block;
        path.start = last ? length() - count(path) : 0;
    }

    /** Positions on the node that holds the element at an index; there is one. Returns its index within the node. */
    long seek(NodePath path, long index) {
        assert index >= 0 && index < length() : index;
        path.height = height();
        long block = top();
        long rest = index;
        for (int level = 0; level < path.height; level++) {
            int way = 0;
            long count = Inner.count(block, 0);
            while (rest >= count) {
                rest -= count;
                count = Inner.count(block, ++way);
            }
            path.inner[level] = block;
            path.index[level] = way;
            block = slabs.toAddress(Inner.child(block, way));
        }
        path.node = block;
        path.start = index - rest;
        return rest;
    }

    /** Goes on to the node beside; false, and the path is of no use any more, if there is none. */
    boolean step(NodePath path, boolean forward) {
        long before = count(path);
        int level = path.height - 1;
        while (level >= 0 && path.index[level] == (forward ? Inner.size(path.inner[level]) - 1 : 0)) {
            level--;
        }
        if (level < 0) {
            return false;
        }
        path.index[level] += forward ? 1 : -1;
        long block = slabs.toAddress(Inner.child(path.inner[level], path.index[level]));
        while (++level < path.height) {
            path.inner[level] = block;
            path.index[level] = forward ? 0 : Inner.size(block) - 1;
            block = slabs.toAddress(Inner.child(block, path.index[level]));
        }
        path.node = block;
        path.start += forward ? before : -count(path);
        return true;
    }

    /** How many elements the node holds. */
    long count(NodePath path) {
        int lowest = path.height - 1;
        return lowest < 0 ? length() : Inner.count(path.inner[lowest], path.index[lowest]);
    }

    /** The node holds so many elements more, or less. */
    void addCount(NodePath path, long change) {
        addAbove(path, path.height, change);
        Memory.putLong(root, length() + change);
    }

    /** The node has moved. */
    void replace(NodePath path, long node) {
        int lowest = path.height - 1;
        path.node = node;
        if (lowest < 0) {
            putTop(node, 0);
        } else {
            Inner.putChild(path.inner[lowest], path.index[lowest], slabs.toReference(node));
        }
    }

    /** Moves the node, and the inner blocks that lead to it first of all, out of slabs that are to be emptied. */
    void relocate(NodePath path, Relocation relocation) {
        for (int level = path.height - 1; level >= 0 && path.index[level] == 0; level--) {
            long moved = relocation.move(path.inner[level]);
            path.inner[level] = moved;
            if (level == 0) {
                putTop(moved, path.height);
            } else {
                Inner.putChild(path.inner[level - 1], path.index[level - 1], slabs.toReference(moved));
            }
        }
        replace(path, relocation.move(path.node));
    }

    /** Adds a node beside another one; in an empty tree the path does not matter. Paths are of no use afterwards. */
    void insert(NodePath path, boolean after, long node, long count) {
        int height = height();
        boolean isFirst = nodes() == 0;
        Memory.putInt(root + 8, nodes() + 1);
        Memory.putLong(root, length() + count);
        if (isFirst) {
            putTop(node, 0);
            return;
        }
        if (height == 0) {
            long old = top();
            long oldCount = length() - count;
            if (after) {
                grow(old, oldCount, node, count);
            } else {
                grow(node, count, old, oldCount);
            }
            return;
        }
        addAbove(path, height - 1, count);
        insertChild(path, path.index[height - 1] + (after ? 1 : 0), node, count);
    }

    /** Puts a child into the lowest inner block, and what that makes too many into those above. */
    private void insertChild(NodePath path, int index, long node, long count) {
        long child = slabs.toReference(node);
        long childCount = count;
        int at = index;
        for (int level = path.height - 1; ; level--) {
            long inner = path.inner[level];
            if (Inner.size(inner) < Inner.FANOUT) {
                Inner.insert(inner, at, child, childCount);
                return;
            }
            long right = split(inner, at, child, childCount);
            long rightCount = Inner.total(right);
            if (level == 0) {
                grow(inner, Inner.total(inner), right, rightCount);
                return;
            }
            Inner.addCount(path.inner[level - 1], path.index[level - 1], -rightCount);
            child = slabs.toReference(right);
            childCount = rightCount;
            at = path.index[level - 1] + 1;
        }
    }

    /** Gives children of a full block, to which one is added, to a new block on its right. */
    private long split(long inner, int index, long child, long count) {
        boolean isAtEnd = index == Inner.FANOUT;
        int kept = isAtEnd || index == 0 ? index : Inner.FANOUT / 2;
        long right = slabs.allocate(Inner.BYTES);
        Inner.move(inner, kept, right, 0, Inner.FANOUT - kept);
        Inner.putSize(right, Inner.FANOUT - kept);
        Inner.putSize(inner, kept);
        if (index > kept || isAtEnd) {
            Inner.insert(right, index - kept, child, count);
        } else {
            Inner.insert(inner, index, child, count);
        }
        return right;
    }

    private void grow(long left, long leftCount, long right, long rightCount) {
        long top = slabs.allocate(Inner.BYTES);
        Inner.putSize(top, 0);
        Inner.insert(top, 0, slabs.toReference(left), leftCount);
        Inner.insert(top, 1, slabs.toReference(right), rightCount);
        putTop(top, height() + 1);
    }

    /** Takes the node out of the tree; it is left to the caller. Paths are of no use afterwards. */
    void remove(NodePath path) {
        long count = count(path);
        Memory.putInt(root + 8, nodes() - 1);
        Memory.putLong(root, length() - count);
        if (path.height == 0) {
            putTop(0, 0);
            return;
        }
        addAbove(path, path.height - 1, -count);
        int level = path.height - 1;
        boolean goesOn = true;
        while (goesOn) {
            long inner = path.inner[level];
            Inner.remove(inner, path.index[level]);
            if (level == 0) {
                shrink();
                return;
            }
            goesOn = Inner.size(inner) == 0 || Inner.size(inner) < SPARSE && join(path, level);
            if (goesOn) {
                slabs.free(path.inner[level]);
            }
            level--;
        }
    }

    /** Joins a sparse block with one beside it if both fit into one; the one that is empty now is where the path leads. */
    private boolean join(NodePath path, int level) {
        long parent = path.inner[level - 1];
        int index = path.index[level - 1];
        int left = index + 1 < Inner.size(parent) ? index : index - 1;
        if (left < 0) {
            return false;
        }
        long leftBlock = slabs.toAddress(Inner.child(parent, left));
        long rightBlock = slabs.toAddress(Inner.child(parent, left + 1));
        int leftSize = Inner.size(leftBlock);
        int rightSize = Inner.size(rightBlock);
        if (leftSize + rightSize > Inner.FANOUT) {
            return false;
        }
        Inner.move(rightBlock, 0, leftBlock, leftSize, rightSize);
        Inner.putSize(leftBlock, leftSize + rightSize);
        Inner.putSize(rightBlock, 0);
        Inner.addCount(parent, left, Inner.count(parent, left + 1));
        path.index[level - 1] = left + 1;
        path.inner[level] = rightBlock;
        return true;
    }

    /** A top of one child is none. */
    private void shrink() {
        int height = height();
        long top = top();
        while (height > 0 && Inner.size(top) == 1) {
            long child = slabs.toAddress(Inner.child(top, 0));
            slabs.free(top);
            top = child;
            height--;
        }
        putTop(top, height);
    }

    private static void addAbove(NodePath path, int levels, long change) {
        for (int level = 0; level < levels; level++) {
            Inner.addCount(path.inner[level], path.index[level], change);
        }
    }
}
