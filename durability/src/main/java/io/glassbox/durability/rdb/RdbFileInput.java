package io.glassbox.durability.rdb;

import io.glassbox.foundation.file.StoredFile;
import io.glassbox.structure.checksum.Crc64;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * A file, read through a window that is as large as its largest string makes necessary. Knows the checksum of what was read. An
 * error of the disk is an {@link UncheckedIOException}.
 */
public final class RdbFileInput extends RdbInput {
    private static final int WINDOW_BYTES = 256 * 1024;

    private final Slabs slabs;
    private final StoredFile file;
    private final long fileBytes;
    private long window;
    private long capacity = WINDOW_BYTES;

    /** Where in the file the window begins, how much of the file it holds, and how much of that was read. */
    private long windowStart;

    private long filled;
    private long position;

    private long checksum;

    /** How much of the window the checksum covers. */
    private long summed;

    /** Takes over an open file, from its beginning. */
    public RdbFileInput(Slabs slabs, StoredFile file) throws IOException {
        super(slabs);
        this.slabs = slabs;
        this.file = file;
        this.fileBytes = file.size();
        this.window = slabs.allocate(capacity);
    }

    @Override
    public long remaining() {
        return fileBytes - offset();
    }

    @Override
    public long offset() {
        return windowStart + position;
    }

    /** Bytes of the whole file. */
    public long size() {
        return fileBytes;
    }

    /** The CRC-64 of everything read so far. */
    public long checksum() {
        sum();
        return checksum;
    }

    @Override
    protected long next(long bytes) {
        if (filled - position < bytes) {
            fill(bytes);
        }
        long address = window + position;
        position += bytes;
        return address;
    }

    private void sum() {
        checksum = Crc64.update(checksum, window + summed, position - summed);
        summed = position;
    }

    /** Moves the window so that it begins here, and has so many bytes at least. */
    private void fill(long bytes) {
        sum();
        long kept = filled - position;
        long wanted = Math.max(bytes, WINDOW_BYTES);
        if (wanted > capacity || capacity > WINDOW_BYTES && wanted < capacity) {
            long wider = slabs.allocate(wanted);
            Memory.copy(window + position, wider, kept);
            slabs.free(window);
            window = wider;
            capacity = wanted;
        } else {
            Memory.copy(window + position, window, kept);
        }
        windowStart += position;
        position = 0;
        summed = 0;
        filled = kept;
        try {
            while (filled < bytes) {
                readMore();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readMore() throws IOException {
        int room = (int) Math.min(capacity - filled, Integer.MAX_VALUE);
        ByteBuffer target = Memory.buffer(window + filled, room);
        int read = file.read(target, windowStart + filled);
        if (read <= 0) {
            throw new DamagedRdb("has become shorter while it was read");
        }
        filled += read;
    }

    @Override
    public void close() {
        super.close();
        slabs.free(window);
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
