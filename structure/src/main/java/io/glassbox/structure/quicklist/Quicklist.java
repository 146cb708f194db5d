package io.glassbox.structure.quicklist;

import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.listpack.ListpackEditor;
import io.glassbox.structure.listpack.ListpackNeedle;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.memory.WalkPosition;
import java.util.function.IntToLongFunction;

/**
 * A long list: nodes of some KiB that hold listpacks, one large element each, or either compressed; above them a tree that counts
 * elements. Reached from a root of {@link #ROOT_BYTES} bytes, all zero for an empty list, that may lie anywhere and move.
 *
 * <p>Pushing and popping take the same time at both ends, O(1) but for one small step per level of the tree; an index is found in
 * O(log nodes + size of a node). Redis chains the nodes instead, so that an index costs it a walk over half of them.
 *
 * <p>One object per thread serves any number of lists in turn. What is pushed must not lie within the list itself.
 */
public final class Quicklist {
    public static final int ROOT_BYTES = NodeTree.ROOT_BYTES;

    /** Of so many nodes the size is looked up to estimate that of all. */
    private static final int SAMPLED_NODES = 64;

    final NodeTree tree;
    final NodeRoom room;

    private final Slabs slabs;
    private final NodeLimits limits;
    private final ListpackEditor editor = new ListpackEditor();
    private final NodePath path = new NodePath();
    private final NodePath beside = new NodePath();
    private final long digits;

    /** {@code scratches} lends memory of a length for as long as this object is used. */
    public Quicklist(Slabs slabs, NodeLimits limits, IntToLongFunction scratches) {
        this.slabs = slabs;
        this.limits = limits;
        this.tree = new NodeTree(slabs);
        this.room = new NodeRoom(slabs, tree, limits, scratches);
        this.digits = scratches.applyAsLong(Listpack.SCRATCH_BYTES);
    }

    /** Positions on the list of a root, until the root moves; returns this. */
    public Quicklist on(long root) {
        tree.on(root);
        return this;
    }

    public long length() {
        return tree.length();
    }

    /** Moves the next node, or its block of the tree too, if they lie badly; true when it was the last. O(log nodes + size of a node). */
    public boolean relocate(WalkPosition at, Relocation relocation) {
        if (at.high() >= length()) {
            return true;
        }
        tree.seek(path, at.high());
        tree.relocate(path, relocation);
        at.set(0, path.start + tree.count(path));
        return at.high() >= length();
    }

    public int nodes() {
        return tree.nodes();
    }

    public void pushFirst(ByteView bytes) {
        push(bytes, false);
    }

    public void pushLast(ByteView bytes) {
        push(bytes, true);
    }

    /** Sets {@code view} on the element at an index, which exists; valid until the next change or the next element. */
    public ByteView get(long index, ByteView view) {
        int within = (int) tree.seek(path, index);
        long content = room.readable(path.node);
        if (ListNode.isPlain(path.node)) {
            return view.set(content, room.on(path).rawLength());
        }
        return Listpack.view(Listpack.seek(content, within), view, digits);
    }

    /** Puts an element before the one at an index, or behind all. */
    public void insert(long index, ByteView bytes) {
        if (index == length()) {
            push(bytes, true);
            return;
        }
        boolean isLarge = limits.isLarge(bytes.length());
        int within = (int) tree.seek(path, index);
        if (!isLarge && (insertInto(within, bytes) || within == 0 && index > 0 && appendToPrevious(bytes))) {
            return;
        }
        if (within > 0) {
            split(within);
            insert(index, bytes);
            return;
        }
        long node = isLarge ? plainNode(bytes) : packedNode(bytes);
        tree.insert(path, false, node, 1);
        compressAround(index);
    }

    /** Replaces the element at an index, which exists. */
    public void set(long index, ByteView bytes) {
        int within = (int) tree.seek(path, index);
        room.on(path);
        boolean isLarge = limits.isLarge(bytes.length());
        if (!room.isPacked() && isLarge) {
            long old = path.node;
            tree.replace(path, plainNode(bytes));
            slabs.free(old);
            compressIfInner();
        } else if (!room.isPacked() || isLarge || !replaceWithin(within, bytes)) {
            insert(index, bytes);
            remove(index + 1, 1);
        }
    }

    /** Removes elements from an index on; all of them exist. O(log nodes) for each node that goes. */
    public void remove(long index, long count) {
        long left = count;
        while (left > 0) {
            int within = (int) tree.seek(path, index);
            long here = tree.count(path);
            int going = (int) Math.min(left, here - within);
            if (going == here) {
                dropNode();
            } else {
                room.on(path).open();
                editor.on(room).delete(editor.offsetOf(Listpack.seek(room.address(), within)), going);
                tree.addCount(path, -going);
                tidy();
            }
            left -= going;
        }
    }

