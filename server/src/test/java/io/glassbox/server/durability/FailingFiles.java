package io.glassbox.server.durability;

import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * A disk of which one operation fails, or all from one on: each that would change something counts. Of a write that fails half is
 * written, as on a disk that is full.
 */
final class FailingFiles implements FileSystem {
    private static final int NEVER = Integer.MAX_VALUE;

    private final FileSystem disk = new DiskFileSystem();
    private int left = NEVER;
    private boolean lasts;
    private boolean failed;
    private Supplier<IOException> reason = () -> new IOException("No space left on device");

    /** What failing operations throw from here on. */
    synchronized void reason(Supplier<IOException> newReason) {
        reason = newReason;
    }

    /** Lets the {@code nth} operation from here on fail, from 1 on; {@code lasting}: and all behind it. */
    synchronized void failAt(int nth, boolean lasting) {
        left = nth;
        lasts = lasting;
        failed = false;
    }

    /** All is well again; whether anything had failed. */
    synchronized boolean mend() {
        left = NEVER;
        return failed;
    }

    private synchronized boolean isToFail() {
        if (left == NEVER || --left > 0) {
            return false;
        }
        failed = true;
        left = lasts ? 1 : NEVER;
        return true;
    }

    private synchronized IOException reason() {
        return reason.get();
    }

    private void fail() throws IOException {
        if (isToFail()) {
            throw reason();
        }
    }

    @Override
    public StoredFile open(Path file, Mode mode) throws IOException {
        if (mode != Mode.READ) {
            fail();
        }
        return new FailingFile(disk.open(file, mode));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        fail();
        disk.rename(from, to);
    }

    @Override
    public void link(Path file, Path link) throws IOException {
        fail();
        disk.link(file, link);
    }

    @Override
    public boolean delete(Path file) throws IOException {
        fail();
        return disk.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        fail();
        disk.syncDirectory(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        fail();
        disk.createDirectory(directory);
    }

    @Override
    public Path realPath(Path file) throws IOException {
        return disk.realPath(file);
    }

    @Override
    public boolean exists(Path file) {
        return disk.exists(file);
    }

    @Override
    public boolean isDirectory(Path file) {
        return disk.isDirectory(file);
    }

    @Override
    public boolean isWritable(Path directory) {
        return disk.isWritable(directory);
    }

    private final class FailingFile implements StoredFile {
        private final StoredFile file;

        FailingFile(StoredFile file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            if (isToFail()) {
                ByteBuffer half = source.slice(source.position(), source.remaining() / 2);
                file.write(half);
                throw reason();
            }
            file.write(source);
        }

        @Override
        public void sync() throws IOException {
            fail();
            file.sync();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            fail();
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
