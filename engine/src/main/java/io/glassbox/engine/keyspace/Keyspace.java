package io.glassbox.engine.keyspace;

import io.glassbox.command.call.CommandError;
import io.glassbox.engine.change.Effects;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.type.HashValue;
import io.glassbox.engine.type.StringValue;
import io.glassbox.engine.type.Value;
import io.glassbox.engine.type.ValueKind;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.memory.ByteView;
import org.jspecify.annotations.Nullable;

/**
 * One database as commands see it: keys looked up with expiry, statistics and access clock done, values opened for reading or
 * writing, changes announced.
 *
 * <p>Slots and values that it lends are its own cursors: valid until the next lookup with the same cursor or the next write to
 * the key. A command that needs two keys at once uses two cursors.
 */
public final class Keyspace {
    private final int index;
    private final Databases databases;
    private final CommandClock clock;
    private final AccessClock access;
    private final KeyspaceStatistics statistics;

    private final Cursors cursors;
    private final Slot expiring = new Slot();
    private final Slot probe = new Slot();
    private final ByteView expiredKey = new ByteView();
    private final ByteView emptied = new ByteView();
    private EntryStore store;

    Keyspace(int index, Databases databases, EntryStore store) {
        this.index = index;
        this.databases = databases;
        this.clock = databases.clock();
        this.access = databases.access();
        this.statistics = databases.statistics();
        this.store = store;
        this.cursors = new Cursors(databases.types());
    }

    /** The number by which SELECT knows it. */
    public int index() {
        return index;
    }

    public Databases databases() {
        return databases;
    }

    public CommandClock clock() {
        return clock;
    }

    public AccessClock access() {
        return access;
    }

    /** What replicas and the append-only file are told instead of the running command. */
    public Effects effects() {
        return databases.effects();
    }

    /** Keys, those counted whose time has come but that nobody has met yet. */
    public long size() {
        return store.size();
    }

    /** Keys with a due time. */
    public long dueCount() {
        return store.dueCount();
    }

    /** The raw store, for persistence and introspection; commands use the methods below. */
    public EntryStore store() {
        return store;
    }

    /** For reading: counts a hit or a miss, marks the key as used. */
    public Slot read(ByteView key) {
        return read(key, 0);
    }

    public Slot read(ByteView key, int cursor) {
        Slot slot = look(key, slot(cursor));
        count(slot);
        if (slot.exists() && databases.isTouching()) {
            access.read(slot.entry());
        }
        return slot;
    }

    /** For TOUCH: counts a hit or a miss, and marks the key as used even for a client that said NO-TOUCH. */
    public boolean touch(ByteView key) {
        Slot slot = look(key, slot(0));
        count(slot);
        if (slot.exists()) {
            access.read(slot.entry());
        }
        return slot.exists();
    }

    /** For looking at the key rather than its value (TTL, TYPE, OBJECT): counts a hit or a miss, leaves no mark of use. */
    public Slot peek(ByteView key) {
        Slot slot = look(key, slot(0));
        count(slot);
        return slot;
    }

    /** For OBJECT, which misses a key without an event: counts a hit or a miss, leaves no mark of use. */
    public Slot inspect(ByteView key) {
        Slot slot = look(key, slot(0));
        if (slot.exists()) {
            statistics.hits++;
        } else {
            statistics.misses++;
        }
        return slot;
    }

    /** For writing: counts nothing, marks the key as used. */
    public Slot write(ByteView key) {
        return write(key, 0);
    }

    public Slot write(ByteView key, int cursor) {
        Slot slot = look(key, slot(cursor));
        if (slot.exists()) {
            store.beforeChange(slot.entry());
            touch(slot);
        }
        return slot;
    }

    /** Whether the key exists; without statistics or a mark of use. */
    public boolean exists(ByteView key) {
        return look(key, slot(0)).exists();
    }

    /** Whether the key is there, without deleting it if its time has come. */
    public Presence presence(ByteView key) {
        store.find(key, probe);
        if (!probe.exists()) {
            return Presence.ABSENT;
        }
        return isExpired(probe.entry()) ? Presence.EXPIRED : Presence.PRESENT;
    }

    /** The type of the key's value; null if there is no such key or its time has come. Without statistics or a mark of use. */
    public @Nullable ValueType typeOf(ByteView key) {
        return presence(key) == Presence.PRESENT ? Entry.type(probe.entry()) : null;
    }

