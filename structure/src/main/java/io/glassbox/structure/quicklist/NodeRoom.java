package io.glassbox.structure.quicklist;

import io.glassbox.structure.compress.Lzf;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.GrowableBytes;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The block of one node: how its content grows at either end, and how it is compressed. There is room kept where the content grew
 * last, so that elements pushed and popped at either end do not move the others.
 */
final class NodeRoom implements GrowableBytes {
    /** Shorter content is not worth it. */
    private static final int LEAST_COMPRESSED = 48;

    /** Compressing has to save as much. */
    private static final int LEAST_SAVED = 8;

    private final Slabs slabs;
    private final NodeTree tree;
    private final NodeLimits limits;
    private final IntToLongFunction scratches;
    private @Nullable Lzf lzf;
    private long scratch;

    /** The node's place in the tree; null while it is in none. */
    private @Nullable NodePath path;

    private long node;

    /** {@code scratches} lends memory of a length that is never given back. */
    NodeRoom(Slabs slabs, NodeTree tree, NodeLimits limits, IntToLongFunction scratches) {
        this.slabs = slabs;
        this.tree = tree;
        this.limits = limits;
        this.scratches = scratches;
    }

    NodeRoom on(NodePath newPath) {
        path = newPath;
        node = newPath.node;
        return this;
    }

    /** A new node with an empty listpack and room for so many bytes more. */
    NodeRoom create(int room) {
        path = null;
        node = slabs.allocate((long) ListNode.HEADER_BYTES + Listpack.EMPTY_BYTES + room);
        ListNode.create(node, 0, Listpack.EMPTY_BYTES, ListNode.PACKED);
        Listpack.createEmpty(ListNode.content(node));
        return this;
    }

    long node() {
        return node;
    }

    boolean isPacked() {
        return !ListNode.isPlain(node);
    }

    /** Bytes of the content when it is not compressed. */
    int rawLength() {
        return ListNode.isCompressed(node) ? ListNode.rawLength(node) : ListNode.length(node);
    }

    @Override
    public long address() {
        return ListNode.content(node);
    }

    @Override
    public int length() {
        return ListNode.length(node);
    }

    @Override
    public void resize(int newLength) {
        int begin = ListNode.begin(node);
        int capacity = capacity();
        if (begin + newLength > capacity) {
            if (isRoomy(capacity, newLength)) {
                slide((capacity - newLength) / 2, 0, newLength);
            } else {
                move(withSlack(newLength), 0, 0, newLength);
            }
        } else if (newLength < capacity / 4) {
            move(withSlack(newLength), 0, 0, newLength);
        }
        ListNode.putLength(node, newLength);
    }

    @Override
    public boolean growFront(int bytes) {
        int begin = ListNode.begin(node);
        int newLength = Math.addExact(ListNode.length(node), bytes);
        if (begin >= bytes) {
            ListNode.putBegin(node, begin - bytes);
        } else if (isRoomy(capacity(), newLength)) {
            slide((capacity() - newLength) / 2, bytes, newLength);
        } else {
            long wanted = slabs.classFor((long) ListNode.HEADER_BYTES + withSlack(newLength)) - ListNode.HEADER_BYTES;
            move((int) wanted, (int) wanted - newLength, bytes, newLength);
        }
        ListNode.putLength(node, newLength);
        return true;
    }

    @Override
    public boolean shrinkFront(int bytes) {
        int newLength = ListNode.length(node) - bytes;
        ListNode.putBegin(node, ListNode.begin(node) + bytes);
        ListNode.putLength(node, newLength);
        if (newLength < capacity() / 4) {
            move(withSlack(newLength), 0, 0, newLength);
        }
        return true;
    }

    /** Gives back what the node holds beyond its content: it will hardly change now. */
    void settle() {
        int length = ListNode.length(node);
        if (slabs.classFor((long) ListNode.HEADER_BYTES + length) < slabs.sizeOf(node)) {
            move(length, 0, 0, length);
        }
    }

