package io.glassbox.foundation.file;

import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A disk that forgets at once whatever is written: for servers that keep nothing. It has directories, all of them empty. */
public final class NoDisk implements FileSystem {
    @Override
    public StoredFile open(Path file, Mode mode) throws NoSuchFileException {
        if (mode == Mode.READ) {
            throw new NoSuchFileException(file.toString());
        }
        return new Forgotten();
    }

    @Override
    public void rename(Path from, Path to) {}

    @Override
    public void link(Path file, Path link) {}

    @Override
    public boolean delete(Path file) {
        return false;
    }

    @Override
    public void syncDirectory(Path directory) {}

    @Override
    public List<Path> list(Path directory) {
        return List.of();
    }

    @Override
    public void createDirectory(Path directory) {}

    @Override
    public Path realPath(Path file) {
        return file.normalize();
    }

    @Override
    public boolean exists(Path file) {
        return false;
    }

    @Override
    public boolean isDirectory(Path file) {
        return true;
    }

    @Override
    public boolean isWritable(Path directory) {
        return true;
    }

    /** A file of which only the length is known. */
    private static final class Forgotten implements StoredFile {
        private long size;

        @Override
        public int read(ByteBuffer target, long position) {
            return -1;
        }

        @Override
        public void write(ByteBuffer source) {
            size += source.remaining();
            source.position(source.limit());
        }

        @Override
        public void sync() {}

        @Override
        public long size() {
            return size;
        }

        @Override
        public void truncate(long newSize) {
            size = newSize;
        }

        @Override
        public void close() {}
    }
}
