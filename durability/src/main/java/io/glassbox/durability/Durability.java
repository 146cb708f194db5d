package io.glassbox.durability;

import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.APPENDONLY;
import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.PRELOAD_FILE;
import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.SAVE;
import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.STOP_WRITES_ON_BGSAVE_ERROR;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.aof.AofLost;
import io.glassbox.durability.aof.AppendOnly;
import io.glassbox.durability.backup.Backups;
import io.glassbox.durability.backup.IsolatedStores;
import io.glassbox.durability.backup.Proofs;
import io.glassbox.durability.command.BackupCommands;
import io.glassbox.durability.command.DumpCommands;
import io.glassbox.durability.command.FunctionDumpCommands;
import io.glassbox.durability.command.ProofCommands;
import io.glassbox.durability.command.SaveCommands;
import io.glassbox.durability.migrate.MigrateCommand;
import io.glassbox.durability.migrate.TargetConnections;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.durability.rehearse.Rehearsals;
import io.glassbox.durability.rehearse.Stage;
import io.glassbox.durability.snapshot.BackgroundSaver;
import io.glassbox.durability.snapshot.Copies;
import io.glassbox.durability.snapshot.Leftovers;
import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.durability.snapshot.Loading;
import io.glassbox.durability.snapshot.Saver;
import io.glassbox.durability.snapshot.Snapshotter;
import io.glassbox.engine.server.Lifecycle;
import io.glassbox.engine.server.Persistence;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.SyncWait;
import io.glassbox.engine.statistics.AppendOnlyFigures;
import io.glassbox.engine.statistics.BackupFigures;
import io.glassbox.engine.statistics.ProofFigures;
import io.glassbox.foundation.setting.catalogue.PreloadFile;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.protocol.OutgoingStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The durability of one server: its commands and what they work with. Lives on the engine's thread. */
public final class Durability implements Persistence, AutoCloseable {
    /** How long loading goes on before the network is looked at. */
    private static final long LOAD_SLICE_NANOS = 10_000_000;

    private static final CommandError NOT_SAVED = CommandError.of("ERR");
    private static final CommandError NOT_LOADED =
            CommandError.of("ERR Error trying to load the RDB dump, check server logs");
    private static final CommandError AOF_NOT_LOADED =
            CommandError.of("ERR Error trying to load the AOF files, check server logs");
    private static final CommandError MISCONF = CommandError.of(
            "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that"
                    + " may modify the data set are disabled, because this instance is configured to report errors during"
                    + " writes if RDB snapshotting fails (stop-writes-on-bgsave-error option). Please check the Redis logs"
                    + " for details about the RDB error.");

    private final Server server;
    private final ValueReader reader;
    private final Saver saver;
    private final Snapshotter snapshotter;
    private final BackgroundSaver backgroundSaver;
    private final Copies copies;
    private final DumpCommands dump;
    private final FunctionDumpCommands functionDump;
    private final TargetConnections targets;
    private final MigrateCommand migrate;
    private final SaveCommands saves;
    private final BackupCommands backupCommands;
    private final AppendOnly appendOnly;
    private final SyncWaits syncWaits;
    private final Backups backups;
    private final Proofs proofs;
    private final Rehearsals rehearsals;
    private @Nullable Loading loading;
    private boolean startsAppending;
    private boolean isPreloading;
    private boolean checksChecksums = true;

    /**
     * @param stores where proofs restore files
     * @param stages where snapshots are rehearsed
     * @param dialer opens connections to other servers
     * @param wake has the engine's loop turn once more; from any thread
     * @param background makes the threads that compute beside the engine's
     */
    public Durability(
            Server server,
            CommandPipeline pipeline,
            IsolatedStores stores,
            Stage.Builder stages,
            OutgoingStream.Dialer dialer,
            Runnable wake,
            ThreadFactory background) {
        this.server = server;
        this.reader = new ValueReader(server.databases().types());
        this.saver = new Saver(server);
        this.dump = new DumpCommands(server, reader);
        this.functionDump = new FunctionDumpCommands(server);
        this.targets = new TargetConnections(dialer, server.clock(), server.statistics());
        this.migrate = new MigrateCommand(server, targets);
        this.snapshotter = new Snapshotter(server, wake, background);
        this.backgroundSaver = new BackgroundSaver(server, saver, snapshotter);
        this.copies = new Copies(server, snapshotter);
        this.appendOnly = new AppendOnly(server, pipeline, reader, saver, snapshotter, wake);
        this.syncWaits = new SyncWaits(appendOnly);
        this.backups = new Backups(server, appendOnly, wake);
        this.proofs = new Proofs(server, new SystemClock(), saver, appendOnly, backups, stores, wake, background);
        this.rehearsals = new Rehearsals(server, stages, background);
        this.backupCommands = new BackupCommands(pipeline, backups);
        this.saves = new SaveCommands(pipeline, saver, backgroundSaver, appendOnly.rewrite());
    }

