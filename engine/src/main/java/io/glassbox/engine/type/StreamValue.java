package io.glassbox.engine.type;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.EntryCursor;
import io.glassbox.structure.stream.EntryFields;
import io.glassbox.structure.stream.Group;
import io.glassbox.structure.stream.Producers;
import io.glassbox.structure.stream.StreamGroups;
import io.glassbox.structure.stream.StreamId;
import io.glassbox.structure.stream.StreamLog;
import io.glassbox.structure.stream.StreamRoot;
import io.glassbox.structure.stream.TrimRule;
import org.jspecify.annotations.Nullable;

/**
 * A stream where it lies: the root in the entry, the {@link StreamLog} of its entries, the {@link StreamGroups} that read it, and
 * what is known of its {@link Producers}. A stream of no entries is still one, with its last ID and its groups.
 *
 * <p>Of a key that does not exist, {@link #length} is 0 and all IDs are 0-0; nothing else may be asked before {@link #create}.
 */
public final class StreamValue extends Value {
    public static final ValueKind<StreamValue> KIND =
            ValueKind.of(ValueType.STREAM, StreamValue.class, StreamValue::new);

    /** A number of entries that nobody knows. */
    public static final long UNKNOWN = Group.UNKNOWN;

    private final StreamLog log;
    private final StreamGroups groups;
    private final Producers producers;
    private final EntryCursor cursor;
    private final StreamId first = new StreamId();
    private final StreamId last = new StreamId();
    private final StreamId deleted = new StreamId();
    private final StreamId least = new StreamId();
    private final StreamId most = new StreamId();
    private final StreamId reached = new StreamId();
    private long root;
    private boolean isBackwards;

    private StreamValue(TypeContext context) {
        super(context);
        long scratch = context.scratch(2 * Listpack.SCRATCH_BYTES);
        log = new StreamLog(context.slabs(), scratch);
        groups = new StreamGroups(context.slabs());
        producers = new Producers(context.slabs(), context.hashing());
        cursor = new EntryCursor(context.slabs(), scratch + Listpack.SCRATCH_BYTES);
    }

    @Override
    public void positioned() {
        root = 0;
        if (slot.exists() && Entry.type(slot.entry()) == ValueType.STREAM) {
            open(Entry.valueAddress(slot.entry()));
        }
    }

    private void open(long newRoot) {
        root = newRoot;
        log.open(root);
        groups.open(root);
        producers.open(root);
        cursor.open(root);
    }

    /** Never so: a stream outlives its entries. */
    @Override
    public boolean isEmpty() {
        return false;
    }

    /** Makes it a stream without entries, if the key does not exist. */
    public void create() {
        if (!slot.exists()) {
            open(slot.store()
                    .prepareRoot(slot, ValueType.STREAM, Encoding.STREAM, StreamRoot.BYTES, EntryStore.KEEP_DUE));
        }
    }

    public long length() {
        return root == 0 ? 0 : StreamRoot.length(root);
    }

    /** The greatest ID ever given. */
    public StreamId lastId(StreamId target) {
        return root == 0 ? target.setLeast() : StreamRoot.lastId(root, target);
    }

    public void putLastId(StreamId id) {
        StreamRoot.putLastId(root, id);
    }

    /** The ID of the first entry, 0-0 if there is none. */
    public StreamId firstId(StreamId target) {
        return root == 0 ? target.setLeast() : StreamRoot.firstId(root, target);
    }

    public StreamId maxDeletedId(StreamId target) {
        return root == 0 ? target.setLeast() : StreamRoot.maxDeletedId(root, target);
    }

    public void putMaxDeletedId(StreamId id) {
        StreamRoot.putMaxDeletedId(root, id);
    }

    /** The ID of the last entry, 0-0 if there is none. */
    public StreamId lastEntryId(StreamId target) {
        return length() == 0 ? target.setLeast() : log.lastEntry(target);
    }

    public long entriesAdded() {
        return StreamRoot.entriesAdded(root);
    }

    public void putEntriesAdded(long count) {
        StreamRoot.putEntriesAdded(root, count);
    }

