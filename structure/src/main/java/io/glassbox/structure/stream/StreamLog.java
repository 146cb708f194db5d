package io.glassbox.structure.stream;

import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.memory.WalkPosition;
import org.jspecify.annotations.Nullable;

/** The entries of a stream: adding at the end, deleting anywhere, trimming from the beginning. */
public final class StreamLog {
    /** As much as the fields and values of one entry may have together, and about as much as a node may. */
    public static final long MAX_ENTRY_BYTES = 1L << 30;

    /** More than the header of any entry and the counts of a node take. */
    private static final int OVERHEAD_BYTES = 64;

    private final Slabs slabs;
    private final IdTree nodes;
    private final StreamNode node;
    private final EntryCursor cursor;
    private final StreamId id = new StreamId();
    private final StreamId other = new StreamId();
    private long root;

    /** @param scratch {@link Listpack#SCRATCH_BYTES} that belong to this object */
    public StreamLog(Slabs slabs, long scratch) {
        this.slabs = slabs;
        this.nodes = new IdTree(slabs);
        this.node = new StreamNode(slabs);
        this.cursor = new EntryCursor(slabs, scratch);
    }

    public StreamLog open(long newRoot) {
        root = newRoot;
        nodes.open(StreamRoot.nodes(newRoot));
        cursor.open(newRoot);
        return this;
    }

    public long nodeCount() {
        return nodes.size();
    }

    /** Nodes of the tree above the listpacks. */
    public long treeNodeCount() {
        return nodes.nodeCount();
    }

    /**
     * Adds an entry, the ID of which is above the last one.
     *
     * @param bytes of all fields and values, at most {@link #MAX_ENTRY_BYTES}
     * @param maxNodeBytes as much as a node may come to hold; 0 for no limit but the one above
     * @param maxNodeEntries entries that a node may come to have, deleted ones included; 0 for no limit
     */
    public void append(StreamId added, EntryFields fields, long bytes, long maxNodeBytes, long maxNodeEntries) {
        long most = maxNodeBytes == 0 ? MAX_ENTRY_BYTES : Math.min(maxNodeBytes, MAX_ENTRY_BYTES);
        if (nodes.last() && hasRoom(slabs.toAddress(nodes.word()), bytes, most, maxNodeEntries)) {
            node.open(slabs.toAddress(nodes.word()));
            long millis = added.millis() - nodes.millis();
            node.append(millis, added.sequence() - nodes.sequence(), fields);
            keepPlace();
        } else {
            if (!nodes.isEmpty()) {
                node.open(slabs.toAddress(nodes.word())).trim();
                keepPlace();
            }
            node.create(fields, bytes + OVERHEAD_BYTES);
            node.append(0, 0, fields);
            nodes.insert(added.millis(), added.sequence(), slabs.toReference(node.address()));
        }
        StreamRoot.putEntriesAdded(root, StreamRoot.entriesAdded(root) + 1);
        StreamRoot.putLength(root, StreamRoot.length(root) + 1);
        StreamRoot.putLastId(root, added);
        if (StreamRoot.length(root) == 1) {
            StreamRoot.putFirstId(root, added);
        }
    }

    private static boolean hasRoom(long listpack, long bytes, long maxBytes, long maxEntries) {
        if (Listpack.bytes(listpack) + bytes >= maxBytes) {
            return false;
        }
        return maxEntries == 0 || StreamNode.entries(listpack) + StreamNode.deleted(listpack) < maxEntries;
    }

    /** Notes where the node under the cursor of the tree lies now. */
    private void keepPlace() {
        nodes.putWord(slabs.toReference(node.address()));
    }

    /** The ID of the last entry that is not deleted; 0-0 if there is none. O(1) unless the last ones are deleted. */
    public StreamId lastEntry(StreamId target) {
        return cursor.seekAtMost(other.setGreatest()) ? target.set(cursor.id()) : target.setLeast();
    }

    public boolean contains(StreamId wanted) {
        return cursor.find(wanted);
    }

    /** Deletes an entry by name; false if there is none. */
    public boolean delete(StreamId wanted) {
        if (!cursor.find(wanted)) {
            return false;
        }
        deleteCurrent();
        if (wanted.isAbove(StreamRoot.maxDeletedId(root, other))) {
            StreamRoot.putMaxDeletedId(root, wanted);
        }
        if (wanted.isSame(StreamRoot.firstId(root, other))) {
            findFirst();
        }
        return true;
    }

    /** Deletes the entry under the cursor; does not look for the first one anew. */
    private void deleteCurrent() {
        IdTree tree = cursor.nodes();
        node.open(slabs.toAddress(tree.word()));
        if (StreamNode.entries(node.address()) == 1) {
            node.free();
            tree.remove(tree.millis(), tree.sequence());
        } else {
            cursor.markDeleted();
            node.countDeleted(1);
            tree.putWord(slabs.toReference(node.address()));
        }
        StreamRoot.putLength(root, StreamRoot.length(root) - 1);
    }

    private void findFirst() {
        StreamRoot.putFirstId(root, cursor.seekAtLeast(other.setLeast()) ? cursor.id() : other.setLeast());
    }

    /** Decides on single entries that are to be trimmed. */
    @FunctionalInterface
    public interface Trimming {
        /** Whether the entry goes; asked once about each that is too many. It must not change the entries itself. */
        boolean goes(StreamId entry);
    }

