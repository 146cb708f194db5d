package io.glassbox.engine.type;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.memory.AddressList;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;

/**
 * A hash where it lies: a listpack while it is small, then a {@link FieldTable}. It changes to the larger form when it has to, never
 * back.
 *
 * <p>It is used through one field at a time, the current one: {@link #find}, {@link #next} and their like choose it, {@link #field},
 * {@link #value}, {@link #due} and {@link #remove()} are about it. Any change ends the choice, but for {@link #putDue}.
 *
 * <p>A field whose time has come is not there for any of these, though it may take a moment until {@link #expire} removes it; only
 * {@link #size} counts it. The entry knows when the first field is due, so that its hash is visited then.
 */
public final class HashValue extends Value implements Scannable {
    public static final ValueKind<HashValue> KIND = ValueKind.of(ValueType.HASH, HashValue.class, HashValue::new);

    /** How often a random field is drawn anew because its time had come, before it is searched for. */
    private static final int MOST_DRAWS = 64;

    /** Is handed fields one by one; the view is valid during the call. */
    @FunctionalInterface
    public interface FieldVisitor {
        void visit(ByteView field);
    }

    private final PackedHash packed;
    private final FieldTable table;
    private final ByteView fieldView = new ByteView();
    private final ByteView valueView = new ByteView();
    private final long spareRoot;
    private final HashTable.EntryVisitor scanning = this::scanned;
    private AddressList scannedTo;
    private boolean isPacked;

    /** The current field of a table, and its hash if it was looked up by name. */
    private long block;

    private long hash;
    private boolean isHashed;
    private boolean isRewound;

    @SuppressWarnings("NullAway.Init") // scannedTo is set by each scan
    private HashValue(TypeContext context) {
        super(context);
        this.packed = new PackedHash(slot, context.scratch(PackedHash.SCRATCH_BYTES));
        this.table = new FieldTable(context);
        this.spareRoot = context.scratch(FieldTable.ROOT_BYTES);
    }