    /** A value for reading, which may not exist: counts a hit or a miss, marks the key as used. Throws WRONGTYPE. */
    public <V extends Value> V read(ValueKind<V> kind, ByteView key) {
        return read(kind, key, 0);
    }

    public <V extends Value> V read(ValueKind<V> kind, ByteView key, int cursor) {
        return read(kind, key, cursor, CommandError.WRONG_TYPE);
    }

    /** The same with an error of the caller's for a value of another type. */
    public <V extends Value> V read(ValueKind<V> kind, ByteView key, int cursor, CommandError otherwise) {
        V value = value(kind, cursor);
        Slot slot = look(key, value.slot());
        count(slot);
        if (slot.exists()) {
            require(kind, slot, otherwise);
            if (databases.isTouching()) {
                access.read(slot.entry());
            }
        }
        value.positioned();
        return value;
    }

    /** A value that the running command has read already, with another cursor: counts nothing and leaves no mark of use. */
    public <V extends Value> V again(ValueKind<V> kind, ByteView key, int cursor) {
        V value = value(kind, cursor);
        store.find(key, value.slot());
        value.positioned();
        return value;
    }

    /** The value of an entry at hand, or of a copy of one that could be here: counts nothing and leaves no mark of use. */
    public <V extends Value> V at(ValueKind<V> kind, long entry) {
        V value = value(kind, 0);
        store.at(entry, value.slot());
        value.positioned();
        return value;
    }

    /** As {@link #read(ValueKind, ByteView)}, but a value of another type is taken for none. */
    public <V extends Value> V readIf(ValueKind<V> kind, ByteView key) {
        V value = value(kind, 0);
        Slot slot = look(key, value.slot());
        count(slot);
        if (slot.exists()) {
            if (databases.isTouching()) {
                access.read(slot.entry());
            }
            if (Entry.type(slot.entry()) != kind.type()) {
                slot.forget();
            }
        }
        value.positioned();
        return value;
    }

    /** A value for changing; what adds to it creates the key if it does not exist. Throws WRONGTYPE. */
    public <V extends Value> V open(ValueKind<V> kind, ByteView key) {
        return open(kind, key, 0);
    }

    public <V extends Value> V open(ValueKind<V> kind, ByteView key, int cursor) {
        V value = value(kind, cursor);
        Slot slot = look(key, value.slot());
        if (slot.exists()) {
            require(kind, slot, CommandError.WRONG_TYPE);
            store.beforeChange(slot.entry());
            touch(slot);
        }
        value.positioned();
        return value;
    }

    /** A value to be set as a whole, whatever type the key has now. */
    public <V extends Value> V replace(ValueKind<V> kind, ByteView key) {
        V value = value(kind, 0);
        Slot slot = look(key, value.slot());
        if (slot.exists()) {
            store.beforeChange(slot.entry());
            touch(slot);
        }
        value.positioned();
        return value;
    }

    /**
     * A value under no key, which is to be {@link #settle settled} or {@link #discard discarded}: a result that is built while the
     * keys it comes from are read. One of each type at a time.
     */
    public <V extends Value> V draft(ValueKind<V> kind) {
        return databases.drafts().begin(kind);
    }

    /**
     * Gives a draft, which must not be empty, to a key, in the place of any value of any type, whose due time goes with it. Announces
     * no change.
     */
    public void settle(Value draft, ByteView key) {
        Slot slot = look(key, slot(0));
        if (slot.exists()) {
            overwriting(slot, Entry.type(draft.slot().entry()));
        }
        draft.slot().store().handOver(draft.slot(), slot);
    }

    /** Frees a draft; does nothing if it was settled. */
    public void discard(Value draft) {
        databases.drafts().discard(draft);
    }

    /** Deletes the key of a collection that has nothing left, and says so; to be called after the change was announced. */
    public void removeIfEmpty(Value value) {
        Slot slot = value.slot();
        if (slot.exists() && value.isEmpty()) {
            emptied.set(slot.key());
            long detached = store.detach(slot);
            databases.changes().also(index, emptied, KeyEvent.DEL);
            store.releaseDetached(detached);
        }
    }

