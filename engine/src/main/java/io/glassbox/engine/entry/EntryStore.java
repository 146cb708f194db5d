package io.glassbox.engine.entry;

import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.wheel.TimingWheel;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one database: blocks in the slabs, the table that finds them, the wheels that know when they, or parts of their
 * values, are due.
 *
 * <p>Every write to a block passes through here, which is what lets a snapshot keep a block that it still reads. Knows bytes and
 * layouts only: nothing of commands, events or expiry rules.
 *
 * <p>All operations on one entry are O(length of what is copied).
 */
public final class EntryStore {
    /** The due time of a key that stays until somebody deletes it. */
    public static final long NO_DUE = -1;

    /** A due time argument: keep whatever the key has. */
    public static final long KEEP_DUE = -2;

    /** Blocks up to here are kept in slabs together with the value; a longer value gets a span of its own. */
    private static final int LARGEST_BLOCK = 16 * 1024;

    /** A span that grows takes this fraction more, up to {@link #MOST_SLACK}: appends are amortised O(1). */
    private static final int SLACK_DIVISOR = 4;

    private static final long MOST_SLACK = 1 << 20;

    private static final long MANY_ELEMENTS = 1000;
    private static final long MANY_BYTES = 128 * 1024;

    /** Told of every entry that is new in this store, once key and header are in place. */
    @FunctionalInterface
    public interface InsertListener {
        void inserted(long entry);
    }

    private final Slabs slabs;
    private final HashTable table;
    private final TimingWheel wheel;
    private final TimingWheel partWheel;
    private final Reclaimer reclaimer;
    private final ChangeGuard guard;
    private @Nullable InsertListener insertListener;

    /** New entries that are not in the table yet; null but for the time of a {@link #collect}. */
    private @Nullable Arrivals arrivals;

    /** The key of an entry that was dropped because there was one of this name. */
    private byte @Nullable [] twin;

    public EntryStore(Slabs slabs, SipHash hashing, Reclaimer reclaimer, ChangeGuard guard) {
        this.guard = guard;
        this.slabs = slabs;
        this.reclaimer = reclaimer;
        this.table = new HashTable(slabs, new KeyFormat(), hashing);
        this.wheel = new TimingWheel(slabs, Entry::dueAddress);
        this.partWheel = new TimingWheel(slabs, Entry::partDueAddress);
    }

    public Slabs slabs() {
        return slabs;
    }

    public HashTable table() {
        return table;
    }

    public TimingWheel wheel() {
        return wheel;
    }

    /** Of the entries with a part that has a due time, by the earliest of its parts. */
    public TimingWheel partWheel() {
        return partWheel;
    }

    public void onInsert(@Nullable InsertListener listener) {
        insertListener = listener;
    }

    public long size() {
        return table.size();
    }

    /** Keys with a due time. */
    public long dueCount() {
        return wheel.size();
    }

    /** To be called before the value of an entry is changed past this store, in the blocks that it leads to. */
    public void beforeChange(long entry) {
        guard.keep(this, entry);
    }

    /** Positions {@code slot} on {@code key} in this store. */
    public Slot find(ByteView key, Slot slot) {
        long hash = table.hash(key);
        slot.store = this;
        slot.key.set(key);
        slot.hash = hash;
        slot.entry = lookUp(hash, key);
        return slot;
    }

    /** Looks again: the entry may have been deleted or created since. */
    public void refresh(Slot slot) {
        slot.entry = lookUp(slot.hash, slot.key);
    }

    private long lookUp(long hash, ByteView key) {
        Arrivals pending = arrivals;
        return pending == null
                ? table.find(hash, key.address(), key.length())
                : pending.find(hash, key.address(), key.length());
    }

    /**
     * From here to {@link #settle} the entries that come are not put into the table one by one: a load is quicker for it. Until then
     * only they are found.
     */
    public void collect() {
        arrivals = new Arrivals(table, this::drop);
        twin = null;
    }