    /** Removes elements that show these bytes, at most so many, the first or the last ones; returns how many. O(n). */
    public long removeAll(ListpackNeedle needle, long most, boolean fromEnd) {
        long removed = 0;
        long at = fromEnd ? length() - 1 : 0;
        while (removed < most && at >= 0 && at < length()) {
            tree.seek(path, at);
            long start = path.start;
            long here = tree.count(path);
            long gone = removeWithin(needle, most - removed, fromEnd);
            removed += gone;
            at = fromEnd ? start - 1 : start + here - gone;
        }
        return removed;
    }

    /** Adds the elements of a listpack behind all others, as a node if it may be one. */
    public void appendListpack(long listpack) {
        int count = Listpack.count(listpack);
        if (count == 0) {
            return;
        }
        int length = Listpack.bytes(listpack);
        if (limits.admits(length, count)) {
            appendNode(nodeOf(listpack, length, ListNode.PACKED), count);
            return;
        }
        ByteView view = new ByteView();
        for (long element = Listpack.first(listpack); element != 0; element = Listpack.next(element)) {
            pushLast(Listpack.view(element, view, digits));
        }
    }

    /** If the list is one listpack of at most so many bytes: takes it out and returns its node's content; 0 otherwise. */
    public long onlyListpack(int mostBytes) {
        if (nodes() != 1) {
            return 0;
        }
        tree.end(path, false);
        room.on(path);
        boolean isSmall = room.isPacked() && room.rawLength() <= mostBytes;
        return isSmall ? room.readable(path.node) : 0;
    }

    /** Frees nodes until about {@code budget} elements are gone; returns how many elements are left. */
    public long drain(long budget) {
        long gone = 0;
        while (gone < budget && nodes() > 0) {
            tree.end(path, true);
            gone += tree.count(path);
            dropNode();
        }
        return length();
    }

    /** Makes {@code root}, whose bytes are zero, that of a copy; stays on the list that it was on. */
    public void copyTo(long root, Quicklist copier) {
        copier.on(root);
        if (nodes() == 0) {
            return;
        }
        tree.end(path, false);
        boolean hasMore = true;
        while (hasMore) {
            int length = ListNode.length(path.node);
            long copy = nodeOf(ListNode.content(path.node), length, ListNode.flags(path.node));
            ListNode.putRawLength(copy, ListNode.rawLength(path.node));
            copier.appendNode(copy, tree.count(path));
            hasMore = tree.step(path, true);
        }
    }

    /** Memory of all blocks; of many an estimate from the first ones. */
    public long bytes() {
        int sampled = 0;
        long bytes = 0;
        boolean hasMore = nodes() > 0;
        if (hasMore) {
            tree.end(path, false);
        }
        while (hasMore && sampled < SAMPLED_NODES) {
            bytes += slabs.sizeOf(path.node);
            sampled++;
            hasMore = tree.step(path, true);
        }
        return sampled == 0 ? 0 : bytes * nodes() / sampled + (long) nodes() * Inner.BYTES / (Inner.FANOUT / 2);
    }

    private void push(ByteView bytes, boolean last) {
        boolean isLarge = limits.isLarge(bytes.length());
        boolean isEmpty = nodes() == 0;
        if (!isEmpty) {
            tree.end(path, last);
            if (!isLarge && pushInto(bytes, last)) {
                return;
            }
            room.on(path);
            if (room.isPacked()) {
                room.settle();
            }
        }
        tree.insert(path, last, isLarge ? plainNode(bytes) : packedNode(bytes), 1);
        if (limits.compressDepth() > 0) {
            compressBeyondDepth(last);
        }
    }

    /** Pushes to the node of the path, if it is packed and has room left. */
    private boolean pushInto(ByteView bytes, boolean last) {
        room.on(path);
        if (!room.isPacked()
                || !limits.admits((long) room.rawLength() + editor.bytesFor(bytes), tree.count(path) + 1)) {
            return false;
        }
        room.open();
        editor.on(room);
        editor.insertMeasured(last ? editor.endOffset() : Listpack.HEADER_BYTES);
        tree.addCount(path, 1);
        return true;
    }

    private boolean insertInto(int within, ByteView bytes) {
        room.on(path);
        if (!room.isPacked()
                || !limits.admits((long) room.rawLength() + editor.bytesFor(bytes), tree.count(path) + 1)) {
            return false;
        }
        room.open();
        editor.on(room);
        editor.insertMeasured(editor.offsetOf(Listpack.seek(room.address(), within)));
        tree.addCount(path, 1);
        compressIfInner();
        return true;
    }

    private boolean appendToPrevious(ByteView bytes) {
        beside.set(path);
        tree.step(path, false);
        if (pushInto(bytes, true)) {
            compressIfInner();
            return true;
        }
        path.set(beside);
        return false;
    }

    private boolean replaceWithin(int within, ByteView bytes) {
        int size = editor.bytesFor(bytes);
        long content = room.readable(path.node);
        int old = Listpack.elementBytes(Listpack.seek(content, within));
        if (size > old && !limits.admits((long) room.rawLength() + size - old, 1)) {
            return false;
        }
        room.open();
        editor.on(room).replace(editor.offsetOf(Listpack.seek(room.address(), within)), bytes);
        compressIfInner();
        return true;
    }

