package io.glassbox.foundation.file;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * The current directory of one server. A JVM cannot change its own, and several servers may live in one JVM; so every
 * name from a setting is resolved against this, and {@code CONFIG SET dir} moves it.
 *
 * <p>May be read from any thread; a file being written keeps the absolute path it began with.
 */
public final class WorkingDirectory {
    private final FileSystem files;
    private volatile Path current;

    /** Starts where the process was started. */
    public WorkingDirectory(FileSystem files) {
        this(files, Path.of("").toAbsolutePath());
    }

    public WorkingDirectory(FileSystem files, Path start) {
        this.files = files;
        this.current = start.toAbsolutePath();
    }

    public Path path() {
        return current;
    }

    /** The disk that the directory is on. */
    public FileSystem files() {
        return files;
    }

    /** {@code name} itself when absolute, else within the current directory. */
    public Path resolve(String name) {
        return current.resolve(name);
    }

    /** Moves to {@code name}, relative to where we are; fails when that is not a directory we may enter. */
    public void change(String name) throws IOException {
        current = checked(name);
    }

    /** Where {@link #change} would lead, free of symbolic links as {@code getcwd} is. */
    public Path checked(String name) throws IOException {
        if (name.isEmpty()) {
            throw new NoSuchFileException(name);
        }
        Path target;
        try {
            target = files.realPath(resolve(name));
        } catch (InvalidPathException e) {
            throw new NoSuchFileException(name);
        }
        if (!files.isDirectory(target)) {
            throw new NotDirectoryException(name);
        }
        return target;
    }
}