    /** Puts the entries that came into the table, and drops those whose keys were there; the key of one of these, or null. */
    public byte @Nullable [] settle() {
        Arrivals pending = arrivals;
        arrivals = null;
        if (pending != null) {
            pending.settle();
        }
        return twin;
    }

    private void drop(long entry) {
        twin = Memory.toBytes(Entry.keyAddress(entry), Entry.keyLength(entry));
        release(entry);
    }

    /** Positions {@code slot} on an entry that is at hand; its key view points into the block. */
    public Slot at(long entry, Slot slot) {
        slot.store = this;
        slot.key.set(Entry.keyAddress(entry), Entry.keyLength(entry));
        slot.hash = table.hash(slot.key);
        slot.entry = entry;
        return slot;
    }

    /**
     * Gives the slot a string value, in place of any value of any type. {@code due} is unix milliseconds, {@link #NO_DUE} or
     * {@link #KEEP_DUE}. The bytes must not lie in the entry's own block.
     */
    public void putBytes(Slot slot, Encoding encoding, long address, long length, long due) {
        long area = prepare(slot, ValueType.STRING, encoding, length, due);
        Memory.copy(address, area, length);
    }

    /** Gives the slot an integer for its value. */
    public void putInteger(Slot slot, long value, long due) {
        long entry = slot.entry;
        if (entry != 0
                && due == KEEP_DUE
                && Entry.encoding(entry) == Encoding.INT
                && Entry.type(entry) == ValueType.STRING) {
            guard.keep(this, entry);
            Memory.putLong(Entry.areaAddress(entry), value);
            return;
        }
        Memory.putLong(prepare(slot, ValueType.STRING, Encoding.INT, Long.BYTES, due), value);
    }

    /**
     * Makes the slot's entry hold a value of this kind with room for {@code length} bytes, contents undefined; returns where
     * they go. Parts of the old value are no longer known to be due.
     */
    public long prepare(Slot slot, ValueType type, Encoding encoding, long length, long due) {
        long old = slot.entry;
        int keyLength = slot.key.length();
        long keptDue = old == 0 ? NO_DUE : Entry.due(old);
        long newDue = due == KEEP_DUE ? keptDue : due;
        int flags = flagsFor(keyLength, newDue, length);
        int area = (flags & Entry.OUTSIDE) != 0 ? Entry.SPAN_AREA_BYTES : (int) length;
        long needed = Entry.blockLength(flags, keyLength, area);
        boolean dueChanges = newDue != keptDue;
        if (old == 0) {
            insert(slot, flags, area, needed);
        } else {
            guard.keep(this, old);
            releaseValue(old);
            if (dueChanges && keptDue != NO_DUE) {
                wheel.remove(old);
            }
            if (Entry.hasPartDue(old)) {
                partWheel.remove(old);
            }
            reshape(slot, flags, area, needed, false, !dueChanges && keptDue != NO_DUE);
        }
        Entry.putKind(slot.entry, type, encoding);
        if (dueChanges && newDue != NO_DUE) {
            wheel.add(slot.entry, newDue);
        }
        return openArea(slot.entry, length);
    }

    /**
     * Makes the slot's entry hold the root of a structure, {@code length} bytes that are all zero; returns where it lies. A value
     * that the entry held before is freed: whoever converts one builds the structure elsewhere first.
     */
    public long prepareRoot(Slot slot, ValueType type, Encoding encoding, int length, long due) {
        long root = prepare(slot, type, encoding, length, due);
        Entry.putFlags(slot.entry, Entry.flags(slot.entry) | Entry.STRUCTURED);
        Memory.fill(root, length, 0);
        return root;
    }

