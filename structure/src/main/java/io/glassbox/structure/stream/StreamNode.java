package io.glassbox.structure.stream;

import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.listpack.ListpackEditor;
import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.GrowableBytes;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * A run of entries in one listpack, laid out as Redis does, since nodes go into RDB files as they are. IDs are told by their distance
 * from that of the node, its first entry's; entries with the same fields as that one do not repeat them.
 *
 * <pre>
 * entries | deleted entries | number of fields | field ... | 0     the master entry: no entry itself
 * flags | ms | seq | number of fields | (field | value) ... | n    an entry; n elements before this one
 * flags | ms | seq | value ... | n                                 an entry with SAME_FIELDS
 * </pre>
 *
 * A deleted entry stays as it is and is marked. Lies in a block of its own that has some room to grow.
 */
final class StreamNode implements GrowableBytes {
    static final int DELETED = 1;
    static final int SAME_FIELDS = 2;

    /** The block grows by half of its size. */
    private static final int SLACK_SHIFT = 1;

    private final Slabs slabs;
    private final ListpackEditor editor = new ListpackEditor();
    private long address;

    StreamNode(Slabs slabs) {
        this.slabs = slabs;
    }

    StreamNode open(long listpack) {
        address = listpack;
        return this;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public int length() {
        return Listpack.bytes(address);
    }

    @Override
    public void resize(int newLength) {
        if (newLength > slabs.sizeOf(address)) {
            reallocate((long) newLength + (newLength >>> SLACK_SHIFT));
        }
    }

    private void reallocate(long bytes) {
        long moved = slabs.allocate(bytes, Account.VALUES);
        Memory.copy(address, moved, Math.min(bytes, Listpack.bytes(address)));
        slabs.free(address, Account.VALUES);
        address = moved;
    }

    /** Makes a new node with the fields of its first entry, which is still to be appended. */
    void create(EntryFields fields, long expectedBytes) {
        address = slabs.allocate(Listpack.EMPTY_BYTES + expectedBytes, Account.VALUES);
        Listpack.createEmpty(address);
        editor.on(this);
        editor.append(0);
        editor.append(0);
        int count = fields.count();
        editor.append(count);
        for (int i = 0; i < count; i++) {
            editor.append(fields.field(i));
        }
        editor.append(0);
    }

    /** Gives the room to grow back: nothing will be appended any more. */
    void trim() {
        int bytes = Listpack.bytes(address);
        if (slabs.classFor(bytes) < slabs.sizeOf(address)) {
            reallocate(bytes);
        }
    }

    static long entries(long listpack) {
        return Listpack.integer(Listpack.first(listpack));
    }

    static long deleted(long listpack) {
        return Listpack.integer(Listpack.next(Listpack.first(listpack)));
    }

    /** The element of the master entry that says how many fields it has. */
    static long fieldCount(long listpack) {
        return Listpack.next(Listpack.next(Listpack.first(listpack)));
    }

    /** Adds an entry behind the last one. */
    void append(long millisDistance, long sequenceDistance, EntryFields fields) {
        editor.on(this);
        int count = fields.count();
        boolean isSame = hasFields(fields);
        editor.append(isSame ? SAME_FIELDS : 0);
        editor.append(millisDistance);
        editor.append(sequenceDistance);
        if (!isSame) {
            editor.append(count);
        }
        for (int i = 0; i < count; i++) {
            if (!isSame) {
                editor.append(fields.field(i));
            }
            editor.append(fields.value(i));
        }
        editor.append(isSame ? count + 3L : 2L * count + 4);
        putCounts(1, 0);
    }

    private boolean hasFields(EntryFields fields) {
        long element = fieldCount(address);
        int count = fields.count();
        if (Listpack.integer(element) != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            element = Listpack.next(element);
            ByteView field = fields.field(i);
            if (!Listpack.equals(element, field.address(), field.length())) {
                return false;
            }
        }
        return true;
    }

    /** Notes that so many entries were marked as deleted. */
    void countDeleted(long count) {
        editor.on(this);
        putCounts(-count, count);
    }

    private void putCounts(long moreEntries, long moreDeleted) {
        long entries = entries(address) + moreEntries;
        long deleted = deleted(address) + moreDeleted;
        int second = editor.replace(Listpack.HEADER_BYTES, entries);
        if (moreDeleted != 0) {
            editor.replace(second, deleted);
        }
    }

    void free() {
        slabs.free(address, Account.VALUES);
    }
}
