package io.glassbox.durability.snapshot;

import io.glassbox.engine.entry.ChangeGuard;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryImage;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All data as it is at one moment, handed out while it goes on changing: without a fork, without a second copy of it. Entries are
 * copied into batches, which a consumer takes to another thread; bucket by bucket in the pauses between commands, and an entry that
 * is about to change before its turn at once ({@link ChangeGuard}). What is out is a copy, so the engine never waits for a reader
 * and a reader never sees a change.
 *
 * <p>A large value of many blocks is not copied but lent ({@link Loan}): the other thread reads it where it is, and it stays as it is
 * until then. Commands that would change it wait ({@link io.glassbox.engine.server.Lending}); where a change cannot be put off, the engine
 * takes the value back and encodes it in one piece, as it does with small values of many blocks. Everything else is a copy of its
 * bytes.
 */
final class Snapshot implements AutoCloseable {
    /** Batches that the walk keeps ready for the reader; what changes does not wait for room. */
    private static final int MOST_AHEAD = 16;

    /** Entries that the walk takes at a time, or a few more. */
    private static final int FEW = 64;

    /** Values that the walk has lent at a time; what commands wait for is lent besides. */
    private static final int MOST_LENT = 4;

    /** A value that nobody has begun to read for so long is not waited for any more: the other thread stands still. */
    private static final long PATIENCE_NANOS = 100_000_000;

    /** Who takes what is given. */
    interface Reader {
        void write(Batch batch);

        void write(Loan loan);
    }

    private final Databases databases;
    private final Slabs slabs;
    private final Reader reader;
    private final ValueEncoder encoder;
    private final Deque<Batch> free = new ArrayDeque<>();

    /** What is lent, by the address of the entry, which does not change while it is. */
    private final Map<Long, Loan> loans = new HashMap<>();

    /** The stores by the indexes that they had when the snapshot began; null for those that were emptied since. */
    private final @Nullable EntryStore[] stores;

    private @Nullable Batch filling;
    private int current;
    private long cursor;
    private final HashTable.EntryVisitor gathering = this::add;
    private long[] entries = new long[2 * FEW];
    private int gathered;

    /** What was touched, so that it is not for nothing in the eyes of a compiler. */
    private int touched;

    private int batchesOut;
    private long bytesOut;
    private boolean walks = true;
    private boolean given = true;
    private boolean isChange = true;
    private long copiedForChanges;

    Snapshot(Databases databases, SnapshotFormat format, Reader reader) {
        this.databases = databases;
        this.slabs = databases.slabs();
        this.reader = reader;
        this.encoder = format.encoder(slabs);
        this.stores = new @Nullable EntryStore[databases.count()];
        for (int i = 0; i < stores.length; i++) {
            stores[i] = databases.get(i).store();
        }
        databases.guard().begin(this::keep);
    }

    /** Copies entries until the monotonic clock reaches the deadline; whether it could go on at once. */
    boolean step(long deadlineNanos) {
        isChange = false;
        try {
            while (walks && (!given || batchesOut < MOST_AHEAD && loans.size() < MOST_LENT)) {
                walkBuckets();
                if (databases.clock().nanosNow() >= deadlineNanos) {
                    return walks;
                }
            }
            return false;
        } finally {
            isChange = true;
        }
    }

    private void walkBuckets() {
        EntryStore store = current < stores.length ? stores[current] : null;
        if (store != null && store.size() > 0) {
            gather(store);
            for (int i = 0; i < gathered; i++) {
                store.beforeChange(entries[i]);
            }
        } else {
            cursor = 0;
        }
        if (cursor == 0) {
            current++;
        }
        if (current >= stores.length) {
            walks = false;
            endIfComplete();
        }
    }

    /**
     * Collects the entries of some buckets and touches all of them before any is copied: they lie anywhere, and so the waits for memory
     * overlap, which are most of what a walk costs.
     */
    private void gather(EntryStore store) {
        gathered = 0;
        do {
            cursor = store.table().scan(cursor, gathering);
        } while (cursor != 0 && gathered < FEW);
        int sum = touched;
        for (int i = 0; i < gathered; i++) {
            sum += Entry.keyLength(entries[i]);
        }
        for (int i = 0; i < gathered; i++) {
            sum += EntryImage.touch(entries[i]);
        }
        touched = sum;
    }

    private void add(long entry) {
        if (gathered == entries.length) {
            entries = Arrays.copyOf(entries, gathered * 2);
        }
        entries[gathered++] = entry;
    }

    /** What is lent may be taken back and copied, so only now nothing follows. */
    private void endIfComplete() {
        if (isComplete()) {
            databases.guard().end();
            handOut();
        }
    }

    /** Whether every entry was handed out and nothing is lent any more: no entry is looked at again. */
    boolean isComplete() {
        return !walks && loans.isEmpty();
    }

