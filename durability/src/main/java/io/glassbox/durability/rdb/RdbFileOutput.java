package io.glassbox.durability.rdb;

import io.glassbox.foundation.file.StoredFile;
import io.glassbox.structure.checksum.Crc64;
import io.glassbox.structure.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where the bytes of a snapshot go: a file that is being written, with the checksum of what went there. */
public final class RdbFileOutput implements RdbOutput.Sink {
    /** With incremental syncs, bytes from one to the next: little enough for the medium to keep pace. */
    private static final long SYNC_BYTES = 4L << 20;

    private final StoredFile file;
    private final boolean isSummed;
    private final boolean isSynced;
    private long checksum;
    private long written;
    private long unsynced;

    /** {@code isSummed}: with a checksum; {@code isSynced}: forced to the medium bit by bit. */
    public RdbFileOutput(StoredFile file, boolean isSummed, boolean isSynced) {
        this.file = file;
        this.isSummed = isSummed;
        this.isSynced = isSynced;
    }

    @Override
    public void take(long address, long length) {
        if (isSummed) {
            checksum = Crc64.update(checksum, address, length);
        }
        try {
            file.write(Memory.buffer(address, Math.toIntExact(length)));
            written += length;
            unsynced += length;
            if (isSynced && unsynced >= SYNC_BYTES) {
                file.sync();
                unsynced = 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of everything taken; 0 without one. */
    public long checksum() {
        return checksum;
    }

    public long written() {
        return written;
    }
}