    /**
     * Changes the length of a string value, or of a collection that is packed into one piece, and keeps its bytes as far as they
     * go; new bytes are undefined. Returns where the value lies now. An integer must have been turned into bytes before.
     */
    public long resize(Slot slot, long length) {
        long entry = slot.entry;
        guard.keep(this, entry);
        int flags = Entry.flags(entry);
        if ((flags & Entry.OUTSIDE) != 0) {
            return resizeSpan(entry, length);
        }
        int keyLength = Entry.keyLength(entry);
        if (Entry.blockLength(flags, keyLength, 0) + length <= LARGEST_BLOCK) {
            reshape(
                    slot,
                    flags,
                    (int) length,
                    Entry.blockLength(flags, keyLength, (int) length),
                    true,
                    Entry.hasDue(entry));
            return Entry.areaAddress(slot.entry);
        }
        long span = slabs.allocate(withSlack(length));
        Memory.copy(Entry.areaAddress(entry), span, Entry.areaLength(entry));
        flags |= Entry.OUTSIDE;
        reshape(
                slot,
                flags,
                Entry.SPAN_AREA_BYTES,
                Entry.blockLength(flags, keyLength, Entry.SPAN_AREA_BYTES),
                false,
                Entry.hasDue(entry));
        Entry.putSpan(slot.entry, span, length);
        return span;
    }

    public void putEncoding(Slot slot, Encoding encoding) {
        Entry.putKind(slot.entry, Entry.type(slot.entry), encoding);
    }

    /** Sets or, with {@link #NO_DUE}, removes the due time of an existing entry. */
    public void putDue(Slot slot, long due) {
        guard.keep(this, slot.entry);
        int flags = Entry.flags(slot.entry);
        boolean had = (flags & Entry.HAS_DUE) != 0;
        boolean has = due != NO_DUE;
        if (had) {
            wheel.remove(slot.entry);
        }
        if (had != has) {
            long partDue = Entry.partDue(slot.entry);
            if (partDue != NO_DUE) {
                partWheel.remove(slot.entry);
            }
            putFlags(slot, flags ^ Entry.HAS_DUE, false);
            if (partDue != NO_DUE) {
                partWheel.add(slot.entry, partDue);
            }
        }
        if (has) {
            wheel.add(slot.entry, due);
        }
    }

    /** Says when the first part of the value is due, or with {@link #NO_DUE} that none is. */
    public void putPartDue(Slot slot, long due) {
        int flags = Entry.flags(slot.entry);
        boolean had = (flags & Entry.HAS_PART_DUE) != 0;
        boolean has = due != NO_DUE;
        if (had) {
            partWheel.remove(slot.entry);
        }
        if (had != has) {
            putFlags(slot, flags ^ Entry.HAS_PART_DUE, Entry.hasDue(slot.entry));
        }
        if (has) {
            partWheel.add(slot.entry, due);
        }
    }

    private void putFlags(Slot slot, int flags, boolean linked) {
        int area = Entry.areaLength(slot.entry);
        reshape(slot, flags, area, Entry.blockLength(flags, slot.key.length(), area), true, linked);
    }

    /** Deletes the slot's entry and frees all that it held. */
    public void remove(Slot slot) {
        long entry = slot.entry;
        guard.keep(this, entry);
        unlist(slot.hash, entry);
        slot.entry = 0;
        release(entry);
    }

    /**
     * Makes the target, a key that does not exist, own the source's value and due time; the source is gone. The value keeps its
     * type and encoding, and what lies outside of the block stays where it is. The slots may be of different stores of one
     * allocator.
     */
    public void transplant(Slot source, Slot target) {
        long from = source.entry;
        source.store.guard.keep(source.store, from);
        int area = Entry.areaLength(from);
        int flags = Entry.flags(from) & ~Entry.LONG_KEY;
        int keyLength = target.key.length();
        if (keyLength > Entry.LONGEST_SHORT_KEY) {
            flags |= Entry.LONG_KEY;
        }
        target.store.insert(target, flags, area, Entry.blockLength(flags, keyLength, area));
        Entry.putKind(target.entry, Entry.type(from), Entry.encoding(from));
        Memory.copy(Entry.areaAddress(from), Entry.areaAddress(target.entry), area);
        if (Entry.hasDue(from)) {
            target.store.wheel.add(target.entry, Entry.due(from));
        }
        if (Entry.hasPartDue(from)) {
            target.store.partWheel.add(target.entry, Entry.partDue(from));
        }
        source.store.slabs.free(source.store.detach(source));
    }