    @Override
    public void positioned() {
        if (slot.exists() && Entry.type(slot.entry()) == ValueType.HASH) {
            Encoding encoding = Entry.encoding(slot.entry());
            isPacked = encoding != Encoding.HASHTABLE;
            if (isPacked) {
                packed.open(encoding);
            } else {
                table.open(Entry.valueAddress(slot.entry()));
            }
        }
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    /** The number of fields, with those whose time has come but that are still to be removed. O(1). */
    public long size() {
        if (!slot.exists()) {
            return 0;
        }
        return isPacked ? packed.size() : table.size();
    }

    /** The number of fields whose time has not come. O(1 + number of those whose has). */
    public long liveSize() {
        if (!hasOverdue()) {
            return size();
        }
        long now = context.clock().unixMillis();
        return isPacked
                ? packed.size() - packed.countDue(now)
                : table.size() - table.dues().countDue(now);
    }

    /** When the first field is due, or {@link EntryStore#NO_DUE}. */
    public long firstDue() {
        if (!slot.exists()) {
            return EntryStore.NO_DUE;
        }
        return isPacked ? packed.firstDue() : table.dues().firstDue();
    }

    /** Whether there are fields whose time has come. */
    private boolean hasOverdue() {
        return isOver(firstDue());
    }

    private boolean isOver(long due) {
        return due != EntryStore.NO_DUE && context.clock().isPast(due);
    }

    /** Makes a field the current one; false if it is not there. O(1), in a small hash O(n). */
    public boolean find(ByteView field) {
        return slot.exists() && locate(field) && !isOver(due());
    }

    /** Whether the field is there, even if its time has come. */
    private boolean locate(ByteView field) {
        if (isPacked) {
            return packed.find(field);
        }
        hash = table.hash(field);
        isHashed = true;
        block = table.find(hash, field);
        return block != 0;
    }

    /** The bytes of the current field, until the next call. */
    public ByteView field() {
        return isPacked
                ? packed.field(fieldView)
                : fieldView.set(FieldBlock.fieldAddress(block), FieldBlock.fieldLength(block));
    }

    /** The bytes of the current field's value, until the next call. */
    public ByteView value() {
        return isPacked
                ? packed.value(valueView)
                : valueView.set(FieldBlock.valueAddress(block), FieldBlock.valueLength(block));
    }

    public int valueLength() {
        return isPacked ? packed.valueLength() : FieldBlock.valueLength(block);
    }

    /** Unix milliseconds at which the current field goes, or {@link EntryStore#NO_DUE}. */
    public long due() {
        return isPacked ? packed.due() : FieldBlock.due(block);
    }

    /**
     * Sets a field without a due time, creating the key if need be; returns whether the field is new. O(1), in a small hash O(n).
     */
    public boolean put(ByteView field, ByteView value) {
        makeRoom(field, value);
        if (!locate(field)) {
            add(field, value);
            return true;
        }
        long due = due();
        if (due != EntryStore.NO_DUE) {
            putDue(EntryStore.NO_DUE);
        }
        putValue(value);
        return isOver(due);
    }

    /** Sets a field; its due time stays if it has one. Otherwise as {@link #put}. */
    public boolean putKeepingDue(ByteView field, ByteView value) {
        makeRoom(field, value);
        if (!locate(field) || isOver(due())) {
            return put(field, value);
        }
        putValue(value);
        return false;
    }

    /** Brings the hash into a form that can hold the field and value. */
    private void makeRoom(ByteView field, ByteView value) {
        boolean isShort =
                Math.max(field.length(), value.length()) <= context.limits().hashMaxListpackValue();
        if (!slot.exists()) {
            create(isShort && context.limits().hashMaxListpackEntries() > 0);
        } else if (isPacked && !(isShort && packed.hasRoomFor((long) field.length() + value.length()))) {
            convert();
        }
    }

    private void add(ByteView field, ByteView value) {
        if (isPacked && packed.size() >= context.limits().hashMaxListpackEntries()) {
            convert();
            hash = table.hash(field);
        }
        if (isPacked) {
            packed.add(field, value);
        } else {
            table.add(hash, field, value);
        }
    }

    private void putValue(ByteView value) {
        if (isPacked) {
            packed.putValue(value);
        } else {
            block = table.putValue(currentHash(), block, value);
        }
    }

    private long currentHash() {
        return isHashed ? hash : table.hashOf(block);
    }

    /** Gives the current field a due time, or with {@link EntryStore#NO_DUE} none. It stays the current one. */
    public void putDue(long due) {
        if (isPacked) {
            packed.putDue(due);
            long place = packed.element() - Entry.valueAddress(slot.entry());
            updateFirstDue();
            packed.choose(Entry.valueAddress(slot.entry()) + place);
        } else {
            block = table.putDue(currentHash(), block, due);
            updateFirstDue();
        }
    }

    /** Removes a field; false if it is not there. Whoever removes the last one deletes the key. */
    public boolean remove(ByteView field) {
        if (!find(field)) {
            return false;
        }
        remove();
        return true;
    }

    /** Removes the current field. */
    public void remove() {
        boolean hadDue = due() != EntryStore.NO_DUE;
        if (isPacked) {
            packed.remove();
        } else {
            table.remove(currentHash(), block);
        }
        if (hadDue) {
            updateFirstDue();
        }
    }

    /** Whether the field is there and its time has come; {@link #removeOverdue} removes it then. */
    public boolean isOverdue(ByteView field) {
        return hasOverdue() && locate(field) && isOver(due());
    }

    public void removeOverdue() {
        remove();
    }

    /**
     * Removes fields whose time has come, the first ones first and at most so many, each after {@code visitor} has seen it; returns
     * how many. Whoever calls this deletes the key if nothing is left.
     */
    public int expire(int most, FieldVisitor visitor) {
        int removed = 0;
        while (removed < most && hasOverdue()) {
            if (isPacked) {
                packed.first();
            } else {
                block = table.dues().first();
                isHashed = false;
            }
            visitor.visit(field());
            if (isPacked) {
                packed.remove();
            } else {
                table.remove(currentHash(), block);
            }
            removed++;
        }
        // Even if it is the same time as before: whoever was visited must leave the wheel, or queue again.
        slot.store().putPartDue(slot, firstDue());
        positioned();
        return removed;
    }

    /** Lets the entry know when its first field is due, which may move it. */
    private void updateFirstDue() {
        long due = firstDue();
        if (due != Entry.partDue(slot.entry())) {
            slot.store().putPartDue(slot, due);
            positioned();
        }
    }

    /** Begins to go through all fields, each once, in no particular order; {@link #next} goes to the first. */
    public void rewind() {
        isRewound = true;
        if (slot.exists() && !isPacked) {
            table.rewind();
        }
    }

    /** Makes the next field the current one; false if there is none. No change may come in between. */
    public boolean next() {
        if (!slot.exists()) {
            return false;
        }
        boolean isThere = step();
        while (isThere && isOver(due())) {
            isThere = step();
        }
        return isThere;
    }

    private boolean step() {
        if (!isPacked) {
            isHashed = false;
            block = table.next();
            return block != 0;
        }
        boolean isThere = isRewound ? packed.first() : packed.next();
        isRewound = false;
        return isThere;
    }

    /** Makes any field the current one, each as likely as any other; false if there is none. O(1), in a small hash O(n). */
    public boolean seekRandom() {
        if (!slot.exists() || liveSize() == 0) {
            return false;
        }
        int draws = 0;
        do {
            draw();
            draws++;
        } while (isOver(due()) && draws < MOST_DRAWS);
        if (isOver(due())) {
            // Nearly all fields wait to be removed; which of the others comes first in the table is chance enough.
            rewind();
            next();
        }
        return true;
    }

    private void draw() {
        if (isPacked) {
            packed.seek(context.random().nextInt((int) packed.size()));
        } else {
            isHashed = false;
            block = table.random(context.random());
        }
    }

    @Override
    public long scan(long cursor, AddressList found) {
        if (!isPacked) {
            scannedTo = found;
            return table.scan(cursor, scanning);
        }
        rewind();
        while (next()) {
            found.add(packed.element());
        }
        return 0;
    }

    private void scanned(long scannedBlock) {
        if (!isOver(FieldBlock.due(scannedBlock))) {
            scannedTo.add(scannedBlock);
        }
    }

    /** The current field for {@link #choose}, until the next change. No two fields have the same. */
    public long element() {
        return isPacked ? packed.element() : block;
    }

    @Override
    public ByteView name() {
        return field();
    }

    @Override
    public void choose(long element) {
        if (isPacked) {
            packed.choose(element);
        } else {
            isHashed = false;
            block = element;
        }
    }

    private void create(boolean asListpack) {
        isPacked = asListpack;
        if (asListpack) {
            packed.create();
        } else {
            table.open(prepareRoot());
        }
    }

    private long prepareRoot() {
        return slot.store()
                .prepareRoot(slot, ValueType.HASH, Encoding.HASHTABLE, FieldTable.ROOT_BYTES, EntryStore.KEEP_DUE);
    }

    /** Builds the table beside the listpack, under a root of its own, and then gives it the entry. */
    private void convert() {
        Memory.fill(spareRoot, FieldTable.ROOT_BYTES, 0);
        table.open(spareRoot);
        try {
            packed.first();
            do {
                ByteView field = packed.field(fieldView);
                long fieldHash = table.hash(field);
                long added = table.add(fieldHash, field, packed.value(valueView));
                long due = packed.due();
                if (due != EntryStore.NO_DUE) {
                    table.putDue(fieldHash, added, due);
                }
            } while (packed.next());
            long root = prepareRoot();
            Memory.copy(spareRoot, root, FieldTable.ROOT_BYTES);
            table.open(root);
            isPacked = false;
        } finally {
            if (isPacked) {
                table.drain(spareRoot, Integer.MAX_VALUE);
            }
        }
        updateFirstDue();
    }
}
