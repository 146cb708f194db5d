package io.glassbox.durability.snapshot;

import io.glassbox.durability.rdb.RdbFileOutput;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that turns copies of entries into a file: it encodes, compresses, sums and writes, and sees nothing of the server but
 * the batches that it is handed. It has memory of its own for that.
 */
final class SnapshotWriter implements Snapshot.Reader, Runnable {
    /** {@code sleep} waits {@code delayMicros} after each key, for tests. */
    record Job(
            FileSystem files,
            SnapshotOrder order,
            SnapshotFormat format,
            boolean isSummed,
            int delayMicros,
            LongConsumer sleep) {}

    /** Addresses to reserve: the buffer, and one string at a time that is compressed. */
    private static final long RANGE_BYTES = 16L << 30;

    private static final long NANOS_PER_MICRO = 1000;

    private final Job job;
    private final Runnable wake;
    private final BlockingQueue<Item> incoming = new LinkedBlockingQueue<>();
    private final Queue<Batch> done = new ConcurrentLinkedQueue<>();
    private final Queue<Loan> loansDone = new ConcurrentLinkedQueue<>();
    private volatile long keys;
    private volatile boolean aborted;
    private volatile boolean over;
    private volatile @Nullable String failure;

    /** What the thread is sent. */
    private sealed interface Item {
        /** Entries to write. */
        record Entries(Batch batch) implements Item {}

        /** An entry whose value is to be read where it is. */
        record Value(Loan loan) implements Item {}

        /** There are no more. */
        record End() implements Item {}
    }

    /** {@code wake}: tells the engine that there is something to see. */
    SnapshotWriter(Job job, Runnable wake) {
        this.job = job;
        this.wake = wake;
    }

    @Override
    public void write(Batch batch) {
        incoming.add(new Item.Entries(batch));
    }

    @Override
    public void write(Loan loan) {
        incoming.add(new Item.Value(loan));
    }

    /** Nothing follows: the file is to be finished. */
    void finish() {
        incoming.add(new Item.End());
    }

    /** Whatever there is, it is to be left: nothing stays of the file. */
    void abort() {
        aborted = true;
        incoming.add(new Item.End());
    }

    /** A batch that is written, or null. */
    @Nullable
    Batch takeBack() {
        return done.poll();
    }

    /** A loan that is over, or null. */
    @Nullable
    Loan takeBackLoan() {
        return loansDone.poll();
    }

    /** Keys written so far. */
    long keys() {
        return keys;
    }

    /** Whether the thread is done with everything. */
    boolean isOver() {
        return over;
    }

    /** Why the file could not be written; null if it could. */
    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public void run() {
        try (Slabs slabs = Slabs.create(RANGE_BYTES)) {
            SnapshotFile file = SnapshotFile.create(
                    job.files(), job.order().target(), job.order().temporaryName());
            try {
                write(file, slabs);
            } catch (IOException | RuntimeException e) {
                file.abandon();
                throw e;
            }
        } catch (UncheckedIOException e) {
            failure = FileErrors.reason(e);
        } catch (IOException e) {
            failure = FileErrors.reason(e);
        } catch (RuntimeException e) {
            failure = e.toString();
        } finally {
            giveBackAll();
            over = true;
            wake.run();
        }
    }

    private void write(SnapshotFile file, Slabs slabs) throws IOException {
        RdbFileOutput target =
                new RdbFileOutput(file.file(), job.isSummed(), job.order().isSynced());
        try (EntryOutput out = job.format().open(slabs, target)) {
            out.begin();
            boolean hasMore = true;
            while (hasMore && !aborted) {
                hasMore = write(take(), out);
            }
            if (aborted) {
                file.abandon();
                return;
            }
            out.end();
            file.commit();
        }
    }

    private Item take() {
        try {
            return incoming.take();
        } catch (InterruptedException e) {
            aborted = true;
            return new Item.End();
        }
    }

    /** Whether more will follow. */
    private boolean write(Item item, EntryOutput out) {
        switch (item) {
            case Item.Entries(Batch batch) -> write(batch, out);
            case Item.Value(Loan loan) -> write(loan, out);
            case Item.End() -> {
                return false;
            }
        }
        return true;
    }

    private void write(Batch batch, EntryOutput out) {
        try {
            for (long record = batch.first(); record != 0 && !aborted; record = batch.next(record)) {
                write(record, out);
                pace(out);
            }
        } finally {
            done.add(batch);
            wake.run();
        }
    }

    private void write(Loan loan, EntryOutput out) {
        if (!loan.begin()) {
            giveBack(loan);
            return;
        }
        try {
            write(loan.batch().first(), out);
        } finally {
            loan.end();
            giveBack(loan);
        }
        pace(out);
    }

    private void giveBack(Loan loan) {
        loansDone.add(loan);
        wake.run();
    }

    private static void write(long record, EntryOutput out) {
        long encodedBytes = Batch.encodedBytes(record);
        if (encodedBytes == 0) {
            out.entry(Batch.database(record), Batch.entry(record));
        } else {
            out.entry(Batch.database(record), Batch.entry(record), Batch.encoded(record), encodedBytes);
        }
    }

    private void pace(EntryOutput out) {
        keys = out.keys();
        int delay = job.delayMicros();
        if (delay > 0) {
            job.sleep().accept(delay * NANOS_PER_MICRO);
        }
    }

    /** Gives back what nobody will write any more; also to be called when {@link #isOver}, for what was sent too late. */
    void giveBackAll() {
        Item item = incoming.poll();
        while (item != null) {
            switch (item) {
                case Item.Entries(Batch batch) -> done.add(batch);
                case Item.Value(Loan loan) -> loansDone.add(loan);
                case Item.End() -> {}
            }
            item = incoming.poll();
        }
    }
}
