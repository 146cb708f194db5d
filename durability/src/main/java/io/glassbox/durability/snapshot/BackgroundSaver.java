package io.glassbox.durability.snapshot;

import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.RDB_SAVE_INCREMENTAL_FSYNC;
import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.SAVE;

import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.PersistenceStatistics;
import io.glassbox.foundation.setting.value.SavePoint;
import org.jspecify.annotations.Nullable;

/** Saves while everything goes on: BGSAVE and the save points. */
public final class BackgroundSaver implements SnapshotOrder.Outcome {
    /** After a failure save points wait for so long. */
    private static final long RETRY_SECONDS = 5;

    private final Server server;
    private final Saver saver;
    private final Snapshotter snapshotter;
    private long triedUnix;
    private long dirty;

    public BackgroundSaver(Server server, Saver saver, Snapshotter snapshotter) {
        this.server = server;
        this.saver = saver;
        this.snapshotter = snapshotter;
    }

    /** Begins to save; or as soon as whatever is in the way has come to its end. */
    public void begin() {
        PersistenceStatistics state = server.persistenceStatistics();
        if (snapshotter.isBusy()) {
            state.scheduleSave(true);
            return;
        }
        state.scheduleSave(false);
        triedUnix = server.clock().unixSeconds();
        dirty = server.databases().changes().dirty();
        state.saveBegins(triedUnix);
        server.log().notice("Background saving started");
        snapshotter.begin(new SnapshotOrder(
                saver.target(), temporaryName(), true, false, server.settings().get(RDB_SAVE_INCREMENTAL_FSYNC), this));
    }

    private String temporaryName() {
        return "temp-bg-" + server.log().processId() + ".rdb";
    }

    /** For a process that ends at once, from any thread: nothing stays of a snapshot that is being written. */
    public void removeTemporary() {
        SnapshotFile.remove(server.directory().files(), saver.target().resolveSibling(temporaryName()));
    }

    /** Has it done as soon as nothing is in the way. */
    public void schedule() {
        server.persistenceStatistics().scheduleSave(true);
    }

    /** Whether a save runs whose file will be kept. */
    public boolean isSaving() {
        return server.persistenceStatistics().isSaving();
    }

    /** Whether a snapshot is taken for something else. */
    public boolean isBlocked() {
        return snapshotter.isRunning() && !isSaving();
    }

    /** Leaves a save that runs: nothing stays of it, and nothing is said of its success. */
    public void abort() {
        snapshotter.abort(this);
    }

    @Override
    public void aborted() {
        server.persistenceStatistics().saveAborted();
        server.log().notice("Background saving aborted");
    }

    @Override
    public void ended(@Nullable String failure) {
        PersistenceStatistics state = server.persistenceStatistics();
        state.saveEnds(server.clock().unixSeconds(), failure == null);
        if (failure == null) {
            server.databases().changes().saved(dirty);
            server.log().notice("Background saving terminated with success");
        } else {
            server.log().warning("Write error saving DB on disk(" + saver.target() + "): " + failure);
            server.log().warning("Background saving error");
        }
    }

    /** Begins what was scheduled, or what a save point asks for: a few times a second. */
    public void cron() {
        PersistenceStatistics state = server.persistenceStatistics();
        if (snapshotter.isBusy() || state.isLoading()) {
            return;
        }
        if (state.isSaveScheduled()) {
            begin();
            return;
        }
        long now = server.clock().unixSeconds();
        long changes = server.databases().changes().dirtySinceLastSave();
        boolean mayTry = state.lastSaveSucceeded() || now - triedUnix > RETRY_SECONDS;
        for (SavePoint point : server.settings().get(SAVE)) {
            if (mayTry && changes >= point.changes() && now - state.lastSaveUnix() > point.seconds()) {
                server.log().notice(point.changes() + " changes in " + point.seconds() + " seconds. Saving...");
                begin();
                return;
            }
        }
    }
}
