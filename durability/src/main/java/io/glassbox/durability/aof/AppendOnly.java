package io.glassbox.durability.aof;

import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.durability.snapshot.Saver;
import io.glassbox.durability.snapshot.Snapshotter;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.AppendOnlyFigures;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.foundation.setting.declare.SettingRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file of a server: loaded at the start, written while it runs, rewritten now and then. While it is off it costs
 * nothing: no effect is even told. Lives on the engine's thread.
 */
public final class AppendOnly implements AutoCloseable {
    private final Server server;
    private final CommandPipeline pipeline;
    private final ValueReader values;
    private final Saver saver;
    private final Snapshotter snapshotter;
    private final AofDirectory directory;
    private final AofLog log;
    private final AofRewrite rewrite;
    private @Nullable AofLoading loading;

    /** {@code wake}: has the engine's loop turn once more; from any thread. */
    public AppendOnly(
            Server server,
            CommandPipeline pipeline,
            ValueReader values,
            Saver saver,
            Snapshotter snapshotter,
            Runnable wake) {
        this.server = server;
        this.pipeline = pipeline;
        this.values = values;
        this.saver = saver;
        this.snapshotter = snapshotter;
        this.directory = new AofDirectory(server);
        this.log = new AofLog(server, pipeline, directory, snapshotter::isRunning, wake);
        this.rewrite = new AofRewrite(server, log, directory, snapshotter);
        server.settings().applyWith(this::follow, PersistenceSettings.APPENDONLY);
    }

    public AofRewrite rewrite() {
        return rewrite;
    }

    /** The files that a restart would load, in their order; none while nothing is appended. */
    public List<Path> parts() {
        List<Path> files = new ArrayList<>();
        if (log.isOn()) {
            directory.manifest().parts().forEach(part -> files.add(directory.file(part.name())));
        }
        return files;
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
            log.loaded(current.loadedBytes(), current.baseBytes());
        }
        return hasMore;
    }

    /** Begins to write, behind what was loaded; throws {@link LoadFailed}, since a server without its file must not begin. */
    public void start() {
        try {
            log.start(saver);
        } catch (IOException e) {
            throw new LoadFailed("Can't open the append-only file: " + FileErrors.reason(e));
        }
    }

    /** CONFIG SET appendonly. */
    private void follow() throws SettingRefused {
        boolean wanted = server.settings().get(PersistenceSettings.APPENDONLY);
        if (wanted == !log.isOff() || server.persistenceStatistics().isLoading()) {
            return;
        }
        if (wanted) {
            turnOn();
        } else {
            rewrite.abort();
            log.turnOff();
            server.log().notice("AOF is off: nothing is appended from here on");
        }
    }

    /** The files count from the moment that there is a base, which is written in the background. */
    private void turnOn() throws SettingRefused {
        rewrite.abort();
        try {
            log.enable();
        } catch (IOException | LoadFailed e) {
            String reason = e instanceof IOException failure ? FileErrors.reason(failure) : e.getMessage();
            throw notTurnedOn(reason);
        }
        if (snapshotter.isRunning()) {
            rewrite.schedule();
            server.log()
                    .notice("AOF was enabled but there is already another background operation. An AOF background was"
                            + " scheduled to start when possible.");
        } else if (pipeline.isNested()) {
            rewrite.schedule();
            server.log()
                    .notice("AOF was enabled during a transaction. An AOF background was scheduled to start when"
                            + " possible.");
        } else if (rewrite.begin() == AofRewrite.Begun.FAILED) {
            rewrite.abort();
            log.turnOff();
            throw notTurnedOn("no rewrite could begin");
        }
    }

    private SettingRefused notTurnedOn(@Nullable String reason) {
        server.log().warning("The append-only file could not be turned on: " + reason);
        return new SettingRefused("Unable to turn on AOF. Check server logs.");
    }

    /** Writes what the turn has brought; to be called before its replies go out. Throws {@link AofLost}. */
    public void write() {
        log.writer().write(false);
    }

    /**
     * Leaves a rewrite, and writes and forces everything; false if the server has to stay, because something would be lost that is
     * not lost by force.
     */
    public boolean prepareStop(boolean isForced) {
        if (rewrite.isRunning() && log.isWaiting()) {
            server.log().warning("Writing initial AOF" + (isForced ? ". Exit anyway." : ", can't exit"));
            if (!isForced) {
                return false;
            }
        }
        rewrite.abort();
        if (!log.finish() && !isForced) {
            server.log().warning("The append-only file could not be written, can't exit.");
            return false;
        }
        return true;
    }

    public boolean isOff() {
        return log.isOff();
    }

    /** How much of the stream of effects there is, in bytes since the start. */
    public long offset() {
        return log.stream().total();
    }

    /** Whether so much of it would be there after a crash. */
    public boolean isSynced(long offset) {
        return log.isOn() && log.disk().synced() >= offset;
    }

    /** Why nothing can be appended; null if all is well. */
    public @Nullable String failure() {
        return log.writer().isOpen() ? log.writer().failure() : null;
    }

    /** DEBUG LOADAOF: what the files have, in the place of what is in memory. Throws {@link LoadFailed}. */
    public void reload() {
        log.finish();
        // What is loaded is told to nobody, so a base of before, or of half of it, would not fit what follows.
        snapshotter.abort(rewrite);
        long dirty = server.databases().changes().dirty();
        server.databases().flushAll(false);
        server.scripts().functions().clear();
        log.pause(true);
        try {
            load();
            while (isLoading()) {
                step(Long.MAX_VALUE);
            }
        } finally {
            log.pause(false);
            server.databases().changes().loaded(dirty);
        }
    }

    /** For tests: every write takes so much longer. */
    public void delayWrites(long nanos) {
        log.writer().delay(nanos);
    }

    public AppendOnlyFigures figures() {
        return new AppendOnlyFigures(
                !log.isOff(),
                rewrite.figures(),
                failure() == null,
                log.size(),
                log.baseBytes(),
                log.buffer().length(),
                log.buffer().heldBytes(),
                log.disk().isSyncing(),
                log.writer().delayedSyncs());
    }

    @Override
    public void close() {
        AofLoading current = loading;
        if (current != null) {
            current.close();
        }
        log.close();
    }
}
