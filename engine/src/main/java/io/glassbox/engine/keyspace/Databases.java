package io.glassbox.engine.keyspace;

import io.glassbox.engine.change.ChangeLog;
import io.glassbox.engine.change.Effects;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.entry.ChangeGuard;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryRelocation;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Reclaimer;
import io.glassbox.engine.statistics.LatencyMonitor;
import io.glassbox.engine.type.CollectionTypes;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayDeque;
import java.util.Deque;

/** All databases of a server, and what they share: memory, clock, statistics, the change log, the queue of lazy frees. */
public final class Databases implements AutoCloseable {
    /** Entries freed between two looks at the clock. */
    private static final int FREE_BATCH = 64;

    /** Keys expired between two looks at the clock. */
    private static final int EXPIRE_BATCH = 32;

    /** The same for hashes: dozens of fields go from each, which takes milliseconds while that code is not compiled yet. */
    private static final int EXPIRE_FIELDS_BATCH = 1;

    /** Segments of each table that a cron looks at: under a millisecond even if all of them change. */
    private static final int COMPACT_BATCH = 8;

    private final Slabs slabs;
    private final CommandClock clock;
    private final RandomSource random;
    private final SipHash hashing;
    private final AccessClock access;
    private final LatencyMonitor latency;
    private final ChangeLog changes = new ChangeLog();
    private final Effects effects = new Effects();
    private final KeyspaceStatistics statistics = new KeyspaceStatistics();
    private final LazyFreeing lazyFreeing = new LazyFreeing();
    private final Deque<EntryStore> reclaiming = new ArrayDeque<>();
    private final TypeContext types;
    private final Reclaimer reclaimer;
    private final ChangeGuard guard = new ChangeGuard();
    private final Keyspace[] databases;
    private final FieldExpiry fieldExpiry;
    private final EntryStore spareStore;
    private final EntryMover mover = new EntryMover();
    private final Drafts drafts;
    private boolean touching = true;
    private boolean expiryHeld;
    private boolean expiringByTime = true;

    public Databases(int count, Slabs slabs, CommandClock clock, RandomSource random) {
        this.slabs = slabs;
        this.clock = clock;
        this.random = random;
        this.hashing = SipHash.random(random);
        this.access = new AccessClock(clock, random);
        this.latency = new LatencyMonitor(clock);
        this.types = new TypeContext(slabs, hashing, random, clock);
        this.reclaimer = new Reclaimer(slabs, CollectionTypes.structures(types));
        this.spareStore = new EntryStore(slabs, hashing, reclaimer, guard);
        this.fieldExpiry = new FieldExpiry(this);
        this.drafts = new Drafts(spareStore, types);
        this.databases = new Keyspace[count];
        for (int i = 0; i < count; i++) {
            databases[i] = new Keyspace(i, this, newStore(i));
        }
    }

    public int count() {
        return databases.length;
    }

    public Keyspace get(int index) {
        return databases[index];
    }

    public Slabs slabs() {
        return slabs;
    }

    public CommandClock clock() {
        return clock;
    }

    public RandomSource random() {
        return random;
    }

    public AccessClock access() {
        return access;
    }

    /** What notices when something takes long: here keys that go, elsewhere commands and the disk. */
    public LatencyMonitor latency() {
        return latency;
    }

    public ChangeLog changes() {
        return changes;
    }

    public Effects effects() {
        return effects;
    }

    public KeyspaceStatistics statistics() {
        return statistics;
    }

    public LazyFreeing lazyFreeing() {
        return lazyFreeing;
    }

    /** Keys in all databases. */
    public long totalKeys() {
        long total = 0;
        for (Keyspace database : databases) {
            total += database.size();
        }
        return total;
    }

    /** Empties a database and announces it; returns how many keys there were. {@code later}: freed in slices between commands. */
    public long flush(int database, boolean later) {
        changes.flushing(database);
        long keys = databases[database].flush(later);
        changes.count(keys);
        return keys;
    }

    /** The same for all databases. */
    public long flushAll(boolean later) {
        changes.flushingAll(databases.length);
        long keys = 0;
        for (Keyspace database : databases) {
            keys += database.flush(later);
        }
        changes.count(keys);
        return keys;
    }

    /** Exchanges the contents of two databases; announces it. */
    public void swap(int first, int second) {
        if (first != second) {
            changes.swapping(first, second);
            EntryStore kept = databases[first].store();
            databases[first].replaceStore(databases[second].store());
            databases[second].replaceStore(kept);
            databases[first].store().onInsert(newKeyNotice(first));
            databases[second].store().onInsert(newKeyNotice(second));
        }
        changes.count(1);
    }

    /** Whether lookups mark keys as used: not for a client that said NO-TOUCH. */
    public void touch(boolean on) {
        touching = on;
    }

