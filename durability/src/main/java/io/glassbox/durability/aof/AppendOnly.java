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
import java.util.Objects;
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
    private AofFollower follower = AofFollower.nobody();
    private @Nullable AofLoading loading;
    /** Whether it is on for a backup only, though appendonly says no. */
    private boolean isLent;

    /** Whether the directory was made for that. */
    private boolean isLentDirectory;

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

    /** Tells how bases come along. */
    public void tell(AofFollower whom) {
        follower = whom;
        rewrite.tell(whom);
    }

    /** The files that a restart would load, in their order; none while nothing is appended. */
    public List<Path> parts() {
        List<Path> files = new ArrayList<>();
        if (log.isOn() && !isLent) {
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
            loading = new AofLoading(server, pipeline, directory, values, true);
        }
    }

    /** Begins to load what a manifest of others names; throws {@link LoadFailed}. */
    public void load(Path manifest) {
        loading = new AofLoading(server, pipeline, AofDirectory.of(server, manifest), values, false);
    }

    /** Whether a manifest is the one that {@link #load()} goes by. */
    public boolean isOwn(Path manifest) {
        return directory.has(manifest);
    }

    /** Begins to write anew, from a base of what was loaded from elsewhere; throws {@link LoadFailed}. */
    public void startAnew() {
        try {
            turnOn();
        } catch (SettingRefused e) {
            throw new LoadFailed(e.reason());
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
        if (isLent) {
            isLent = !wanted;
            if (isLent || !log.isOff()) {
                return;
            }
        }
        if (wanted == !log.isOff() || server.persistenceStatistics().isLoading()) {
            return;
        }
        if (wanted) {
            turnOn();
        } else {
            rewrite.abort();
            log.turnOff();
            follower.turnedOff("appendonly is stopped");
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
        if (snapshotter.isRunning() || directory.isBeingDeleted()) {
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

    /**
     * Has the next base made that a backup can begin with, unless one is on its way already; turns the file on for that if need be.
     * {@code mayStart}: whether the data is whole at this moment. Whether the base has begun.
     */
    public boolean wantBase(boolean mayStart) throws IOException {
        if (log.isOff()) {
            rewrite.abort();
            boolean isNew = directory.isBeingDeleted() || directory.isEmpty();
            try {
                log.enable();
            } catch (LoadFailed e) {
                throw new IOException(e.text(), e);
            }
            isLent = true;
            isLentDirectory = isNew;
        }
        if (!rewrite.isUnderWay() && rewrite.want(mayStart) == AofRewrite.Begun.FAILED) {
            takeBack();
            throw new IOException("no rewrite could begin, see the server's log");
        }
        return rewrite.isUnderWay();
    }

    /** Has something done between two commands, as soon as no transaction is half told. */
    public void whenWhole(Runnable task) {
        log.stream().whenWhole(task);
    }

    /** Ends the increment behind that base at this moment; if that fails nothing has changed. */
    public AofCut cut() throws IOException {
        try {
            return log.cut(!isLent);
        } catch (AofLost lost) {
            if (isLent) {
                throw new IOException(lost.text(), lost);
            }
            throw lost;
        }
    }

    /** Whether it is on for a backup only. */
    public boolean isLent() {
        return isLent;
    }

    /** What was turned on for a backup is turned off again, and its files go if nothing else was where they are. */
    public void takeBack() {
        if (!isLent) {
            return;
        }
        isLent = false;
        if (!log.isOff()) {
            rewrite.abort();
            log.drop();
        }
        if (isLentDirectory) {
            directory.deleteAll(log.disk());
        }
    }

    /** Has something done on the thread that may wait for the disk. */
    public void later(Runnable work) {
        log.disk().later(work);
    }

    private SettingRefused notTurnedOn(@Nullable String reason) {
        server.log().warning("The append-only file could not be turned on: " + reason);
        return new SettingRefused("Unable to turn on AOF. Check server logs.");
    }

    /** Writes what the turn has brought; to be called before its replies go out. Throws {@link AofLost}. */
    public void write() {
        if (!isLent) {
            log.writer().write(false);
            return;
        }
        // Nobody but the backup needs this file, so nothing but the backup ends with it.
        String failure;
        try {
            log.writer().write(false);
            failure = log.writer().isOpen() ? log.writer().failure() : null;
        } catch (AofLost lost) {
            failure = Objects.requireNonNullElse(log.writer().failure(), lost.text());
        }
        if (failure != null) {
            follower.turnedOff("the increment could not be written: " + failure);
        }
    }

    /** How long the next {@link #write} may take to come, for what the last one has put off. */
    public long nanosToNextWrite() {
        return log.writer().nanosToNextWrite();
    }

    /**
     * Leaves a rewrite, and writes and forces everything; false if the server has to stay, because something would be lost that is
     * not lost by force.
     */
    public boolean prepareStop(boolean isForced) {
        if (rewrite.isRunning() && log.isWaiting() && !isLent) {
            server.log().warning("Writing initial AOF" + (isForced ? ". Exit anyway." : ", can't exit"));
            if (!isForced) {
                return false;
            }
        }
        rewrite.abort();
        if (!isLent && !log.finish() && !isForced) {
            server.log().warning("The append-only file could not be written, can't exit.");
            return false;
        }
        return true;
    }

    public boolean isOff() {
        return log.isOff() || isLent;
    }

    /** How much of the stream of effects there is, in bytes since the start. */
    public long offset() {
        return log.stream().total();
    }

    /** Whether so much of it would be there after a crash. */
    public boolean isSynced(long offset) {
        return log.isOn() && !isLent && log.disk().synced() >= offset;
    }

    /** Why nothing can be appended; null if all is well. */
    public @Nullable String failure() {
        return log.writer().isOpen() && !isLent ? log.writer().failure() : null;
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
                !isOff(),
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
