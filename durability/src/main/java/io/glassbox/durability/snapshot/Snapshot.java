package io.glassbox.durability.snapshot;

import io.glassbox.engine.entry.ChangeGuard;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All data as it is at one moment, handed out while it goes on changing: without a fork, without a second copy of it. Entries are
 * copied into batches, which a consumer takes to another thread; bucket by bucket in the pauses between commands, and an entry that
 * is about to change before its turn at once ({@link ChangeGuard}). What is out is a copy, so the engine never waits for a reader
 * and a reader never sees a change.
 *
 * <p>A value of many blocks is encoded in one piece by the engine; everything else is a copy of its bytes.
 */
final class Snapshot implements AutoCloseable {
    /** Batches that the walk keeps ready for the reader; what changes does not wait for room. */
    private static final int MOST_AHEAD = 16;

    private final Databases databases;
    private final Slabs slabs;
    private final Consumer<Batch> consumer;
    private final ValueEncoder encoder;
    private final Deque<Batch> free = new ArrayDeque<>();

    /** The stores by the indexes that they had when the snapshot began; null for those that were emptied since. */
    private final @Nullable EntryStore[] stores;

    private @Nullable Batch filling;
    private int current;
    private long cursor;
    private int batchesOut;
    private long bytesOut;
    private boolean walks = true;
    private boolean given = true;
    private boolean isChange = true;
    private long copiedForChanges;

    Snapshot(Databases databases, SnapshotFormat format, Consumer<Batch> consumer) {
        this.databases = databases;
        this.slabs = databases.slabs();
        this.consumer = consumer;
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
            while (walks && (!given || batchesOut < MOST_AHEAD)) {
                walkBucket();
                if (databases.clock().nanosNow() >= deadlineNanos) {
                    return walks;
                }
            }
            return false;
        } finally {
            isChange = true;
        }
    }

    private void walkBucket() {
        EntryStore store = current < stores.length ? stores[current] : null;
        if (store != null && store.size() > 0) {
            cursor = store.table().scan(cursor, store::beforeChange);
        } else {
            cursor = 0;
        }
        if (cursor == 0) {
            current++;
        }
        if (current >= stores.length) {
            walks = false;
            databases.guard().end();
            handOut();
        }
    }

    /** Whether every entry was copied and handed out. */
    boolean isComplete() {
        return !walks;
    }

    /** From here on nothing is handed out, but the walk goes on: every entry has to be marked. */
    void giveUp() {
        given = false;
        Batch last = filling;
        if (last != null) {
            last.free();
            filling = null;
        }
        if (walks) {
            databases.guard().goOn((store, entry) -> {});
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

    /** Memory that batches take which the consumer has. */
    long bytesOut() {
        return bytesOut;
    }

    /** Bytes copied because a value was about to change. */
    long copiedForChanges() {
        return copiedForChanges;
    }

    private void keep(EntryStore store, long entry) {
        int database = indexOf(store);
        if (database < 0) {
            return;
        }
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
        consumer.accept(full);
    }

    /** Frees everything; no batch is out, and every entry was marked. */
    @Override
    public void close() {
        assert batchesOut == 0;
        free.forEach(Batch::free);
        free.clear();
        encoder.close();
    }
}