    /**
     * Deletes entries from the beginning. O(nodes) where whole nodes go.
     *
     * @param each asked about every single entry; null if all go, which spares looking at each
     * @return how many were deleted
     */
    public long trim(TrimRule rule, @Nullable Trimming each) {
        long deleted = 0;
        boolean more = nodes.first();
        while (more && !rule.allows(StreamRoot.length(root))) {
            long entries = StreamNode.entries(slabs.toAddress(nodes.word()));
            if (rule.isLimited(deleted + entries)) {
                break;
            }
            boolean isWhole = rule.excludes(StreamRoot.length(root), entries, lastOfNode(other));
            if (!isWhole && rule.isWholeNodes()) {
                break;
            }
            id.set(nodes.millis(), nodes.sequence());
            if (isWhole && each == null) {
                dropNode(entries);
                deleted += entries;
            } else {
                deleted += trimNode(rule, each);
                if (!isWhole && each == null) {
                    break;
                }
            }
            more = id.increment() && nodes.seekAtLeast(id.millis(), id.sequence());
        }
        if (deleted > 0) {
            findFirst();
        }
        return deleted;
    }

    /** The ID of the last entry of the node under the cursor, deleted or not. */
    private StreamId lastOfNode(StreamId target) {
        long listpack = slabs.toAddress(nodes.word());
        long element = Listpack.last(listpack);
        for (long i = Listpack.integer(element); i > 0; i--) {
            element = Listpack.previous(listpack, element);
        }
        long millis = Listpack.next(element);
        long sequence = Listpack.next(millis);
        return target.set(nodes.millis() + Listpack.integer(millis), nodes.sequence() + Listpack.integer(sequence));
    }

    private void dropNode(long entries) {
        node.open(slabs.toAddress(nodes.word())).free();
        nodes.remove(nodes.millis(), nodes.sequence());
        StreamRoot.putLength(root, StreamRoot.length(root) - entries);
    }

    /** Deletes what is too many of the node under the cursor, entry by entry; returns how many. */
    private long trimNode(TrimRule rule, @Nullable Trimming each) {
        long listpack = slabs.toAddress(nodes.word());
        long length = StreamRoot.length(root);
        long entries = StreamNode.entries(listpack);
        long deleted = 0;
        boolean more = cursor.seekAtLeast(id);
        while (more && cursor.isIn(listpack) && !rule.allows(length - deleted)) {
            if (!rule.excludes(length - deleted, 1, cursor.id())) {
                break;
            }
            if (each == null || each.goes(cursor.id())) {
                cursor.markDeleted();
                deleted++;
            }
            more = cursor.next();
        }
        if (deleted == entries) {
            dropNode(entries);
        } else if (deleted > 0) {
            node.open(listpack).countDeleted(deleted);
            keepPlace();
            StreamRoot.putLength(root, length - deleted);
        }
        return deleted;
    }

    /** Frees about {@code budget} nodes; returns how many it did. */
    long drain(int budget) {
        long before = nodes.size();
        nodes.drain(budget, word -> node.open(slabs.toAddress(word)).free());
        return before - nodes.size();
    }

    /** Moves the next leaf of the tree and the nodes that it leads to, if they lie badly; false if there is none. */
    boolean relocate(WalkPosition at, Relocation relocation) {
        return nodes.relocateLeaf(at, relocation, relocation::moveReference);
    }

    /** Makes this log, which is empty, hold a copy of the nodes of another. */
    void copyOf(StreamLog source) {
        if (!source.nodes.first()) {
            return;
        }
        do {
            long listpack = slabs.toAddress(source.nodes.word());
            int bytes = Listpack.bytes(listpack);
            long copy = slabs.allocate(bytes, Account.VALUES);
            Memory.copy(listpack, copy, bytes);
            nodes.insert(source.nodes.millis(), source.nodes.sequence(), slabs.toReference(copy));
        } while (source.nodes.next());
    }

    /** Memory of nodes and tree, estimated from {@code samples} nodes. */
    long bytes(int samples) {
        long count = nodes.size();
        long bytes = nodes.bytes();
        if (!nodes.first()) {
            return bytes;
        }
        long sampled = 0;
        int taken = 0;
        do {
            sampled += slabs.sizeOf(slabs.toAddress(nodes.word()));
            taken++;
        } while (taken < samples && nodes.next());
        return bytes + Math.round((double) sampled * count / taken);
    }

    /** Takes the first node's listpack and goes through the nodes in order: what files of Redis hold. */
    public interface NodeVisitor {
        void visit(long millis, long sequence, ByteView listpack);
    }

    public void forEachNode(NodeVisitor visitor) {
        ByteView view = new ByteView();
        for (boolean more = nodes.first(); more; more = nodes.next()) {
            long listpack = slabs.toAddress(nodes.word());
            visitor.visit(nodes.millis(), nodes.sequence(), view.set(listpack, Listpack.bytes(listpack)));
        }
    }

    /** Adds a node of a stream that is being read from a file, behind all others; its listpack was looked at. */
    public void adopt(StreamId master, ByteView listpack) {
        long copy = slabs.allocate(listpack.length(), Account.VALUES);
        Memory.copy(listpack.address(), copy, listpack.length());
        nodes.insert(master.millis(), master.sequence(), slabs.toReference(copy));
        StreamRoot.putLength(root, StreamRoot.length(root) + StreamNode.entries(copy));
    }

    /** All nodes are there. */
    public void adopted() {
        findFirst();
    }
}
