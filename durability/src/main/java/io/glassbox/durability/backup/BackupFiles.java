package io.glassbox.durability.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.glassbox.durability.aof.AofCut;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The directory of one backup. Its files are further names of append-only files, so that they take no room and no time until those
 * are replaced, and stay what they are when that happens. What takes long is for another thread than the engine's.
 */
final class BackupFiles {
    private final FileSystem files;
    private final Path directory;
    private final List<Path> pinned = new ArrayList<>();
    private volatile boolean abandoned;

    BackupFiles(FileSystem files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** Makes the directory, if it is not there; whether it is empty. */
    boolean prepare() throws IOException {
        files.createDirectory(directory);
        return files.list(directory).isEmpty();
    }

    /** What is complete and stays as it is: the base, and once it is sealed the increment and the manifest. */
    List<Path> pinned() {
        synchronized (pinned) {
            return List.copyOf(pinned);
        }
    }

    /** Nobody needs them any more: whoever is reading them may stop. From any thread. */
    void abandon() {
        abandoned = true;
    }

    BackupWork.Task pinning(Path base) {
        return () -> pinBase(base);
    }

    BackupWork.Task sealing(AofCut cut) {
        return () -> seal(cut);
    }

    /** Keeps the base, which is checked from its first byte to the last. */
    private void pinBase(Path base) throws IOException {
        Path link = pin(base);
        files.syncDirectory(directory);
        FileCheck.check(files, link, () -> abandoned);
    }

    /**
     * Keeps the increment, which is forced to the medium and checked, and after it, as the last, the manifest: a directory that has
     * one is complete.
     */
    private void seal(AofCut cut) throws IOException {
        force(cut.increment());
        Path link = pin(cut.increment());
        try (StoredFile file = files.open(link, FileSystem.Mode.READ)) {
            if (file.size() != cut.bytes()) {
                throw new IOException(link + " has " + file.size() + " bytes, but " + cut.bytes() + " were written");
            }
        }
        FileCheck.check(files, link, () -> abandoned);
        Path manifest = directory.resolve(cut.manifestName());
        Path temporary = directory.resolve("temp-" + cut.manifestName());
        // Whichever of both names is there when something fails has to go with the others.
        keep(temporary);
        keep(manifest);
        files.replace(manifest, temporary, cut.manifest().getBytes(ISO_8859_1));
        synchronized (pinned) {
            pinned.remove(temporary);
        }
    }

    private void force(Path file) throws IOException {
        try (StoredFile opened = files.open(file, FileSystem.Mode.UPDATE)) {
            opened.sync();
        }
    }

    private Path pin(Path file) throws IOException {
        Path link = directory.resolve(file.getFileName());
        files.link(file, link);
        keep(link);
        return link;
    }

    private void keep(Path file) {
        synchronized (pinned) {
            pinned.add(file);
        }
    }

    /**
     * Takes the names away at once; the bytes of files that have no other name go when {@code later} comes to it, since that may take
     * its time.
     */
    void remove(Consumer<Runnable> later) throws IOException {
        for (Path file : pinned()) {
            if (files.exists(file)) {
                StoredFile held = files.open(file, FileSystem.Mode.READ);
                try {
                    files.delete(file);
                } finally {
                    later.accept(() -> close(held));
                }
            }
            synchronized (pinned) {
                pinned.remove(file);
            }
        }
    }

    private static void close(StoredFile file) {
        try {
            file.close();
        } catch (IOException unimportant) {
            // Nothing was written.
        }
    }
}
