package io.glassbox.foundation.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. One thread at a time, but {@link #sync} may run beside a write. */
public interface StoredFile extends Closeable {
    /** Reads at {@code position} into the room of {@code target}; the number of bytes, or -1 at the end. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes all that remains in {@code source} at the end of the file. */
    void write(ByteBuffer source) throws IOException;

    /** Returns when everything written is on the medium, with as much metadata as is needed to read it back. */
    void sync() throws IOException;

    long size() throws IOException;

    /** Cuts the file at {@code size} bytes; the next write goes there. */
    void truncate(long size) throws IOException;
}
