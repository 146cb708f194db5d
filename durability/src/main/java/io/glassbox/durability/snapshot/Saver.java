package io.glassbox.durability.snapshot;

import io.glassbox.durability.rdb.RdbFileOutput;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Saves everything at once, and nothing else happens meanwhile: SAVE, and the snapshot of a server that stops. */
public final class Saver {
    private final Server server;
    private final Slabs slabs;
    private final SnapshotForm form;

    public Saver(Server server) {
        this.server = server;
        this.slabs = server.slabs();
        this.form = new SnapshotForm(server);
    }

    /** Where the snapshot is kept. */
    public Path target() {
        return server.directory().resolve(server.settings().get(PersistenceSettings.DBFILENAME));
    }

    /** Saves; false, and the reason is in the log, if that failed. */
    public boolean save() {
        long dirty = server.databases().changes().dirty();
        Path target = target();
        boolean isDone = write(target);
        if (isDone) {
            server.log().notice("DB saved on disk");
            server.databases().changes().saved(dirty);
            server.persistenceStatistics().saved(server.clock().unixSeconds());
        }
        return isDone;
    }

    private boolean write(Path target) {
        SnapshotFile file;
        try {
            file = SnapshotFile.create(server.directory().files(), target, temporaryName());
        } catch (IOException e) {
            server.log()
                    .warning("Failed opening the temp RDB file for " + target + " for saving: " + FileErrors.reason(e));
            return false;
        }
        try {
            write(file, false);
            file.commit();
            return true;
        } catch (IOException e) {
            file.abandon();
            server.log().warning("Write error saving DB on disk(" + target + "): " + FileErrors.reason(e));
            return false;
        }
    }

    private String temporaryName() {
        return "temp-" + server.log().processId() + ".rdb";
    }

    /** For a process that ends at once, from any thread: nothing stays of a snapshot that is being written. */
    public void removeTemporary() {
        SnapshotFile.remove(server.directory().files(), target().resolveSibling(temporaryName()));
    }

    /** Writes the same for the append-only file to begin with; nothing is counted as saved. */
    public void saveBase(Path target, String temporaryName) throws IOException {
        SnapshotFile file = SnapshotFile.create(server.directory().files(), target, temporaryName);
        try {
            write(file, true);
            file.commit();
        } catch (IOException e) {
            file.abandon();
            throw e;
        }
    }

    private void write(SnapshotFile file, boolean isBase) throws IOException {
        RdbFileOutput target = new RdbFileOutput(file.file(), form.isSummed(), form.isSynced());
        try (EntryOutput out = form.format(isBase).open(slabs, target)) {
            out.begin();
            writeKeys(out);
            out.end();
        } catch (UncheckedIOException e) {
            throw new IOException(FileErrors.reason(e), e);
        }
    }

    private void writeKeys(EntryOutput out) {
        Databases databases = server.databases();
        for (int i = 0; i < databases.count(); i++) {
            int index = i;
            databases.get(i).store().table().forEach(entry -> {
                out.entry(index, entry);
                long delay = form.delayNanos();
                if (delay > 0) {
                    server.clock().sleep(delay);
                }
            });
        }
    }
}