    /** Makes the content readable and writable where it lies. */
    void open() {
        if (ListNode.isCompressed(node)) {
            int rawLength = ListNode.rawLength(node);
            long opened = slabs.allocate((long) ListNode.HEADER_BYTES + rawLength);
            decompress(node, opened + ListNode.HEADER_BYTES);
            ListNode.create(opened, 0, rawLength, ListNode.flags(node) & ListNode.PLAIN);
            become(opened);
        } else {
            ListNode.putFlags(node, ListNode.flags(node) & ~ListNode.TRIED);
        }
    }

    /** The content for reading: where it lies, or decompressed to a place that is used for the next one too. */
    long readable(long ofNode) {
        if (!ListNode.isCompressed(ofNode)) {
            return ListNode.content(ofNode);
        }
        if (scratch == 0) {
            scratch = scratches.applyAsLong(NodeLimits.MOST_BYTES);
        }
        decompress(ofNode, scratch);
        return scratch;
    }

    /** Compresses the content if it is neither small, nor too large to be read in passing, nor known to be of no use. */
    void compress() {
        int length = ListNode.length(node);
        boolean isDone = (ListNode.flags(node) & (ListNode.COMPRESSED | ListNode.TRIED)) != 0;
        if (isDone || length < LEAST_COMPRESSED || length > NodeLimits.MOST_BYTES) {
            return;
        }
        if (lzf == null) {
            lzf = new Lzf();
        }
        int most = length - LEAST_SAVED;
        long block = slabs.allocate((long) ListNode.HEADER_BYTES + most);
        int compressed = lzf.compress(ListNode.content(node), length, block + ListNode.HEADER_BYTES, most);
        if (compressed == 0) {
            slabs.free(block);
            ListNode.putFlags(node, ListNode.flags(node) | ListNode.TRIED);
            return;
        }
        block = slabs.reallocate(block, (long) ListNode.HEADER_BYTES + compressed);
        ListNode.create(block, 0, compressed, ListNode.flags(node) | ListNode.COMPRESSED);
        ListNode.putRawLength(block, length);
        become(block);
    }

    private static void decompress(long from, long target) {
        boolean isSound =
                Lzf.decompress(ListNode.content(from), ListNode.length(from), target, ListNode.rawLength(from));
        if (!isSound) {
            throw new IllegalStateException("a compressed node is damaged");
        }
    }

    private int capacity() {
        return (int) Math.min(slabs.sizeOf(node) - ListNode.HEADER_BYTES, Integer.MAX_VALUE);
    }

    /** Whether it pays to move content of this length within the block, because there will be room for a while. */
    private static boolean isRoomy(int capacity, int newLength) {
        return newLength <= capacity - capacity / 4;
    }

    /**
     * Room for more, but not beyond what a node will ever hold. The node at the end of a long list will soon be full and is one of
     * many. The only node of a short list may well stay as it is, and there may be millions of such lists: what a block is larger than
     * asked for is room enough while it grows, but not if what comes at one end goes at the other and it would be moved each time.
     */
    private int withSlack(int length) {
        int slack = tree.nodes() > 1 ? length / 2 : length > capacity() ? 0 : length / 8;
        return Math.max(length, Math.min(length + slack, limits.mostBytes()));
    }

    /** Moves the content within the block, behind {@code gap} bytes that are new. */
    private void slide(int newBegin, int gap, int newLength) {
        int kept = Math.min(ListNode.length(node), newLength - gap);
        Memory.copy(ListNode.content(node), node + ListNode.HEADER_BYTES + newBegin + gap, kept);
        ListNode.putBegin(node, newBegin);
    }

    /** The same into a new block with so much room for content. */
    private void move(int room, int newBegin, int gap, int newLength) {
        long block = slabs.allocate((long) ListNode.HEADER_BYTES + room);
        int kept = Math.min(ListNode.length(node), newLength - gap);
        ListNode.create(block, newBegin, newLength, ListNode.flags(node));
        Memory.copy(ListNode.content(node), ListNode.content(block) + gap, kept);
        become(block);
    }

    private void become(long block) {
        slabs.free(node);
        node = block;
        if (path != null) {
            tree.replace(path, block);
        }
    }
}
