package io.glassbox.engine.statistics;

/**
 * What is known of how far the files on the disk can be restored.
 *
 * @param interval seconds from one proof to the next; 0 if none begins by itself
 * @param failures proofs that found data that cannot be restored, or other data than was written
 * @param last the proof that ended last
 */
public record ProofFigures(boolean isRunning, long interval, long runs, long failures, Last last) {
    /**
     * @param result none, ok, failed, refused, gone or stopped
     * @param endedUnix when it ended, in seconds; 0 without one
     * @param millis how long the restoring took
     * @param commands commands of append-only files that were read whole
     * @param isCompared whether the data was compared with what was written
     * @param digest of what was restored; empty without it
     * @param detail what there is to say about the result, with file and offset if it is a bad one
     */
    public record Last(
            String result,
            long endedUnix,
            long millis,
            long keys,
            long commands,
            boolean isCompared,
            String digest,
            String file,
            String detail) {}

    /** Without any. */
    public static ProofFigures none() {
        return new ProofFigures(false, 0, 0, 0, new Last("none", 0, 0, 0, 0, false, "", "", ""));
    }
}
