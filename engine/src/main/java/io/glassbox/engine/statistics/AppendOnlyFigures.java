package io.glassbox.engine.statistics;

/**
 * How the append-only file stands, for INFO. Sizes are bytes, times seconds; {@link PersistenceStatistics#NONE} is a time that
 * did not come yet.
 *
 * @param isOn whether writes go to the file
 * @param waiting bytes that are not written yet
 * @param delayed how often a write went on without waiting for a sync that took too long
 */
public record AppendOnlyFigures(
        boolean isOn,
        Rewrites rewrites,
        boolean writesSucceed,
        long size,
        long baseSize,
        long waiting,
        long memory,
        boolean isSyncing,
        long delayed) {
    /**
     * How rewrites stand.
     *
     * @param failures those that failed since the last one that did not
     * @param copied bytes that the last one took because data changed meanwhile
     */
    public record Rewrites(
            boolean isRunning,
            boolean isScheduled,
            long lastSeconds,
            long currentSeconds,
            boolean lastSucceeded,
            long count,
            int failures,
            long copied) {
        /** Those of a server that has rewritten nothing. */
        public static Rewrites none() {
            return new Rewrites(false, false, PersistenceStatistics.NONE, PersistenceStatistics.NONE, true, 0, 0, 0);
        }
    }

    /** Those of a server without such a file. */
    public static AppendOnlyFigures none() {
        return new AppendOnlyFigures(false, Rewrites.none(), true, 0, 0, 0, 0, false, 0);
    }
}
