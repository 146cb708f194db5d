package io.glassbox.durability.snapshot;

import io.glassbox.durability.rdb.DamagedRdb;
import io.glassbox.durability.rdb.RdbFileInput;
import io.glassbox.durability.rdb.RdbLoader;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.structure.memory.MemoryExhausted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** A snapshot that is being loaded, a piece at a time. */
public final class Loading implements AutoCloseable {
    /** Keys between two looks at the clock. */
    private static final int BATCH = 128;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Server server;
    private final Path path;
    private final RdbFileInput in;
    private final RdbLoader loader;
    private final SnapshotForm form;
    private final long startedNanos;

    private Loading(Server server, Path path, RdbFileInput in, RdbLoader loader) {
        this.server = server;
        this.path = path;
        this.in = in;
        this.loader = loader;
        this.form = new SnapshotForm(server);
        this.startedNanos = server.clock().nanosNow();
        server.persistenceStatistics().loadBegins(server.clock().unixSeconds(), in.size());
    }

    /** Begins to load a file, which exists; {@code merges}: it may have keys that are there already. */
    public static Loading begin(Server server, Path path, ValueReader values, boolean checks, boolean merges) {
        RdbFileInput in;
        try {
            StoredFile file = server.directory().files().open(path, FileSystem.Mode.READ);
            in = new RdbFileInput(server.slabs(), file);
        } catch (IOException e) {
            throw LoadFailed.ofSnapshot("The snapshot " + path + " could not be opened: " + FileErrors.reason(e)
                    + ". Let the server read it, or start it with another dir or dbfilename.");
        }
        boolean isChecked = checks && server.settings().get(PersistenceSettings.RDBCHECKSUM);
        RdbLoader.Rules rules = new RdbLoader.Rules(isChecked, true, merges);
        RdbLoader loader = new RdbLoader(server.databases(), in, values, server.log(), rules);
        loader.libraries(source -> server.scripts().functions().load(source, merges));
        Loading loading = new Loading(server, path, in, loader);
        loading.guarded(() -> {
            loader.begin();
            return true;
        });
        return loading;
    }

    /** What of the work may throw because of the file. */
    @FunctionalInterface
    private interface Piece {
        boolean run();
    }

    /** Goes on until the monotonic clock reaches the deadline, or the network is to be looked at; false at the end. */
    public boolean step(long deadlineNanos) {
        return guarded(() -> read(deadlineNanos));
    }

    private boolean read(long deadlineNanos) {
        long pause = in.offset() + server.settings().get(PersistenceSettings.LOADING_PROCESS_EVENTS_INTERVAL_BYTES);
        int delay = server.settings().get(PersistenceSettings.KEY_LOAD_DELAY);
        boolean isOver = false;
        while (!isOver && in.offset() < pause && server.clock().nanosNow() < deadlineNanos) {
            isOver = !loader.step(delay == 0 ? BATCH : 1);
            long nanos = form.delayNanos(delay);
            if (nanos > 0) {
                server.clock().sleep(nanos);
            }
        }
        server.persistenceStatistics().loadGoesOn(in.offset(), loader.usedBytes());
        if (isOver) {
            end();
        }
        return !isOver;
    }

    private void end() {
        server.persistenceStatistics().loadEnds(loader.loaded(), loader.expired());
        server.log()
                .notice("Done loading RDB, keys loaded: " + loader.loaded() + ", keys expired: " + loader.expired()
                        + ", empty keys skipped: " + loader.empty() + ".");
        double seconds = (server.clock().nanosNow() - startedNanos) / NANOS_PER_SECOND;
        server.log().notice(String.format(Locale.ROOT, "DB loaded from disk: %.3f seconds", seconds));
    }

    private boolean guarded(Piece piece) {
        try {
            return piece.run();
        } catch (DamagedRdb damage) {
            server.log()
                    .warning("Internal error in RDB reading offset " + in.offset() + " -> it " + damage.finding()
                            + ". Terminating server after rdb file reading failure.");
            throw failed(damage.finding() + ". Start from a copy of the file that is whole, or move it away to begin"
                    + " without data.");
        } catch (UncheckedIOException e) {
            throw failed("could not be read: " + FileErrors.reason(e));
        } catch (MemoryExhausted e) {
            throw failed("does not fit into the memory that the system gives");
        }
    }

    private LoadFailed failed(String reason) {
        server.persistenceStatistics().loadEnds(loader.loaded(), loader.expired());
        return LoadFailed.ofSnapshot("The snapshot " + path + ", at offset " + in.offset() + ", " + reason);
    }

    @Override
    public void close() {
        loader.close();
        in.close();
    }
}