    /**
     * Gives the source's value to the target, which may exist, in the place of its value and without a due time; the source is
     * gone. The slots may be of different stores of one allocator.
     */
    public void handOver(Slot source, Slot target) {
        long from = source.entry;
        source.store.guard.keep(source.store, from);
        ValueType type = Entry.type(from);
        Encoding encoding = Entry.encoding(from);
        long length = Entry.valueLength(from);
        if (Entry.isStructured(from)) {
            long root = target.store.prepareRoot(target, type, encoding, (int) length, NO_DUE);
            Memory.copy(Entry.valueAddress(from), root, length);
            Entry.putFlags(from, Entry.flags(from) & ~Entry.STRUCTURED);
        } else {
            long value = target.store.prepare(target, type, encoding, length, NO_DUE);
            Memory.copy(Entry.valueAddress(from), value, length);
        }
        if (Entry.hasPartDue(from)) {
            target.store.putPartDue(target, Entry.partDue(from));
        }
        source.store.remove(source);
    }

    /** Takes the entry out of the table and the wheel but keeps it alive: it will be moved, or freed later. */
    public long detach(Slot slot) {
        long entry = slot.entry;
        guard.keep(this, entry);
        unlist(slot.hash, entry);
        unlink(entry);
        slot.entry = 0;
        return entry;
    }

    /** Frees an entry that was detached, or that a table being drained let go. */
    public void releaseDetached(long entry) {
        releaseValue(entry);
        slabs.free(entry);
    }

    /** Deletes up to {@code budget} entries of a store that was given up, as they come; returns how many. */
    public long drain(int budget) {
        wheel.clear();
        partWheel.clear();
        return table.drain(budget, this::releaseDetached);
    }

    /** Frees the table; the store is empty by now. */
    public void close() {
        assert size() == 0;
        table.close();
        wheel.close();
        partWheel.close();
    }

    /** Gives a key that does not exist a copy of the source's value and due time. */
    public void copy(Slot source, Slot target) {
        long from = source.entry;
        ValueType type = Entry.type(from);
        Encoding encoding = Entry.encoding(from);
        long length = Entry.valueLength(from);
        if (Entry.isStructured(from)) {
            long root = target.store.prepareRoot(target, type, encoding, (int) length, Entry.due(from));
            reclaimer.structureOf(from).copy(Entry.valueAddress(from), root);
        } else {
            long value = target.store.prepare(target, type, encoding, length, Entry.due(from));
            Memory.copy(Entry.valueAddress(from), value, length);
        }
        if (Entry.hasPartDue(from)) {
            target.store.putPartDue(target, Entry.partDue(from));
        }
    }

    /** Whether the value consists of so many elements or bytes that going through all of them takes a while. */
    public boolean isLarge(long entry) {
        if (!Entry.isStructured(entry)) {
            return false;
        }
        Structure structure = reclaimer.structureOf(entry);
        long root = Entry.valueAddress(entry);
        return structure.elements(root) >= MANY_ELEMENTS || structure.bytes(root) >= MANY_BYTES;
    }

    /** Bytes that an entry holds: its block and what lies outside. */
    public long bytesOf(long entry) {
        long bytes = slabs.sizeOf(entry);
        if (Entry.isStructured(entry)) {
            return bytes + reclaimer.structureOf(entry).bytes(Entry.valueAddress(entry));
        }
        return Entry.isOutside(entry) ? bytes + slabs.sizeOf(Entry.spanAddress(entry)) : bytes;
    }

    private void release(long entry) {
        unlink(entry);
        releaseDetached(entry);
    }

    private void releaseValue(long entry) {
        if (Entry.isStructured(entry)) {
            reclaimer.abandon(entry);
        }
        if (Entry.isOutside(entry)) {
            slabs.free(Entry.spanAddress(entry));
        }
    }

    private int flagsFor(int keyLength, long due, long length) {
        int flags = (keyLength > Entry.LONGEST_SHORT_KEY ? Entry.LONG_KEY : 0) | (due != NO_DUE ? Entry.HAS_DUE : 0);
        boolean fits = Entry.blockLength(flags, keyLength, 0) + length <= LARGEST_BLOCK;
        return fits || length <= Entry.SPAN_AREA_BYTES ? flags : flags | Entry.OUTSIDE;
    }