    /** Gives the elements of the path's node from an index on to a new node behind it. */
    private void split(int within) {
        room.on(path).open();
        long content = room.address();
        long element = Listpack.seek(content, within);
        int count = (int) tree.count(path) - within;
        int length = Listpack.tailBytes(content, element);
        long right = slabs.allocate((long) ListNode.HEADER_BYTES + length);
        ListNode.create(right, 0, length, ListNode.PACKED);
        Listpack.createFrom(content, element, count, ListNode.content(right));
        editor.on(room).delete(editor.offsetOf(element), count);
        tree.addCount(path, -count);
        tree.insert(path, true, right, count);
    }

    private long removeWithin(ListpackNeedle needle, long most, boolean fromEnd) {
        room.on(path);
        if (!room.isPacked()) {
            if (!needle.isBytes(room.readable(path.node), room.rawLength())) {
                return 0;
            }
            dropNode();
            return 1;
        }
        if (!contains(room.readable(path.node), needle)) {
            return 0;
        }
        room.open();
        editor.on(room);
        int gone = editor.removeAll(needle, most, fromEnd);
        if (gone == tree.count(path)) {
            dropNode();
        } else {
            tree.addCount(path, -gone);
            tidy();
        }
        return gone;
    }

    private static boolean contains(long content, ListpackNeedle needle) {
        long element = Listpack.first(content);
        while (element != 0 && !needle.isAt(element)) {
            element = Listpack.next(element);
        }
        return element != 0;
    }

    /** The path's node has lost elements: joins it with one beside it if it is sparse, and compresses it again. */
    private void tidy() {
        boolean isInner = path.start > 0 && path.start + tree.count(path) < length();
        if (isInner && room.isPacked() && limits.isSparse(room.length(), tree.count(path))) {
            beside.set(path);
            tree.step(beside, true);
            if (join(path, beside)) {
                return;
            }
            beside.set(path);
            tree.step(beside, false);
            if (join(beside, path)) {
                return;
            }
            room.on(path);
        }
        compressIfInner();
    }

    /** Puts the elements of two neighbours into the left one if both are packed and it may hold them. */
    private boolean join(NodePath left, NodePath right) {
        int rightLength = room.on(right).rawLength();
        boolean isPacked = room.isPacked();
        room.on(left);
        long count = tree.count(right);
        long length = (long) room.rawLength() + rightLength - Listpack.EMPTY_BYTES;
        if (!isPacked || !room.isPacked() || !limits.admits(length, tree.count(left) + count)) {
            return false;
        }
        room.open();
        editor.on(room).appendAll(room.readable(right.node));
        tree.addCount(left, count);
        tree.addCount(right, -count);
        long start = left.start;
        long node = right.node;
        tree.remove(right);
        slabs.free(node);
        compressAround(start);
        return true;
    }

    private void dropNode() {
        long node = path.node;
        tree.remove(path);
        slabs.free(node);
    }

    private long packedNode(ByteView bytes) {
        int size = editor.bytesFor(bytes);
        room.create(size);
        editor.on(room).insertMeasured(Listpack.HEADER_BYTES);
        return room.node();
    }

    private long plainNode(ByteView bytes) {
        return nodeOf(bytes.address(), bytes.length(), ListNode.PLAIN);
    }

    private long nodeOf(long content, int length, int flags) {
        long node = slabs.allocate((long) ListNode.HEADER_BYTES + length);
        ListNode.create(node, 0, length, flags);
        Memory.copy(content, ListNode.content(node), length);
        return node;
    }

    private void appendNode(long node, long count) {
        if (nodes() > 0) {
            tree.end(path, true);
        }
        tree.insert(path, true, node, count);
        if (limits.compressDepth() > 0) {
            compressBeyondDepth(true);
        }
    }

    /** After a node more at one end: compresses the one that is no longer near it. */
    private void compressBeyondDepth(boolean last) {
        if (nodes() > 2L * limits.compressDepth()) {
            tree.end(path, last);
            for (int i = 0; i < limits.compressDepth(); i++) {
                tree.step(path, !last);
            }
            room.on(path).compress();
        }
    }

    /** After a change to the node of the path: compresses it unless it is near an end. */
    private void compressIfInner() {
        int depth = limits.compressDepth();
        if (depth == 0 || nodes() <= 2L * depth) {
            return;
        }
        for (int direction = 0; direction < 2; direction++) {
            beside.set(path);
            for (int i = 0; i < depth; i++) {
                if (!tree.step(beside, direction == 0)) {
                    return;
                }
            }
        }
        room.on(path).compress();
    }

    /** After nodes came and went: compresses the node that holds an index, those beside it, and those that left the ends. */
    private void compressAround(long index) {
        if (limits.compressDepth() == 0) {
            return;
        }
        compressBeyondDepth(true);
        compressBeyondDepth(false);
        for (int i = -1; i <= 1; i++) {
            tree.seek(path, index);
            if (i == 0 || tree.step(path, i > 0)) {
                compressIfInner();
            }
        }
    }
}
