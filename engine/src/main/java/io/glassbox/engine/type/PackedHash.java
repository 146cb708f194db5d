package io.glassbox.engine.type;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.listpack.ListpackEditor;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;

/**
 * A small hash: a listpack of fields and values in turn. Once a field has had a due time, a listpack of triples, with the due time
 * (0 for none) behind the value, in their order and those without one last: Redis's own layout, in which the field that is due
 * first is the first. Everything is O(n).
 */
final class PackedHash {
    /** A field and a value that are numbers, printed. */
    static final int SCRATCH_BYTES = 2 * Listpack.SCRATCH_BYTES;

    /** As far as Redis lets a listpack grow. */
    private static final long MAX_BYTES = 1L << 30;

    private static final int PAIR = 2;
    private static final int TRIPLE = 3;
    private static final long NONE = 0;

    private final Slot slot;
    private final EntryBytes bytes;
    private final ListpackEditor editor = new ListpackEditor();
    private final long fieldScratch;
    private final long valueScratch;
    private int stride = PAIR;

    /** The field of the current element, or 0. */
    private long current;

    PackedHash(Slot slot, long scratch) {
        this.slot = slot;
        this.bytes = new EntryBytes(slot);
        this.fieldScratch = scratch;
        this.valueScratch = scratch + Listpack.SCRATCH_BYTES;
    }

    void open(Encoding encoding) {
        stride = encoding == Encoding.LISTPACKEX ? TRIPLE : PAIR;
    }

    void create() {
        stride = PAIR;
        long address = slot.store()
                .prepare(slot, ValueType.HASH, Encoding.LISTPACK, Listpack.EMPTY_BYTES, EntryStore.KEEP_DUE);
        Listpack.createEmpty(address);
    }

    private long listpack() {
        return Entry.valueAddress(slot.entry());
    }

    long size() {
        return Listpack.count(listpack()) / stride;
    }

    boolean hasRoomFor(long more) {
        return Listpack.bytes(listpack()) + more < MAX_BYTES;
    }

    /** Makes a field the current one; false if it is not there. */
    boolean find(ByteView field) {
        current = Listpack.find(Listpack.first(listpack()), stride - 1, field.address(), field.length());
        return current != 0;
    }

    void seek(int rank) {
        current = Listpack.seek(listpack(), stride * rank);
    }

    /** Makes the first field the current one; false if there is none. */
    boolean first() {
        current = Listpack.first(listpack());
        return current != 0;
    }

    boolean next() {
        long element = Listpack.next(Listpack.next(current));
        current = stride == TRIPLE ? Listpack.next(element) : element;
        return current != 0;
    }

    long element() {
        return current;
    }

    void choose(long element) {
        current = element;
    }

    ByteView field(ByteView view) {
        return Listpack.view(current, view, fieldScratch);
    }

    ByteView value(ByteView view) {
        return Listpack.view(Listpack.next(current), view, valueScratch);
    }

    int valueLength() {
        return Listpack.length(Listpack.next(current));
    }

    long due() {
        return stride == PAIR ? EntryStore.NO_DUE : dueOf(current);
    }

    private static long dueOf(long field) {
        long due = Listpack.integer(Listpack.next(Listpack.next(field)));
        return due == NONE ? EntryStore.NO_DUE : due;
    }

    /** The due time of the first triple, which is the earliest. */
    long firstDue() {
        long first = stride == PAIR ? 0 : Listpack.first(listpack());
        return first == 0 ? EntryStore.NO_DUE : dueOf(first);
    }

    /** How many are due by then. */
    long countDue(long now) {
        long count = 0;
        if (stride == TRIPLE && first()) {
            do {
                if (due() == EntryStore.NO_DUE || due() > now) {
                    break;
                }
                count++;
            } while (next());
        }
        return count;
    }

    /** Adds a field that is not there. */
    void add(ByteView field, ByteView value) {
        editor.on(bytes);
        int offset = editor.endOffset();
        int behind = editor.insert(editor.insert(offset, field), value);
        if (stride == TRIPLE) {
            editor.insert(behind, NONE);
        }
        current = listpack() + offset;
    }

    /** Gives the current field another value. */
    void putValue(ByteView value) {
        editor.on(bytes);
        int offset = editor.offsetOf(current);
        editor.replace(editor.offsetOf(Listpack.next(current)), value);
        current = listpack() + offset;
    }

    /** Gives the current field a due time, or with {@link EntryStore#NO_DUE} none. It stays the current one. */
    void putDue(long due) {
        if (stride == PAIR) {
            if (due == EntryStore.NO_DUE) {
                return;
            }
            toTriples();
        }
        editor.on(bytes);
        int offset = editor.offsetOf(current);
        editor.replace(editor.offsetOf(Listpack.next(Listpack.next(current))), due == EntryStore.NO_DUE ? NONE : due);
        move(listpack() + offset, due);
    }

    private void toTriples() {
        int place = 0;
        long wanted = current;
        for (current = Listpack.first(listpack()); current != wanted; next()) {
            place++;
        }
        editor.on(bytes).weave(PAIR, NONE);
        slot.store().putEncoding(slot, Encoding.LISTPACKEX);
        stride = TRIPLE;
        seek(place);
    }

    /** Moves a triple to where one that is due then belongs. */
    private void move(long triple, long due) {
        int length = (int) (after(triple) - triple);
        long target = placeFor(triple, due);
        if (target == triple || target == triple + length) {
            current = triple;
            return;
        }
        long kept = slot.store().slabs().allocate(length);
        Memory.copy(triple, kept, length);
        if (target > triple) {
            Memory.copy(triple + length, triple, target - triple - length);
            current = target - length;
        } else {
            Memory.copy(target, target + length, triple - target);
            current = target;
        }
        Memory.copy(kept, current, length);
        slot.store().slabs().free(kept);
    }

    /** Before which other triple, or the end, one that is due then belongs. */
    private long placeFor(long triple, long due) {
        long end = listpack() + Listpack.bytes(listpack()) - 1;
        if (due == EntryStore.NO_DUE) {
            return end;
        }
        for (long other = listpack() + Listpack.HEADER_BYTES; other != end; other = after(other)) {
            if (other != triple && (dueOf(other) == EntryStore.NO_DUE || dueOf(other) > due)) {
                return other;
            }
        }
        return end;
    }

    /** Where a triple ends. */
    private static long after(long triple) {
        long value = triple + Listpack.elementBytes(triple);
        long due = value + Listpack.elementBytes(value);
        return due + Listpack.elementBytes(due);
    }

    void remove() {
        editor.on(bytes);
        editor.delete(editor.offsetOf(current), stride);
    }
}
