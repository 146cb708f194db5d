package io.glassbox.structure.hash;

/**
 * The shape of a table at one moment.
 *
 * @param places room for entries in all segments
 * @param pushed entries in the bucket behind their home
 * @param stashed entries in the stash of their segment
 * @param minDepth the least number of hash bits that names a segment
 * @param bytes memory of segments and directory, without entries
 */
public record TableStatistics(
        long entries,
        long segments,
        long directorySize,
        long places,
        long pushed,
        long stashed,
        int minDepth,
        int maxDepth,
        long bytes) {

    /** Entries in a hundred places. */
    public int loadPercent() {
        return places == 0 ? 0 : (int) (entries * 100 / places);
    }
}
