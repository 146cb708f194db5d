package io.glassbox.durability.aof;

import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.durability.snapshot.Saver;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.AppendOnlyFigures;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.foundation.setting.declare.SettingRefused;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file of a server: loaded at the start, written while it runs. While it is off it costs nothing: no effect is
 * even told. Lives on the engine's thread.
 */
public final class AppendOnly implements AutoCloseable {
    private final Server server;
    private final CommandPipeline pipeline;
    private final ValueReader values;
    private final Saver saver;
    private final AofDirectory directory;
    private final CommandBuffer buffer;
    private final CommandStream stream;
    private final DiskThread disk = new DiskThread();
    private final AofWriter writer;
    private @Nullable AofLoading loading;
    private boolean on;
    /** Bytes of the files before the one that is written. */
    private long pastBytes;

    private long baseBytes;

    public AppendOnly(Server server, CommandPipeline pipeline, ValueReader values, Saver saver) {
        this.server = server;
        this.pipeline = pipeline;
        this.values = values;
        this.saver = saver;
        this.directory = new AofDirectory(server);
        this.buffer = new CommandBuffer(server.slabs());
        this.stream = new CommandStream(buffer, server.clock());
        this.writer = new AofWriter(server, buffer, stream, disk);
        server.settings().onChange(PersistenceSettings.AOF_TIMESTAMP_ENABLED, stream::time);
        stream.time(server.settings().get(PersistenceSettings.AOF_TIMESTAMP_ENABLED));
        server.settings().applyWith(this::follow, PersistenceSettings.APPENDONLY);
    }

    /** Whether writes go to the file. */
    public boolean isOn() {
        return on;
    }

    /** Begins to load what the files have; {@link #isLoading} says whether there is anything. Throws {@link LoadFailed}. */
    public void load() {
        try {
            directory.readManifest();
            directory.upgrade();
        } catch (IOException e) {
            throw new LoadFailed(
                    "The append only files in " + directory.path() + " could not be prepared: " + FileErrors.reason(e));
        }
        pastBytes = 0;
        baseBytes = 0;
        if (!directory.manifest().isEmpty()) {
            loading = new AofLoading(server, pipeline, directory, values);
        }
    }

    public boolean isLoading() {
        return loading != null;
    }

    /** Goes on loading until the monotonic clock reaches the deadline; false at the end. Throws {@link LoadFailed}. */
    public boolean step(long deadlineNanos) {
        AofLoading current = loading;
        if (current == null) {
            return false;
        }
        boolean hasMore = false;
        try {
            hasMore = current.step(deadlineNanos);
        } finally {
            if (!hasMore) {
                current.close();
                loading = null;
            }
        }
        if (!hasMore) {
            pastBytes = current.loadedBytes();
            baseBytes = current.baseBytes();
        }
        return hasMore;
    }

    /** Begins to write, behind what was loaded; throws {@link LoadFailed}, since a server without its file must not begin. */
    public void start() {
        try {
            directory.create();
            AofManifest manifest = directory.manifest();
            if (manifest.isEmpty()) {
                String base = manifest.nextBase(directory.prefix(), isSnapshotBase());
                server.log().notice("Creating AOF base file " + base + " on server start");
                writeBase(directory.file(base));
                manifest = manifest.rebased(base, 0);
            }
            boolean isNew = manifest.increments().isEmpty();
            AofManifest next = isNew ? manifest.incremented(directory.prefix()) : manifest;
            String name = next.increments().getLast().name();
            server.log().notice((isNew ? "Creating" : "Opening") + " AOF incr file " + name + " on server start");
            StoredFile file = open(name);
            if (!next.equals(directory.manifest())) {
                directory.store(next);
            }
            begin(file);
            directory.deleteHistory(disk);
        } catch (IOException e) {
            throw new LoadFailed("Can't open the append-only file: " + FileErrors.reason(e));
        }
    }

    private boolean isSnapshotBase() {
        return server.settings().get(PersistenceSettings.AOF_USE_RDB_PREAMBLE);
    }

    /** Writes all data as it is now. */
    private void writeBase(Path target) throws IOException {
        saver.saveBase(target);
        try (StoredFile file = server.directory().files().open(target, FileSystem.Mode.READ)) {
            baseBytes = file.size();
        }
    }

    private StoredFile open(String name) throws IOException {
        return server.directory().files().open(directory.file(name), FileSystem.Mode.UPDATE);
    }

    private void begin(StoredFile file) throws IOException {
        long bytes = file.size();
        writer.open(file, bytes);
        pastBytes = Math.max(baseBytes, pastBytes - bytes);
        on = true;
        pipeline.propagateTo(stream);
    }

    /** CONFIG SET appendonly. */
    private void follow() throws SettingRefused {
        boolean wanted = server.settings().get(PersistenceSettings.APPENDONLY);
        if (wanted == on || server.persistenceStatistics().isLoading()) {
            return;
        }
        if (!wanted) {
            turnOff();
            return;
        }
        try {
            directory.create();
            directory.readManifest();
            rebase();
        } catch (IOException | LoadFailed e) {
            String reason = e instanceof IOException failure ? FileErrors.reason(failure) : e.getMessage();
            server.log().warning("The append-only file could not be turned on: " + reason);
            throw new SettingRefused("Unable to turn on AOF. Check server logs.");
        }
    }

    /** Everything anew: a base of all data, and an empty file behind it. */
    private void rebase() throws IOException {
        writer.finish();
        AofManifest next = directory.manifest().incremented(directory.prefix());
        String base = next.nextBase(directory.prefix(), isSnapshotBase());
        writeBase(directory.file(base));
        StoredFile file = open(next.increments().getLast().name());
        directory.store(next.rebased(base, 1));
        pastBytes = 0;
        begin(file);
        directory.deleteHistory(disk);
    }

    private void turnOff() {
        pipeline.propagateTo(null);
        writer.finish();
        writer.close();
        buffer.close();
        on = false;
        server.log().notice("AOF is off: nothing is appended from here on");
    }

    /** Writes what the turn has brought; to be called before its replies go out. Throws {@link AofLost}. */
    public void write() {
        if (on) {
            writer.write(false);
        }
    }

    /** Writes and forces everything; false if that failed. */
    public boolean finish() {
        return !on || writer.finish();
    }

    /** Why nothing can be appended; null if all is well. */
    public @Nullable String failure() {
        return on ? writer.failure() : null;
    }

    /** DEBUG LOADAOF: what the files have, in the place of what is in memory. Throws {@link LoadFailed}. */
    public void reload() {
        if (on) {
            writer.finish();
        }
        server.databases().flushAll(false);
        pipeline.propagateTo(null);
        try {
            load();
            while (isLoading()) {
                step(Long.MAX_VALUE);
            }
        } finally {
            if (on) {
                pastBytes = Math.max(0, pastBytes - writer.fileBytes());
                pipeline.propagateTo(stream);
            }
        }
    }

    public AppendOnlyFigures figures() {
        return new AppendOnlyFigures(
                on,
                AppendOnlyFigures.Rewrites.none(),
                0,
                failure() == null,
                pastBytes + writer.fileBytes() + buffer.length(),
                baseBytes,
                buffer.length(),
                buffer.heldBytes(),
                disk.isSyncing(),
                writer.delayedSyncs());
    }

    @Override
    public void close() {
        AofLoading current = loading;
        if (current != null) {
            current.close();
        }
        try {
            finish();
        } catch (AofLost lost) {
            server.log().warning(lost.text());
        }
        writer.close();
        disk.close();
        buffer.close();
    }
}
