package io.glassbox.engine.server;

import io.glassbox.command.call.CommandError;
import io.glassbox.engine.statistics.AppendOnlyFigures;
import io.glassbox.engine.statistics.BackupFigures;
import io.glassbox.engine.statistics.ProofFigures;
import org.jspecify.annotations.Nullable;

/** What keeps the data when the process ends, as far as the rest of the server has to ask it for something. */
public interface Persistence {
    /** How DEBUG RELOAD goes about it. */
    record Reload(boolean saves, boolean empties, boolean merges) {}

    /** Why no data may be changed now: the last attempt to save it failed. Null if nothing is wrong. */
    default @Nullable CommandError refusalOfWrites() {
        return null;
    }

    /** Saves and loads everything; throws what the client is told if that fails. */
    default void reload(Reload how) {
        throw CommandError.of("ERR This server keeps no files");
    }

    /** Loads the append-only files in the place of what is there; throws what the client is told if that fails. */
    default void reloadAppendOnly() {
        throw CommandError.of("ERR This server keeps no files");
    }

    default AppendOnlyFigures appendOnly() {
        return AppendOnlyFigures.none();
    }

    /** Every write to the append-only file takes so much longer: only for tests. */
    default void delayAppends(long nanos) {}

    /** How far it is proven that the files can be restored. */
    default ProofFigures proof() {
        return ProofFigures.none();
    }

    default BackupFigures backup() {
        return BackupFigures.none();
    }

    /** How far the append-only file is told of what has happened, in bytes since the start. */
    default long appendOffset() {
        return 0;
    }

    /** Whether the append-only file has everything up to an {@link #appendOffset} on the medium. */
    default boolean isSynced(long offset) {
        return false;
    }

    /** Has a wait settled as soon as its offset is synced, or the file is turned off. */
    default void awaitSync(SyncWait wait) {}

    /** Nobody waits any more. */
    default void forgetSync(SyncWait wait) {}

    /** All databases were just emptied by a client. */
    default void emptied() {}

    /** Does what a stop asks for before the server ends; false if it may not end, because something could not be saved. */
    default boolean prepareStop(Lifecycle.Stop stop) {
        return true;
    }

    /** Whether serialized values and files with wrong checksums are refused; only tests of damaged ones want them. */
    default void checkChecksums(boolean on) {}

    /** A server whose data ends with it. */
    static Persistence none() {
        return new Persistence() {};
    }
}
