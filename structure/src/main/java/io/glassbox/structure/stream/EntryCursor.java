package io.glassbox.structure.stream;

import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * Goes through the entries of a stream in either direction and shows their fields. Deleted entries are passed over. Any change to the
 * stream invalidates it.
 */
public final class EntryCursor {
    private final Slabs slabs;
    private final IdTree nodes;
    private final long scratch;
    private final StreamId id = new StreamId();

    /** The node that the cursor is in: its listpack and the ID that others are told from. */
    private long listpack;

    private long masterMillis;
    private long masterSequence;
    private int masterFields;
    private long firstMasterField;

    /** The current entry: its first element, and the one behind its header. */
    private long flags;

    private long content;
    private boolean hasSameFields;
    private boolean isDeleted;
    private int fieldCount;

    private long field;
    private long value;

    /** @param scratch {@link Listpack#SCRATCH_BYTES} that belong to this cursor */
    public EntryCursor(Slabs slabs, long scratch) {
        this.slabs = slabs;
        this.nodes = new IdTree(slabs);
        this.scratch = scratch;
    }

    /** Positions on the stream with this root, before any entry. */
    public EntryCursor open(long root) {
        nodes.open(StreamRoot.nodes(root));
        return this;
    }

    /** Goes to the first entry that is not below an ID; false if there is none. */
    public boolean seekAtLeast(StreamId least) {
        if (!nodes.seekAtMost(least.millis(), least.sequence()) && !nodes.first()) {
            return false;
        }
        enter();
        flags = Listpack.next(afterMaster());
        if (!skipDeletedForwards()) {
            return false;
        }
        boolean found = true;
        while (found && id.isBelow(least)) {
            found = next();
        }
        return found;
    }

    /** Goes to the last entry that is not above an ID; false if there is none. */
    public boolean seekAtMost(StreamId most) {
        if (!nodes.seekAtMost(most.millis(), most.sequence())) {
            return false;
        }
        enter();
        flags = startOf(Listpack.last(listpack));
        if (!skipDeletedBackwards()) {
            return false;
        }
        boolean found = true;
        while (found && id.isAbove(most)) {
            found = previous();
        }
        return found;
    }

    /** Goes to the entry with an ID; false if there is none, or it is deleted. */
    public boolean find(StreamId wanted) {
        return seekAtLeast(wanted) && id.isSame(wanted);
    }

    public boolean next() {
        flags = behindCurrent();
        return skipDeletedForwards();
    }

    public boolean previous() {
        flags = startOf(Listpack.previous(listpack, flags));
        return skipDeletedBackwards();
    }

    /** The ID of the current entry; the cursor's own. */
    public StreamId id() {
        return id;
    }

    public int fieldCount() {
        return fieldCount;
    }

    /** Goes before the first field of the current entry; {@link #nextField} goes on from there. */
    public void rewindFields() {
        field = 0;
        value = 0;
    }

    /** Goes to the next field; there must be one. */
    public void nextField() {
        if (hasSameFields) {
            field = field == 0 ? firstMasterField : Listpack.next(field);
            value = value == 0 ? content : Listpack.next(value);
        } else {
            field = value == 0 ? content : Listpack.next(value);
            value = Listpack.next(field);
        }
    }

    /** The bytes of the current field, until the next call for field or value. */
    public ByteView field(ByteView target) {
        return Listpack.view(field, target, scratch);
    }

    public ByteView value(ByteView target) {
        return Listpack.view(value, target, scratch);
    }

    /** Whether the current entry is of the node with this listpack. */
    boolean isIn(long node) {
        return listpack == node;
    }

    /** Marks the current entry as deleted; the counts of its node are left to the caller. The cursor can go on from it. */
    void markDeleted() {
        Memory.putByte(flags, Memory.getUnsignedByte(flags) | StreamNode.DELETED);
    }

    /** The nodes, the cursor being on that of the current entry. */
    IdTree nodes() {
        return nodes;
    }

    private void enter() {
        listpack = slabs.toAddress(nodes.word());
        masterMillis = nodes.millis();
        masterSequence = nodes.sequence();
        long count = StreamNode.fieldCount(listpack);
        masterFields = (int) Listpack.integer(count);
        firstMasterField = Listpack.next(count);
    }

    /** The element that ends the master entry. */
    private long afterMaster() {
        long element = firstMasterField;
        for (int i = 0; i < masterFields; i++) {
            element = Listpack.next(element);
        }
        return element;
    }

    /** The element that follows the current entry, 0 if none does. */
    private long behindCurrent() {
        long element = content;
        int elements = hasSameFields ? fieldCount : 2 * fieldCount;
        for (int i = 0; i < elements; i++) {
            element = Listpack.next(element);
        }
        return Listpack.next(element);
    }

    /** The first element of the entry that ends with this one; 0 if it is the end of the master entry. */
    private long startOf(long last) {
        long elements = Listpack.integer(last);
        if (elements == 0) {
            return 0;
        }
        long element = last;
        for (long i = 0; i < elements; i++) {
            element = Listpack.previous(listpack, element);
        }
        return element;
    }

    private boolean skipDeletedForwards() {
        while (true) {
            while (flags == 0) {
                if (!nodes.next()) {
                    return false;
                }
                enter();
                flags = Listpack.next(afterMaster());
            }
            read();
            if (!isDeleted) {
                return true;
            }
            flags = behindCurrent();
        }
    }

    private boolean skipDeletedBackwards() {
        while (true) {
            while (flags == 0) {
                if (!nodes.previous()) {
                    return false;
                }
                enter();
                flags = startOf(Listpack.last(listpack));
            }
            read();
            if (!isDeleted) {
                return true;
            }
            flags = startOf(Listpack.previous(listpack, flags));
        }
    }

    private void read() {
        int bits = (int) Listpack.integer(flags);
        isDeleted = (bits & StreamNode.DELETED) != 0;
        hasSameFields = (bits & StreamNode.SAME_FIELDS) != 0;
        long millis = Listpack.next(flags);
        long sequence = Listpack.next(millis);
        id.set(masterMillis + Listpack.integer(millis), masterSequence + Listpack.integer(sequence));
        content = Listpack.next(sequence);
        if (hasSameFields) {
            fieldCount = masterFields;
        } else {
            fieldCount = (int) Listpack.integer(content);
            content = Listpack.next(content);
        }
    }
}
