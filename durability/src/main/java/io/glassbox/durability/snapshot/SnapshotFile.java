package io.glassbox.durability.snapshot;

import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A snapshot on its way to the disk: written under a temporary name, and given its own only when every byte of it is on the
 * medium. Whatever happens before that, the snapshot of before stays as it was.
 */
final class SnapshotFile {
    private final FileSystem files;
    private final Path target;
    private final Path temporary;
    private final StoredFile file;

    private SnapshotFile(FileSystem files, Path target, Path temporary, StoredFile file) {
        this.files = files;
        this.target = target;
        this.temporary = temporary;
        this.file = file;
    }

    /** Begins a file beside the target. */
    static SnapshotFile create(FileSystem files, Path target, String temporaryName) throws IOException {
        Path temporary = target.resolveSibling(temporaryName);
        return new SnapshotFile(files, target, temporary, files.open(temporary, FileSystem.Mode.CREATE));
    }

    StoredFile file() {
        return file;
    }

    /** Makes it the snapshot. */
    void commit() throws IOException {
        file.sync();
        file.close();
        files.rename(temporary, target);
        Path directory = target.getParent();
        if (directory != null) {
            files.syncDirectory(directory);
        }
    }

    /** Leaves nothing of it; what cannot be removed is of no use to anybody, and of no harm. */
    void abandon() {
        try {
            file.close();
        } catch (IOException unimportant) {
            // The file goes anyway.
        }
        remove(files, temporary);
    }

    /** Removes a snapshot that is not complete. */
    static void remove(FileSystem files, Path temporary) {
        try {
            files.delete(temporary);
        } catch (IOException unimportant) {
            // The next snapshot of this process has the same temporary name.
        }
    }
}
