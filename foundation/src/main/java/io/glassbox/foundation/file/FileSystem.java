package io.glassbox.foundation.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The disk as the server needs it. Nothing outside this package opens files, so that a simulation can lose writes that
 * were not synced, tear the last one, run out of space, and repeat all of it.
 *
 * <p>Paths are absolute: names from settings go through {@link WorkingDirectory#resolve} first. All failures are
 * {@link IOException}s; {@link FileErrors#reason} words them as the C library does.
 */
public interface FileSystem {
    /** How {@link #open} treats the file. */
    enum Mode {
        /** Read only; the file must exist. */
        READ,
        /** Write from the start; created when missing, emptied when present. */
        CREATE,
        /** Write at the end; created when missing. */
        APPEND,
        /** Read, and write at the end, without touching what is there; created when missing. */
        UPDATE
    }

    StoredFile open(Path file, Mode mode) throws IOException;

    /** Gives {@code from} the name {@code to} in one step, replacing what had it. Durable after {@link #syncDirectory}. */
    void rename(Path from, Path to) throws IOException;

    /**
     * Gives a file the further name {@code link}, which nothing has yet: what is deleted under one name stays under the other. Both
     * have to be on one disk, which has to know such links.
     */
    void link(Path file, Path link) throws IOException;

    /** Removes a file or an empty directory; false when there was none. */
    boolean delete(Path file) throws IOException;

    /** Makes creations, renames and removals in {@code directory} survive a crash. */
    void syncDirectory(Path directory) throws IOException;

    /** The entries of a directory, sorted by name. */
    List<Path> list(Path directory) throws IOException;

    /** Creates {@code directory} if it is missing; its parent must exist. */
    void createDirectory(Path directory) throws IOException;

    /** The absolute name of an existing file without symbolic links and dots. */
    Path realPath(Path file) throws IOException;

    boolean exists(Path file);

    boolean isDirectory(Path file);

    /** Whether the process may create entries in {@code directory}. */
    boolean isWritable(Path directory);

    /** The whole content of a file that is known to be small (settings, manifests). */
    default byte[] readAll(Path file) throws IOException {
        try (StoredFile opened = open(file, Mode.READ)) {
            long size = opened.size();
            if (size > Integer.MAX_VALUE - 8) {
                throw new IOException("file too large");
            }
            ByteBuffer content = ByteBuffer.allocate((int) size);
            while (content.hasRemaining()) {
                if (opened.read(content, content.position()) < 0) {
                    break;
                }
            }
            byte[] bytes = new byte[content.position()];
            content.flip().get(bytes);
            return bytes;
        }
    }

    /**
     * Replaces {@code target} so that a crash leaves either the old content or the new: writes {@code temporary} (in the
     * same directory), syncs, renames, syncs the directory. When it fails, the temporary file is gone.
     */
    default void replace(Path target, Path temporary, byte[] content) throws IOException {
        try {
            try (StoredFile file = open(temporary, Mode.CREATE)) {
                file.write(ByteBuffer.wrap(content));
                file.sync();
            }
            rename(temporary, target);
        } catch (IOException e) {
            try {
                delete(temporary);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
        Path directory = target.getParent();
        if (directory != null) {
            syncDirectory(directory);
        }
    }
}