    /**
     * From here on nothing is handed out, but the walk goes on: every entry has to be marked. What is lent is taken back, for which
     * the engine waits if it is being read; the reader knows by now that there is no need to go on.
     */
    void giveUp() {
        given = false;
        Batch last = filling;
        if (last != null) {
            last.free();
            filling = null;
        }
        for (Loan loan : loans.values()) {
            if (!loan.takeBack()) {
                loan.await();
            }
            databases.guard().taken(loan.entry());
        }
        loans.clear();
        if (walks) {
            databases.guard().goOn((store, entry) -> true);
        } else {
            databases.guard().end();
        }
    }

    /** A database is about to be emptied: there is nothing to mark any more. */
    void emptied(int database) {
        EntryStore store = databases.get(database).store();
        for (int i = 0; i < stores.length; i++) {
            if (stores[i] == store) {
                stores[i] = null;
                if (i == current) {
                    cursor = 0;
                }
            }
        }
    }

    /** Takes a batch back that the consumer is done with. */
    void takeBack(Batch batch) {
        batchesOut--;
        bytesOut -= batch.capacity();
        if (batch.capacity() == Batch.USUAL_BYTES && free.size() < MOST_AHEAD && walks && given) {
            batch.clear();
            free.add(batch);
        } else {
            batch.free();
        }
    }

    /** Takes a loan back that is over; the entry may change from now on. */
    void takeBack(Loan loan) {
        if (loans.remove(loan.entry(), loan)) {
            databases.guard().taken(loan.entry());
            endIfComplete();
        }
        bytesOut -= loan.batch().capacity();
        loan.batch().free();
    }

    /** Whether an entry cannot be changed without standing still; it is lent then, if it was not yet. */
    boolean isLent(EntryStore store, long entry) {
        int database = indexOf(store);
        if (!given || database < 0 || !databases.guard().isWanted(entry) || !store.isLarge(entry)) {
            return false;
        }
        Loan loan = loans.get(entry);
        if (loan == null) {
            lend(database, entry);
            return true;
        }
        return loan.isBeingRead() || databases.clock().nanosNow() - loan.offeredNanos() < PATIENCE_NANOS;
    }

    /** Memory that batches take which the reader has. */
    long bytesOut() {
        return bytesOut;
    }

    /** Bytes copied because a value was about to change. */
    long copiedForChanges() {
        return copiedForChanges;
    }

    private boolean keep(EntryStore store, long entry) {
        int database = indexOf(store);
        if (database < 0) {
            return true;
        }
        if (isChange) {
            settle(database, entry);
            return true;
        }
        if (store.isLarge(entry)) {
            lend(database, entry);
            return false;
        }
        copy(database, entry);
        return true;
    }

    /** Sees to it that the entry can be changed at once. */
    private void settle(int database, long entry) {
        Loan loan = loans.isEmpty() ? null : loans.remove(entry);
        if (loan == null || loan.takeBack()) {
            copy(database, entry);
        } else {
            loan.await();
        }
        if (loan != null) {
            endIfComplete();
        }
    }

    private void lend(int database, long entry) {
        if (loans.containsKey(entry)) {
            return;
        }
        Batch batch = new Batch(slabs, Batch.bytesFor(entry, 0));
        batch.add(database, entry, 0, 0);
        Loan loan = new Loan(batch, entry, databases.clock().nanosNow());
        loans.put(entry, loan);
        bytesOut += batch.capacity();
        reader.write(loan);
    }

    private void copy(int database, long entry) {
        long encodedBytes = 0;
        if (Entry.isStructured(entry)) {
            encodedBytes = encoder.encode(entry);
        }
        long bytes = Batch.bytesFor(entry, encodedBytes);
        roomFor(bytes).add(database, entry, encoder.address(), encodedBytes);
        encoder.clear();
        if (isChange) {
            copiedForChanges += bytes;
        }
    }

    private int indexOf(EntryStore store) {
        for (int i = 0; i < stores.length; i++) {
            if (stores[i] == store) {
                return i;
            }
        }
        return -1;
    }

    private Batch roomFor(long bytes) {
        Batch open = filling;
        if (open != null && open.hasRoomFor(bytes)) {
            return open;
        }
        handOut();
        Batch fresh = bytes <= Batch.USUAL_BYTES ? free.poll() : null;
        if (fresh == null) {
            fresh = new Batch(slabs, Math.max(bytes, Batch.USUAL_BYTES));
        }
        filling = fresh;
        return fresh;
    }

    private void handOut() {
        Batch full = filling;
        filling = null;
        if (full == null) {
            return;
        }
        batchesOut++;
        bytesOut += full.capacity();
        reader.write(full);
    }

    /** Frees everything; no batch is out, and every entry was marked. */
    @Override
    public void close() {
        assert batchesOut == 0 && loans.isEmpty();
        free.forEach(Batch::free);
        free.clear();
        encoder.close();
    }
}
