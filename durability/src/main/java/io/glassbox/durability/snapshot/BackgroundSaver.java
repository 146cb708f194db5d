package io.glassbox.durability.snapshot;

import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.RDB_KEY_SAVE_DELAY;
import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.SAVE;
import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.SNAPSHOT_COPY_LIMIT;

import io.glassbox.durability.rdb.RdbWriter;
import io.glassbox.durability.rdb.ValueWriter;
import io.glassbox.engine.change.ChangeListener;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.PersistenceStatistics;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.foundation.setting.value.SavePoint;
import io.glassbox.structure.memory.ByteView;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Saves while everything goes on: BGSAVE and the save points. The engine copies what is to be saved, a little at a time
 * ({@link Snapshot}), and another thread writes it ({@link SnapshotWriter}).
 */
public final class BackgroundSaver implements AutoCloseable {
    /** What the engine copies between two looks at the network. */
    private static final long SLICE_NANOS = 300_000;

    /** After a failure save points wait for so long. */
    private static final long RETRY_SECONDS = 5;

    /** A look at the other thread when the engine has to wait for it. */
    private static final long WAIT_NANOS = 100_000;

    /** A save that runs: the walk, the thread, and what the counters said when it began. */
    private record Run(Snapshot snapshot, SnapshotWriter writer, Thread thread, long dirty) {}

    private final Server server;
    private final Saver saver;
    private final Libraries libraries;
    private final SnapshotForm form;
    private final Runnable wake;
    private @Nullable Run run;

    /** A run that was aborted and whose entries are still being marked; the next one waits for it. */
    private boolean isAborted;

    private boolean isEnded;
    private long triedUnix;

    /** {@code wake}: has the engine's loop turn once more; from any thread. */
    public BackgroundSaver(Server server, Saver saver, Libraries libraries, Runnable wake) {
        this.server = server;
        this.saver = saver;
        this.libraries = libraries;
        this.form = new SnapshotForm(server);
        this.wake = wake;
        server.databases().changes().listen(new Emptyings());
    }

    /** A snapshot of what is emptied would be one of what nobody wants to keep. */
    private final class Emptyings implements ChangeListener {
        @Override
        public void keyChanged(int database, ByteView key, KeyEvent event) {}

        @Override
        public void databaseFlushing(int database) {
            Run current = run;
            if (current != null) {
                current.snapshot.emptied(database);
                abort();
            }
        }
    }

    /** Begins to save; as soon as an aborted save has come to its end, if there is one. */
    public void begin() {
        if (run != null) {
            server.persistenceStatistics().scheduleSave(true);
            return;
        }
        server.persistenceStatistics().scheduleSave(false);
        triedUnix = server.clock().unixSeconds();
        SnapshotHeader header = form.header(libraries.sources());
        RdbWriter.Form chosen = form.form();
        TypeContext types = server.databases().types();
        SnapshotWriter.Job job = new SnapshotWriter.Job(
                server.directory().files(),
                saver.target(),
                "temp-bg-" + server.log().processId() + ".rdb",
                chosen,
                header,
                ValueWriter.forFiles(types, chosen.version()),
                form.isSummed(),
                form.isSynced(),
                server.settings().get(RDB_KEY_SAVE_DELAY),
                server.clock()::sleep);
        SnapshotWriter writer = new SnapshotWriter(job, wake);
        Thread thread = Thread.ofPlatform().name("glassbox-snapshot").daemon().unstarted(writer);
        Snapshot snapshot =
                new Snapshot(server.databases(), ValueWriter.forFiles(types, chosen.version()), writer::write);
        isAborted = false;
        isEnded = false;
        run = new Run(snapshot, writer, thread, server.databases().changes().dirty());
        server.persistenceStatistics().saveBegins(server.clock().unixSeconds(), header.keys());
        server.log().notice("Background saving started");
        thread.start();
    }

    /** Whether a save runs whose file will be kept. */
    public boolean isSaving() {
        return run != null && !isAborted;
    }

    /** Leaves a save that runs: nothing stays of it, and nothing is said of its success. */
    public void abort() {
        Run current = run;
        if (current != null && !isAborted) {
            isAborted = true;
            current.snapshot.giveUp();
            current.writer.abort();
            current.thread.interrupt();
            server.persistenceStatistics().saveAborted();
            server.log().notice("Background saving aborted");
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
            server.persistenceStatistics().saveGoesOn(current.writer.keys(), current.snapshot.copiedForChanges());
        }
        if (current.writer.isOver()) {
            hasMore |= over(current);
        }
        return hasMore;
    }

    private static void takeBack(Run current) {
        Batch batch = current.writer.takeBack();
        while (batch != null) {
            current.snapshot.takeBack(batch);
            batch = current.writer.takeBack();
        }
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
        String failure = current.writer.failure();
        if (!isAborted) {
            reckon(current, failure);
        }
        current.writer.giveBackAll();
        takeBack(current);
        if (!current.snapshot.isComplete()) {
            if (!isAborted) {
                isAborted = true;
                current.snapshot.giveUp();
            }
            return true;
        }
        current.snapshot.close();
        run = null;
        return false;
    }

    private void reckon(Run current, @Nullable String failure) {
        PersistenceStatistics state = server.persistenceStatistics();
        state.saveEnds(server.clock().unixSeconds(), failure == null);
        if (failure == null) {
            server.databases().changes().saved(current.dirty);
            server.log().notice("Background saving terminated with success");
        } else {
            server.log().warning("Write error saving DB on disk(" + saver.target() + "): " + failure);
            server.log().warning("Background saving error");
        }
    }

    /** Begins what was scheduled, or what a save point asks for: a few times a second. */
    public void cron() {
        PersistenceStatistics state = server.persistenceStatistics();
        if (run != null || state.isLoading()) {
            return;
        }
        if (state.isSaveScheduled()) {
            begin();
            return;
        }
        long now = server.clock().unixSeconds();
        long dirty = server.databases().changes().dirtySinceLastSave();
        boolean mayTry = state.lastSaveSucceeded() || now - triedUnix > RETRY_SECONDS;
        for (SavePoint point : server.settings().get(SAVE)) {
            if (mayTry && dirty >= point.changes() && now - state.lastSaveUnix() > point.seconds()) {
                server.log().notice(point.changes() + " changes in " + point.seconds() + " seconds. Saving...");
                begin();
                return;
            }
        }
    }

    /** Leaves a save that runs and waits until nothing of it is left. */
    @Override
    public void close() {
        abort();
        Run current = run;
        while (current != null) {
            if (!current.writer.isOver()) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
            step();
            current = run;
        }
    }
}