    public List<Command> commands() {
        List<Command> all = new ArrayList<>(dump.commands());
        all.addAll(functionDump.commands());
        all.addAll(migrate.commands());
        all.addAll(saves.commands());
        all.addAll(backupCommands.commands());
        all.addAll(new ProofCommands(proofs).commands());
        return all;
    }

    /** Copies of the data for other uses than keeping it. */
    public Copies copies() {
        return copies;
    }

    /**
     * Begins to load what is kept: the append-only files, or without them the snapshot, if there is one; {@link #goOn} does it.
     * Throws {@link LoadFailed}.
     */
    public void load() {
        Leftovers.report(server);
        String preload = server.settings().get(PRELOAD_FILE);
        if (!preload.isEmpty() && preload(preload)) {
            return;
        }
        if (server.settings().get(APPENDONLY)) {
            startsAppending = true;
            appendOnly.load();
            return;
        }
        Path snapshot = saver.target();
        if (server.directory().files().exists(snapshot)) {
            loading = Loading.begin(server, snapshot, reader, checksChecksums, false);
        }
    }

    /** Begins with other files than the usual ones; whether they are other ones. */
    private boolean preload(String what) {
        Path path = server.directory().resolve(what.substring(PreloadFile.MANIFEST.length()));
        boolean isSnapshot = what.startsWith(PreloadFile.SNAPSHOT);
        if (!isSnapshot && server.settings().get(APPENDONLY) && appendOnly.isOwn(path)) {
            return false;
        }
        server.log().notice("Loading " + path + " instead of the usual files");
        isPreloading = true;
        if (isSnapshot) {
            loading = Loading.begin(server, path, reader, checksChecksums, false);
        } else {
            appendOnly.load(path);
        }
        return true;
    }

    /**
     * A piece of what there is to do between commands; whether there is more, to be done at once. Throws {@link LoadFailed} if the
     * data could not be loaded: the server has to end.
     */
    public boolean goOn() {
        if (isPreloading) {
            return goOnPreloading();
        }
        if (startsAppending) {
            return goOnAppending();
        }
        Loading current = loading;
        if (current != null) {
            return goOnLoading(current);
        }
        boolean hasMore = snapshotter.step();
        copies.beginNext();
        return hasMore;
    }

    private boolean goOnPreloading() {
        Loading current = loading;
        boolean hasMore =
                current == null ? appendOnly.step(server.clock().nanosNow() + LOAD_SLICE_NANOS) : goOnLoading(current);
        if (!hasMore) {
            isPreloading = false;
            server.databases().changes().saved(server.databases().changes().dirty());
            if (server.settings().get(APPENDONLY)) {
                appendOnly.startAnew();
            }
        }
        return hasMore;
    }

    private boolean goOnLoading(Loading current) {
        boolean hasMore = false;
        try {
            hasMore = current.step(server.clock().nanosNow() + LOAD_SLICE_NANOS);
        } finally {
            if (!hasMore) {
                current.close();
                loading = null;
            }
        }
        return hasMore;
    }

    /** What there is to do a few times a second. */
    public void cron() {
        targets.closeIdle();
        if (isLoading()) {
            return;
        }
        snapshotter.cron();
        appendOnly.rewrite().beginScheduled();
        backgroundSaver.cron();
        appendOnly.rewrite().beginIfGrown();
        backups.cron();
        proofs.cron();
        rehearsals.cron();
    }

    private boolean goOnAppending() {
        boolean hasMore = appendOnly.step(server.clock().nanosNow() + LOAD_SLICE_NANOS);
        if (!hasMore) {
            startsAppending = false;
            server.databases().changes().saved(server.databases().changes().dirty());
            appendOnly.start();
        }
        return hasMore;
    }