    boolean isTouching() {
        return touching;
    }

    /** While held, keys whose time has come are hidden but stay: CLIENT PAUSE promises an unchanged data set. */
    public void holdExpiry(boolean on) {
        expiryHeld = on;
    }

    public boolean mayExpire() {
        return !expiryHeld && !clock.isReplaying();
    }

    /** Whether keys go when their time comes, or only when a command meets them: DEBUG SET-ACTIVE-EXPIRE. */
    public void expireByTime(boolean on) {
        expiringByTime = on;
    }

    /**
     * Deletes keys, and fields of hashes, whose time has come until none is left or the monotonic clock reaches {@code deadlineNanos}. Returns whether
     * none is left.
     */
    public boolean expireDue(long deadlineNanos) {
        if (!mayExpire() || !expiringByTime) {
            return true;
        }
        long beginning = latency.begins();
        boolean isDone = true;
        for (int i = 0; i < databases.length && isDone; i++) {
            isDone = expireDue(databases[i], deadlineNanos);
        }
        latency.ends("expire-cycle", beginning);
        return isDone;
    }

    private boolean expireDue(Keyspace database, long deadlineNanos) {
        while (database.expireDue(EXPIRE_BATCH) + fieldExpiry.sweep(database, EXPIRE_FIELDS_BATCH) > 0) {
            if (clock.nanosNow() >= deadlineNanos) {
                return false;
            }
        }
        return true;
    }

    /** A lower bound of the unix milliseconds at which the next key or field is due; {@link Long#MAX_VALUE} if none is. */
    public long nextDue() {
        long next = Long.MAX_VALUE;
        if (mayExpire() && expiringByTime) {
            for (Keyspace database : databases) {
                if (database.dueCount() > 0) {
                    next = Math.min(next, database.store().wheel().nextDue());
                }
                if (database.partDueCount() > 0) {
                    next = Math.min(next, database.store().partWheel().nextDue());
                }
            }
        }
        return next;
    }

    /** Gives memory of tables back that became sparse, a little at each call: for the cron. */
    public void compactTables() {
        for (Keyspace database : databases) {
            database.store().table().compact(COMPACT_BATCH);
        }
    }

    /** Keys and large values that wait to be freed. */
    public long pendingFrees() {
        long pending = reclaimer.pending();
        for (EntryStore store : reclaiming) {
            pending += store.size();
        }
        return pending;
    }

    /** Frees what waits until nothing does or the monotonic clock reaches {@code deadlineNanos}. */
    public void freePending(long deadlineNanos) {
        freeEntries(deadlineNanos);
        while (reclaimer.pending() > 0 && clock.nanosNow() < deadlineNanos) {
            statistics.lazilyFreed += reclaimer.reclaim(FREE_BATCH);
        }
    }

    private void freeEntries(long deadlineNanos) {
        EntryStore store = reclaiming.peek();
        while (store != null) {
            statistics.lazilyFreed += store.drain(FREE_BATCH);
            if (store.size() == 0) {
                store.close();
                reclaiming.remove();
                store = reclaiming.peek();
            } else if (clock.nanosNow() >= deadlineNanos) {
                return;
            }
        }
    }

    /** What values of all types share. */
    public TypeContext types() {
        return types;
    }

    /** What has a snapshot see every entry before it changes. */
    public ChangeGuard guard() {
        return guard;
    }

    /** A store of no database, empty between commands: where values are built before they are given to a key. */
    public EntryStore spareStore() {
        return spareStore;
    }

    /** What moves entries and their blocks, as a pass of defragmentation has it. */
    public EntryRelocation entryRelocation(Relocation relocation) {
        return new EntryRelocation(relocation, reclaimer);
    }

    EntryMover mover() {
        return mover;
    }

    FieldExpiry fieldExpiry() {
        return fieldExpiry;
    }

    Drafts drafts() {
        return drafts;
    }

    EntryStore newStore(int index) {
        EntryStore store = new EntryStore(slabs, hashing, reclaimer, guard);
        store.onInsert(newKeyNotice(index));
        return store;
    }

    void reclaim(EntryStore store, boolean later) {
        store.onInsert(null);
        if (later) {
            reclaiming.add(store);
        } else {
            store.drain(Integer.MAX_VALUE);
            store.close();
        }
    }

    @Override
    public void close() {
        for (Keyspace database : databases) {
            database.flush(false);
            database.store().close();
        }
        spareStore.close();
        freePending(Long.MAX_VALUE);
        types.close();
    }

    private EntryStore.InsertListener newKeyNotice(int index) {
        ByteView key = new ByteView();
        return entry -> {
            access.created(entry);
            key.set(Entry.keyAddress(entry), Entry.keyLength(entry));
            changes.noticed(index, key, KeyEvent.NEW);
        };
    }
}