    /** Listpacks, and nodes of the tree above them. */
    public long listpackCount() {
        return log.nodeCount();
    }

    public long treeNodeCount() {
        return log.treeNodeCount();
    }

    /** Adds an entry with an ID above the last one. */
    public void append(StreamId id, EntryFields fields, long bytes) {
        EncodingLimits limits = context.limits();
        log.append(id, fields, bytes, limits.streamNodeMaxBytes(), limits.streamNodeMaxEntries());
    }

    /** See {@link StreamLog#adopt}. */
    public void adoptNode(StreamId master, ByteView listpack) {
        log.adopt(master, listpack);
    }

    /** See {@link StreamLog#adopted}. */
    public void adopted() {
        log.adopted();
    }

    public boolean contains(StreamId id) {
        return root != 0 && log.contains(id);
    }

    public boolean delete(StreamId id) {
        return log.delete(id);
    }

    /** See {@link StreamLog#trim}. */
    public long trim(TrimRule rule, StreamLog.@Nullable Trimming each) {
        return log.trim(rule, each);
    }

    /** Goes to the first entry of a range, or the last if it goes backwards; false if there is none. The cursor is {@link #entry}. */
    public boolean seek(StreamId from, StreamId to, boolean backwards) {
        least.set(from);
        most.set(to);
        isBackwards = backwards;
        if (length() == 0) {
            return false;
        }
        return backwards
                ? cursor.seekAtMost(most) && !cursor.id().isBelow(least)
                : cursor.seekAtLeast(least) && !cursor.id().isAbove(most);
    }

    /** Goes on in the range; false at its end. */
    public boolean next() {
        return isBackwards
                ? cursor.previous() && !cursor.id().isBelow(least)
                : cursor.next() && !cursor.id().isAbove(most);
    }

    /** The entry that the last {@link #seek} or {@link #next} found, until the next change. */
    public EntryCursor entry() {
        return cursor;
    }

    public StreamGroups groups() {
        return groups;
    }

    public Producers producers() {
        return producers;
    }

    /** Whether an entry from an ID on, between others that are there, may have been deleted by name. */
    private boolean mayHaveGapsFrom(StreamId from) {
        maxDeletedId(deleted);
        boolean isAmongEntries =
                length() > 0 && !deleted.isLeast() && !firstId(first).isAbove(deleted);
        return isAmongEntries && !from.isAbove(deleted);
    }

    /** How many entries were ever added up to an ID, if that can be told; {@link #UNKNOWN} otherwise. O(1). */
    public long entriesUpTo(StreamId id) {
        long added = entriesAdded();
        if (added == 0) {
            return 0;
        }
        lastId(last);
        if (id.isSame(last) || length() == 0 && id.isBelow(last)) {
            return added;
        }
        if (id.isAbove(last)) {
            return UNKNOWN;
        }
        firstId(first);
        maxDeletedId(deleted);
        if (!deleted.isLeast() && !deleted.isBelow(first)) {
            return UNKNOWN;
        }
        if (id.isBelow(first)) {
            return added - length();
        }
        return id.isSame(first) ? added - length() + 1 : UNKNOWN;
    }

    /** How many entries a group has still to read; {@link #UNKNOWN} if that cannot be told. O(1). */
    public long lag(long group) {
        if (entriesAdded() == 0) {
            return 0;
        }
        Group.lastId(group, reached);
        long read = Group.entriesRead(group);
        if (read == Group.UNKNOWN || mayHaveGapsFrom(reached)) {
            read = entriesUpTo(reached);
        }
        return read == UNKNOWN ? UNKNOWN : entriesAdded() - read;
    }

    /** Moves a group on to an entry that it reads next. */
    public void advance(long group, StreamId id) {
        long read = Group.entriesRead(group);
        if (read != Group.UNKNOWN && !mayHaveGapsFrom(id)) {
            Group.putEntriesRead(group, read + 1);
        } else if (entriesAdded() != 0) {
            Group.putEntriesRead(group, entriesUpTo(id));
        }
        Group.putLastId(group, id);
    }
}