    /** Whether there is something to load, or to begin with. */
    public boolean isLoading() {
        return loading != null || startsAppending || isPreloading;
    }

    /**
     * To be called when a turn has run its commands, before their replies go out. Returns in how many nanoseconds it
     * wants to be called again for what it has put off. Throws {@link AofLost}.
     */
    public long endTurn() {
        appendOnly.write();
        backups.poll();
        syncWaits.serve();
        return appendOnly.nanosToNextWrite();
    }

    @Override
    public long appendOffset() {
        return appendOnly.offset();
    }

    @Override
    public boolean isSynced(long offset) {
        return appendOnly.isSynced(offset);
    }

    @Override
    public void awaitSync(SyncWait wait) {
        syncWaits.add(wait);
    }

    @Override
    public void forgetSync(SyncWait wait) {
        syncWaits.remove(wait);
    }

    @Override
    public AppendOnlyFigures appendOnly() {
        return appendOnly.figures();
    }

    @Override
    public ProofFigures proof() {
        return proofs.figures();
    }

    @Override
    public BackupFigures backup() {
        return backups.figures();
    }

    @Override
    public void reloadAppendOnly() {
        try {
            appendOnly.reload();
        } catch (LoadFailed failure) {
            server.log().warning(failure.text());
            throw AOF_NOT_LOADED;
        }
    }

    @Override
    public void delayAppends(long nanos) {
        appendOnly.delayWrites(nanos);
    }

    /** For a process that ends at once, from any thread: nothing stays of files that are not complete. */
    public void removeTemporaryFiles() {
        saver.removeTemporary();
        backgroundSaver.removeTemporary();
        copies.removeTemporary();
    }

    @Override
    public @Nullable CommandError refusalOfWrites() {
        boolean isRefused = !server.persistenceStatistics().lastSaveSucceeded()
                && server.settings().get(STOP_WRITES_ON_BGSAVE_ERROR)
                && hasSavePoints();
        if (isRefused) {
            return MISCONF;
        }
        String failure = appendOnly.failure();
        return failure == null ? null : CommandError.of("MISCONF Errors writing to the AOF file: " + failure);
    }

    private boolean hasSavePoints() {
        return !server.settings().get(SAVE).isEmpty();
    }

    @Override
    public void reload(Reload how) {
        backgroundSaver.abort();
        if (how.saves() && !saver.save()) {
            throw NOT_SAVED;
        }
        if (how.empties()) {
            server.databases().flushAll(false);
            server.scripts().functions().clear();
        }
        Path snapshot = saver.target();
        try (Loading again = Loading.begin(server, snapshot, reader, checksChecksums, how.merges())) {
            boolean hasMore = true;
            while (hasMore) {
                hasMore = again.step(Long.MAX_VALUE);
            }
        } catch (LoadFailed failure) {
            server.log().warning(failure.text());
            throw NOT_LOADED;
        }
    }

    @Override
    public void emptied() {
        if (hasSavePoints()) {
            saver.save();
        }
    }

    @Override
    public boolean prepareStop(Lifecycle.Stop stop) {
        backgroundSaver.abort();
        if (!appendOnly.prepareStop(stop.force())) {
            return false;
        }
        boolean saves = switch (stop.saving()) {
            case YES -> true;
            case NO -> false;
            case DEFAULT -> hasSavePoints();
        };
        if (!saves || isLoading()) {
            return true;
        }
        server.log().notice("Saving the final RDB snapshot before exiting.");
        if (saver.save()) {
            return true;
        }
        if (stop.force()) {
            server.log().warning("Error trying to save the DB. Exit anyway.");
            return true;
        }
        server.log().warning("Error trying to save the DB, can't exit.");
        return false;
    }

    @Override
    public void checkChecksums(boolean on) {
        checksChecksums = on;
        dump.checkChecksums(on);
        functionDump.checkChecksums(on);
    }

    @Override
    public void close() {
        Loading current = loading;
        if (current != null) {
            current.close();
        }
        rehearsals.close();
        proofs.close();
        backups.close();
        snapshotter.close();
        copies.close();
        appendOnly.close();
        dump.close();
        functionDump.close();
        migrate.close();
        reader.close();
    }
}