    private void list(long hash, long entry) {
        Arrivals pending = arrivals;
        if (pending == null) {
            table.insert(hash, entry);
        } else {
            pending.add(hash, entry);
        }
    }

    private void unlist(long hash, long entry) {
        if (arrivals == null || !arrivals.remove(entry)) {
            table.removeEntry(hash, entry);
        }
    }

    private void insert(Slot slot, int flags, int areaLength, long needed) {
        int keyLength = slot.key.length();
        long entry = slabs.allocate(needed);
        Memory.putLong(entry, 0);
        Entry.putFlags(entry, guard.marked(flags));
        Memory.putByte(entry + 5, Math.min(keyLength, Entry.LONGEST_SHORT_KEY + 1));
        Entry.putAreaLength(entry, areaLength);
        if ((flags & Entry.LONG_KEY) != 0) {
            Memory.putInt(entry + Entry.HEADER_BYTES, keyLength);
        }
        Memory.copy(slot.key.address(), Entry.keyAddress(entry), keyLength);
        list(slot.hash, entry);
        slot.entry = entry;
        if (insertListener != null) {
            insertListener.inserted(entry);
        }
    }

    /**
     * Moves key, due time and (if it is kept) value area to where the new shape has them: within the block if its size class
     * stays, otherwise into a new one. {@code linked}: the wheel holds the entry, before and after.
     */
    private void reshape(Slot slot, int flags, int areaLength, long needed, boolean keepArea, boolean linked) {
        long from = slot.entry;
        int oldFlags = Entry.flags(from);
        int keyLength = Entry.keyLength(from);
        int oldPrefix = Entry.prefixLength(oldFlags);
        int newPrefix = Entry.prefixLength(flags);
        long moving = keyLength + (keepArea ? (long) Math.min(areaLength, Entry.areaLength(from)) : 0);
        boolean stays = slabs.classFor(needed) == slabs.sizeOf(from);
        long to = stays ? from : slabs.allocate(needed);
        if (!stays) {
            Memory.copy(from, to, Math.min(oldPrefix, newPrefix));
        }
        if (!stays || oldPrefix != newPrefix) {
            Memory.copy(from + oldPrefix, to + newPrefix, moving);
        }
        Entry.putFlags(to, guard.marked(flags));
        Entry.putAreaLength(to, areaLength);
        if (slot.key.address() == from + oldPrefix) {
            slot.key.set(to + newPrefix, keyLength);
        }
        if (!stays) {
            if (arrivals == null || !arrivals.replace(from, to)) {
                table.replace(slot.hash, from, to);
            }
            if (linked) {
                wheel.moved(from, to);
            }
            // Where the links of parts change their place with a due time, they are out of the wheel meanwhile.
            if ((flags & oldFlags & Entry.HAS_PART_DUE) != 0 && ((flags ^ oldFlags) & Entry.HAS_DUE) == 0) {
                partWheel.moved(from, to);
            }
            slot.entry = to;
            slabs.free(from);
        }
    }

    private long openArea(long entry, long length) {
        long area = Entry.areaAddress(entry);
        if (!Entry.isOutside(entry)) {
            return area;
        }
        long span = slabs.allocate(length);
        Entry.putSpan(entry, span, length);
        return span;
    }

    private long resizeSpan(long entry, long length) {
        long span = Entry.spanAddress(entry);
        if (length > slabs.sizeOf(span)) {
            span = slabs.reallocate(span, withSlack(length));
        }
        Entry.putSpan(entry, span, length);
        return span;
    }

    private static long withSlack(long length) {
        return length + Math.min(length / SLACK_DIVISOR, MOST_SLACK);
    }

    private void unlink(long entry) {
        if (Entry.hasDue(entry)) {
            wheel.remove(entry);
        }
        if (Entry.hasPartDue(entry)) {
            partWheel.remove(entry);
        }
    }
}
