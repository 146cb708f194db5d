package io.glassbox.durability.snapshot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot is taken for: where it goes, and who is told how it went.
 *
 * @param temporaryName the name of the file beside the target until it is complete
 * @param isKept whether the file stays; what is to stay need not be refused because of one that does not
 * @param isBase whether an append-only file goes on where the snapshot ends
 * @param isSynced whether the file is forced to the medium bit by bit while it is written
 */
public record SnapshotOrder(
        Path target, String temporaryName, boolean isKept, boolean isBase, boolean isSynced, Outcome outcome) {
    /** Told on the engine's thread; exactly one of the methods is called, once. */
    public interface Outcome {
        /** The file is complete and has its name; or the reason why that could not be done. */
        void ended(@Nullable String failure);

        /** It was left: by who ordered it, or because data that it had to save was deleted altogether. */
        void aborted();
    }
}