    /** A string for reading: empty if the key does not exist. Throws WRONGTYPE. */
    public StringValue readString(ByteView key) {
        return read(StringValue.KIND, key, 0);
    }

    public StringValue readString(ByteView key, int cursor) {
        return read(StringValue.KIND, key, cursor);
    }

    /** A string for changing; its setters create the key if it does not exist. Throws WRONGTYPE. */
    public StringValue openString(ByteView key) {
        return open(StringValue.KIND, key, 0);
    }

    /** A string to be set as a whole, whatever type the key has now. */
    public StringValue replaceString(ByteView key) {
        return replace(StringValue.KIND, key);
    }

    /**
     * Sets a string as a whole, whatever its key held before, and notices that something was overwritten; announces no change.
     * {@code due} is unix milliseconds, {@link EntryStore#NO_DUE} or {@link EntryStore#KEEP_DUE}.
     */
    public void overwrite(StringValue value, ByteView bytes, long due) {
        Slot slot = value.slot();
        if (slot.exists()) {
            overwriting(slot, ValueType.STRING);
        }
        value.set(bytes, due);
    }

    /** Notices that the value of an existing key is about to be replaced as a whole by one of this type. */
    public void overwriting(Slot slot, ValueType newType) {
        boolean isOtherType = Entry.type(slot.entry()) != newType;
        databases.changes().noticed(index, slot.key(), KeyEvent.OVERWRITTEN);
        if (isOtherType) {
            databases.changes().noticed(index, slot.key(), KeyEvent.TYPE_CHANGED);
        }
    }

    /** Deletes the key; announces nothing. Returns whether it existed. */
    public boolean delete(ByteView key) {
        Slot slot = look(key, slot(0));
        if (!slot.exists()) {
            return false;
        }
        store.remove(slot);
        return true;
    }

    /** Deletes the key of a slot that was just looked up; announces nothing. */
    public void delete(Slot slot) {
        store.remove(slot);
    }

    /** Deletes the key as {@link #unlink(Slot)} does. Returns whether it existed. */
    public boolean unlink(ByteView key) {
        Slot slot = look(key, slot(0));
        if (!slot.exists()) {
            return false;
        }
        unlink(slot);
        return true;
    }

    /** Deletes, but leaves a value of many pieces to be freed in slices between commands. A string is freed in one step. */
    public void unlink(Slot slot) {
        store.remove(slot);
    }

    /** Unix milliseconds at which the key goes, or {@link EntryStore#NO_DUE}. */
    public long due(Slot slot) {
        return Entry.due(slot.entry());
    }

    /** Gives the slot's entry a due time, or takes it away with {@link EntryStore#NO_DUE}; announces nothing. */
    public void setDue(Slot slot, long due) {
        store.putDue(slot, due);
    }

    /**
     * Gives the source's value, with its due time and its marks of use, to a key that does not exist, and deletes the source.
     * O(1) for values outside the entry's block. Announces nothing.
     */
    public void move(Slot source, Keyspace targetSpace, ByteView targetKey) {
        databases.mover().move(source, targetSpace.store, targetKey);
    }

    /** Copies the value and the due time to a key that does not exist; announces nothing. */
    public void copy(Slot source, Keyspace targetSpace, ByteView targetKey) {
        databases.mover().copy(source, targetSpace.store, targetKey);
    }

    /** Keys with a part that has a due time: hashes with such fields. */
    public long partDueCount() {
        return store.partWheel().size();
    }

    /** Deletes everything; returns how many keys there were. {@code later}: freed in slices between commands. */
    long flush(boolean later) {
        long keys = store.size();
        if (keys > 0) {
            EntryStore old = store;
            store = databases.newStore(index);
            databases.reclaim(old, later);
        } else {
            // The wheel keeps the levels that keys were in which are long gone.
            store.wheel().clear();
            store.partWheel().clear();
        }
        return keys;
    }

    /** The next announcement is about this field of a hash too. */
    public void subkey(ByteView field) {
        databases.changes().subkey(field);
    }

    /** The next announcement is about this field of a hash too. */
    public void subkey(byte[] field) {
        databases.changes().subkey(field);
    }

    /** Whether somebody wants to know of fields. */
    public boolean notesSubkeys() {
        return databases.changes().notesSubkeys();
    }

