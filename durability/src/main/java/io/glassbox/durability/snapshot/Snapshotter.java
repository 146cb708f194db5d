package io.glassbox.durability.snapshot;

import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.RDB_KEY_SAVE_DELAY;
import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.SNAPSHOT_COPY_LIMIT;

import io.glassbox.engine.change.ChangeListener;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.server.Server;
import io.glassbox.structure.memory.ByteView;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots while everything goes on, one at a time, whoever orders them. The engine copies what is to be saved, a little at
 * a time ({@link Snapshot}), and another thread writes it ({@link SnapshotWriter}).
 */
public final class Snapshotter implements AutoCloseable {
    /** What the engine copies between two looks at the network. */
    private static final long SLICE_NANOS = 300_000;

    /** A look at the other thread when the engine has to wait for it. */
    private static final long WAIT_NANOS = 100_000;

    /** A snapshot that is being taken: the walk, the thread, and what it is for. */
    private record Run(Snapshot snapshot, SnapshotWriter writer, Thread thread, SnapshotOrder order) {}

    private final Server server;
    private final SnapshotForm form;
    private final Runnable wake;
    private final ThreadFactory background;
    private @Nullable Run run;

    /** A run that was aborted and whose entries are still being marked; the next one has to wait for it. */
    private boolean isAborted;

    private boolean isEnded;

    /**
     * @param wake has the engine's loop turn once more; from any thread
     * @param background makes the threads that write
     */
    public Snapshotter(Server server, Runnable wake, ThreadFactory background) {
        this.server = server;
        this.form = new SnapshotForm(server);
        this.wake = wake;
        this.background = background;
        server.databases().changes().listen(new Emptyings());
    }

    /** A snapshot of what is emptied would be one of what nobody wants to keep. */
    private final class Emptyings implements ChangeListener {
        @Override
        public void keyChanged(int database, ByteView key, KeyEvent event) {}

        @Override
        public void databaseFlushing(int database) {
            Run current = run;
            if (current == null) {
                return;
            }
            boolean isUnharmed = current.snapshot.isComplete()
                    || server.databases().get(database).size() == 0;
            current.snapshot.emptied(database);
            // The append-only file goes on with the deletion itself, so a base that is not harmed stays good.
            if (!current.order.isBase() || !isUnharmed) {
                abort(current.order.outcome());
            }
        }
    }

    /** Whether a snapshot is being taken that will be kept. */
    public boolean isRunning() {
        Run current = run;
        return current != null && !isAborted && current.order.isKept();
    }

    /** Whether none can begin: one is being taken, or there are traces left of one that was aborted. */
    public boolean isBusy() {
        return run != null;
    }

    /** Begins one of the data as it is now; not while this {@link #isBusy}. */
    public void begin(SnapshotOrder order) {
        assert run == null;
        SnapshotFormat format = form.format(order.isBase());
        SnapshotWriter.Job job = new SnapshotWriter.Job(
                server.directory().files(),
                order,
                format,
                form.isSummed(),
                server.settings().get(RDB_KEY_SAVE_DELAY),
                server.clock()::sleep);
        SnapshotWriter writer = new SnapshotWriter(job, wake);
        Thread thread = background.newThread(writer);
        thread.setName("glassbox-snapshot");
        Snapshot snapshot = new Snapshot(server.databases(), format, writer);
        server.lending().begin(snapshot::isLent);
        isAborted = false;
        isEnded = false;
        run = new Run(snapshot, writer, thread, order);
        server.persistenceStatistics().walkBegins(form.keys());
        thread.start();
    }

    /** Leaves the snapshot that is being taken for somebody, if there is one: nothing stays of it. */
    public void abort(SnapshotOrder.Outcome outcome) {
        Run current = run;
        if (current != null && !isAborted && current.order.outcome().equals(outcome)) {
            isAborted = true;
            current.writer.abort();
            current.thread.interrupt();
            giveUp(current);
            server.persistenceStatistics().walkEnds();
            outcome.aborted();
        }
    }

    /** A piece of the work; whether there is more that can be done at once. */
    public boolean step() {
        Run current = run;
        if (current == null) {
            return false;
        }
        takeBack(current);
        boolean hasMore = current.snapshot.step(server.clock().nanosNow() + SLICE_NANOS);
        if (current.snapshot.isComplete() && !isEnded && !isAborted) {
            isEnded = true;
            current.writer.finish();
        }
        waitForRoom(current);
        if (!isAborted) {
            server.persistenceStatistics().walkGoesOn(current.writer.keys(), current.snapshot.copiedForChanges());
        }
        if (current.writer.isOver()) {
            hasMore |= over(current);
        }
        return hasMore;
    }

    private void takeBack(Run current) {
        Batch batch = current.writer.takeBack();
        while (batch != null) {
            current.snapshot.takeBack(batch);
            batch = current.writer.takeBack();
        }
        Loan loan = current.writer.takeBackLoan();
        while (loan != null) {
            current.snapshot.takeBack(loan);
            server.lending().retry();
            loan = current.writer.takeBackLoan();
        }
    }

    private void giveUp(Run current) {
        current.snapshot.giveUp();
        server.lending().end();
    }

    /** Those who wait for a value that nobody begins to read do not wait for ever: a few times a second. */
    public void cron() {
        server.lending().retry();
    }

    /** Writes that are faster than the disk for long are held up here, before the copies of what they change fill memory. */
    private void waitForRoom(Run current) {
        long most = server.settings().get(SNAPSHOT_COPY_LIMIT);
        while (current.snapshot.bytesOut() > most && !current.writer.isOver()) {
            LockSupport.parkNanos(WAIT_NANOS);
            takeBack(current);
        }
    }

    /** The thread has ended; whether the walk has to go on all the same. */
    private boolean over(Run current) {
        boolean isNews = !isAborted;
        current.writer.giveBackAll();
        takeBack(current);
        boolean isComplete = current.snapshot.isComplete();
        if (isComplete) {
            current.snapshot.close();
            server.lending().end();
            run = null;
        } else if (!isAborted) {
            isAborted = true;
            giveUp(current);
        }
        if (isNews) {
            server.persistenceStatistics().walkEnds();
            current.order.outcome().ended(current.writer.failure());
        }
        return !isComplete;
    }

    /** Leaves a snapshot that is being taken and waits until nothing of it is left. */
    @Override
    public void close() {
        Run current = run;
        if (current != null) {
            abort(current.order.outcome());
        }
        while (current != null) {
            if (!current.writer.isOver()) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
            step();
            current = run;
        }
    }
}
