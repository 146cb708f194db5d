package io.glassbox.engine.statistics;

/**
 * How the backup of a server stands. Times are Unix seconds, 0 for none.
 *
 * @param state idle, pending, snapshotting, incrementing, sealed or failed
 * @param error why the last one failed; empty if it did not
 * @param endedUnix the moment that a sealed one restores, or when it failed
 */
public record BackupFigures(boolean isRunning, String state, String error, long startedUnix, long endedUnix) {
    /** Without any. */
    public static BackupFigures none() {
        return new BackupFigures(false, "idle", "", 0, 0);
    }
}
