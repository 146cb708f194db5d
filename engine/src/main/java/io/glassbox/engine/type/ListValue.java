package io.glassbox.engine.type;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.listpack.ListpackEditor;
import io.glassbox.structure.listpack.ListpackNeedle;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.quicklist.NodeLimits;
import io.glassbox.structure.quicklist.Quicklist;
import io.glassbox.structure.quicklist.QuicklistCursor;

/**
 * A list where it lies: one listpack in the entry while it is small, then a {@link Quicklist}. Both go by the name of
 * {@code quicklist}, as all lists of Redis 7.0 do, and the smaller one is no larger than a node of the other may be.
 *
 * <p>Elements are known by their indexes, from 0 on; those that are asked for exist. What is added must not lie in the list itself.
 * Walks begin with {@link #seek} and end with the next change.
 */
public final class ListValue extends Value {
    public static final ValueKind<ListValue> KIND = ValueKind.of(ValueType.LIST, ListValue.class, ListValue::new);

    /** As long as a listpack is kept in the entry, where every change moves what is behind it. */
    private static final int MOST_PACKED = 1024;

    /** What has shrunk to this is packed again. */
    private static final int PACKED_AGAIN = MOST_PACKED / 2;

    private final EntryBytes bytes;
    private final NodeLimits limits;
    private final Quicklist list;
    private final QuicklistCursor cursor;
    private final ListpackEditor editor = new ListpackEditor();
    private final ListpackNeedle needle = new ListpackNeedle();
    private final ByteView view = new ByteView();

    /** Where integers are printed. */
    private final long digits;

    /** A root that is on its way to or from the entry. */
    private final long spareRoot;

    private boolean isPacked;

    /** The current element of a packed list, and the direction. */
    private long element;

    private boolean forward;

    private ListValue(TypeContext context) {
        super(context);
        bytes = new EntryBytes(slot);
        limits = context.limits().listNodes();
        list = new Quicklist(context.slabs(), limits, context::scratch);
        digits = context.scratch(Listpack.SCRATCH_BYTES);
        cursor = new QuicklistCursor(list, digits);
        spareRoot = context.scratch(Quicklist.ROOT_BYTES);
    }

    @Override
    public void positioned() {
        if (slot.exists() && Entry.type(slot.entry()) == ValueType.LIST) {
            isPacked = !Entry.isStructured(slot.entry());
            if (!isPacked) {
                list.on(Entry.valueAddress(slot.entry()));
            }
        }
    }

    @Override
    public boolean isEmpty() {
        return length() == 0;
    }

    public long length() {
        if (!slot.exists()) {
            return 0;
        }
        return isPacked ? Listpack.count(listpack()) : list.length();
    }

    /** The bytes of an element, until the next change or the next look at an element. */
    public ByteView get(long index) {
        return isPacked ? Listpack.view(Listpack.seek(listpack(), (int) index), view, digits) : list.get(index, view);
    }

    /** Begins a walk with the element at an index. */
    public void seek(long index, boolean goesForward) {
        forward = goesForward;
        if (isPacked) {
            element = Listpack.seek(listpack(), (int) index);
        } else {
            cursor.seek(index, goesForward);
        }
    }

    /** Goes on to the next element in the direction of the walk; false if there is none. */
    public boolean next() {
        if (!isPacked) {
            return cursor.next();
        }
        element = forward ? Listpack.next(element) : Listpack.previous(listpack(), element);
        return element != 0;
    }

    /** The bytes of the element that the walk is at, until the next one. */
    public ByteView element() {
        return isPacked ? Listpack.view(element, view, digits) : cursor.view(view);
    }

    /** Says what {@link #isSought} compares with; the bytes stay the caller's. */
    public void lookFor(ByteView sought) {
        needle.set(sought);
    }

    /** Whether the element that the walk is at shows the bytes looked for. */
    public boolean isSought() {
        return isPacked ? needle.isAt(element) : cursor.is(needle);
    }

    /** Adds an element before all others or behind them, creating the key if need be. O(1) for a long list. */
    public void push(ByteView element, boolean last) {
        if (!slot.exists()) {
            create(EntryStore.KEEP_DUE);
        }
        if (admits(element)) {
            editor.insertMeasured(last ? editor.endOffset() : Listpack.HEADER_BYTES);
        } else if (last) {
            list.pushLast(element);
        } else {
            list.pushFirst(element);
        }
    }