    /** The one announcement of a write to a key. */
    public void changed(ByteView key, KeyEvent event) {
        databases.changes().changed(index, key, event);
    }

    public void changed(ByteView key, KeyEvent event, long count) {
        databases.changes().changed(index, key, event, count);
    }

    /** Announces a change to the bytes of a value that is no event: a count cached within it. */
    public void refreshed(ByteView key) {
        databases.changes().refreshed(index, key);
    }

    /** A further event of a change that is announced already. */
    public void also(ByteView key, KeyEvent event) {
        databases.changes().also(index, key, event);
    }

    /** As SCAN: calls {@code visitor} with entries, expired ones included; returns the next cursor, 0 at the end. */
    public long scan(long cursor, HashTable.EntryVisitor visitor) {
        return store.table().scan(cursor, visitor);
    }

    /** An entry, each as likely as any other; 0 if there is none. It may be expired. */
    public long randomEntry() {
        return store.table().randomEntry(databases.random());
    }

    /** Whether the entry's time has come. */
    public boolean isExpired(long entry) {
        return Entry.hasDue(entry) && isPast(Entry.due(entry));
    }

    /** Whether a key that is due then is gone by now. */
    public boolean isPast(long due) {
        return clock.isPast(due);
    }

    /** Fills the sample with entries from around a random place, expired ones included; returns how many. */
    public int sample(long[] sample, int count) {
        return store.table().sample(databases.random(), sample, count);
    }

    /** An entry that is due about first, after a look at so many at most; 0 if none is due ever. */
    public long soonestDue(int looked) {
        return store.wheel().soonest(looked);
    }

    /** Deletes an entry whose time has come, and announces that. */
    public void expire(long entry) {
        statistics.expired++;
        deleteUnasked(entry, databases.lazyFreeing().ofExpiry(), KeyEvent.EXPIRED, "expire-del");
    }

    /** Deletes an entry to make room, and announces that. */
    public void evict(long entry) {
        statistics.evicted++;
        deleteUnasked(entry, databases.lazyFreeing().ofEviction(), KeyEvent.EVICTED, "eviction-del");
    }

    private void deleteUnasked(long entry, boolean later, KeyEvent event, String spike) {
        long beginning = databases.latency().begins();
        Slot slot = store.at(entry, expiring);
        // The announcement needs the key, which lies in the block: the block goes last.
        expiredKey.set(slot.key());
        long detached = store.detach(slot);
        databases.effects().before(index, later ? "UNLINK" : "DEL", expiredKey);
        databases.changes().also(index, expiredKey, event);
        store.releaseDetached(detached);
        databases.latency().ends(spike, beginning);
    }

    /** Deletes at most {@code budget} keys whose time has come; returns how many it deleted. */
    int expireDue(int budget) {
        return store.wheel().advance(clock.unixMillis(), budget, this::expire);
    }

    /** To be called before a field is written: removes it, and announces that, if its time has come. */
    public void meetOverdue(HashValue hash, ByteView field) {
        if (hash.isOverdue(field)) {
            databases.fieldExpiry().meet(this, hash, field);
        }
    }

    void replaceStore(EntryStore other) {
        store = other;
    }

    private Slot look(ByteView key, Slot slot) {
        store.find(key, slot);
        if (slot.exists() && isExpired(slot.entry())) {
            meetExpired(slot);
        }
        return slot;
    }

    private void meetExpired(Slot slot) {
        if (databases.mayExpire()) {
            expire(slot.entry());
            store.find(slot.key(), slot);
        } else {
            slot.forget();
        }
    }

    private void count(Slot slot) {
        if (slot.exists()) {
            statistics.hits++;
        } else {
            statistics.misses++;
            databases.changes().noticed(index, slot.key(), KeyEvent.KEYMISS);
        }
    }

    private void touch(Slot slot) {
        if (databases.isTouching()) {
            access.touch(slot.entry());
        }
    }

    private static void require(ValueKind<?> kind, Slot slot, CommandError otherwise) {
        if (Entry.type(slot.entry()) != kind.type()) {
            throw otherwise;
        }
    }

    private <V extends Value> V value(ValueKind<V> kind, int cursor) {
        return cursors.value(kind, cursor);
    }

    private Slot slot(int cursor) {
        return cursors.slot(cursor);
    }
}