    /** Puts an element before the one at an index, or behind all. */
    public void insert(long index, ByteView element) {
        if (!admits(element)) {
            list.insert(index, element);
        } else {
            editor.insertMeasured(offset(index));
        }
    }

    public void set(long index, ByteView element) {
        if (admits(element)) {
            editor.replace(offset(index), element);
        } else {
            list.set(index, element);
        }
    }

    /** Removes so many elements from an index on. */
    public void remove(long index, long count) {
        if (count == 0) {
            return;
        }
        if (isPacked) {
            editor.on(bytes).delete(offset(index), (int) count);
        } else {
            list.remove(index, count);
            packAgain();
        }
    }

    /** Removes at most so many elements that show these bytes, the first or the last ones; returns how many. O(n). */
    public long removeAll(ByteView sought, long most, boolean fromEnd) {
        needle.set(sought);
        if (isPacked) {
            return editor.on(bytes).removeAll(needle, most, fromEnd);
        }
        long removed = list.removeAll(needle, most, fromEnd);
        packAgain();
        return removed;
    }

    /** Takes an element out and puts it where it will have another index. */
    public void relocate(long from, long to) {
        if (from == to) {
            return;
        }
        ByteView moved = get(from);
        int length = moved.length();
        long copy = context.slabs().allocate(length);
        Memory.copy(moved.address(), copy, length);
        remove(from, 1);
        insert(to, view.set(copy, length));
        context.slabs().free(copy);
    }

    /** Makes it a list of nothing in place of any value, without a due time; to be filled at once. */
    public void restart() {
        create(EntryStore.NO_DUE);
    }

    /** Adds the elements of a listpack, which must not be empty, behind all others, creating the key if need be. */
    public void appendListpack(long added) {
        int length = Listpack.bytes(added);
        if (!slot.exists() && length <= MOST_PACKED && limits.admits(length, Listpack.count(added))) {
            isPacked = true;
            long target = slot.store().prepare(slot, ValueType.LIST, Encoding.QUICKLIST, length, EntryStore.KEEP_DUE);
            Memory.copy(added, target, length);
            return;
        }
        if (!slot.exists()) {
            create(EntryStore.KEEP_DUE);
        }
        if (isPacked) {
            convert();
        }
        list.appendListpack(added);
    }

    private long listpack() {
        return Entry.valueAddress(slot.entry());
    }

    private int offset(long index) {
        long at = Listpack.seek(listpack(), (int) index);
        return at == 0 ? editor.endOffset() : editor.offsetOf(at);
    }

    /** Whether the list is packed and may stay so with an element more, which is measured then; otherwise it is not packed. */
    private boolean admits(ByteView more) {
        if (!isPacked) {
            return false;
        }
        long size = (long) Listpack.bytes(listpack()) + editor.on(bytes).bytesFor(more);
        boolean stays = size <= MOST_PACKED
                && !limits.isLarge(more.length())
                && limits.admits(size, Listpack.count(listpack()) + 1L);
        if (!stays) {
            convert();
        }
        return stays;
    }

    private void create(long due) {
        isPacked = true;
        Listpack.createEmpty(slot.store().prepare(slot, ValueType.LIST, Encoding.QUICKLIST, Listpack.EMPTY_BYTES, due));
    }

    private void convert() {
        Memory.fill(spareRoot, Quicklist.ROOT_BYTES, 0);
        list.on(spareRoot).appendListpack(listpack());
        long root = slot.store()
                .prepareRoot(slot, ValueType.LIST, Encoding.QUICKLIST, Quicklist.ROOT_BYTES, EntryStore.KEEP_DUE);
        Memory.copy(spareRoot, root, Quicklist.ROOT_BYTES);
        list.on(root);
        isPacked = false;
    }

    private void packAgain() {
        long content = list.onlyListpack(PACKED_AGAIN);
        if (content == 0) {
            return;
        }
        long root = Entry.valueAddress(slot.entry());
        Memory.copy(root, spareRoot, Quicklist.ROOT_BYTES);
        // The entry lets go of the list, which its next value would otherwise free.
        Memory.fill(root, Quicklist.ROOT_BYTES, 0);
        int length = Listpack.bytes(content);
        long target = slot.store().prepare(slot, ValueType.LIST, Encoding.QUICKLIST, length, EntryStore.KEEP_DUE);
        Memory.copy(content, target, length);
        list.on(spareRoot).drain(Long.MAX_VALUE);
        isPacked = true;
    }
}
