package io.glassbox.network.transport;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.ByteBuffer;

/**
 * Working memory of one thread that reads and writes: lists of pieces for gathering writes, or a place through which bytes pass
 * on their way to a channel. Nothing in it outlives a call. Taken and freed by the thread that owns the allocator.
 */
public final class IoScratch implements AutoCloseable {
    /** Bytes of the working memory. */
    public static final int BYTES = 64 * 1024;

    private final Slabs slabs;
    private final long address;
    private final ByteBuffer buffer;

    public IoScratch(Slabs slabs) {
        this.slabs = slabs;
        this.address = slabs.allocate(BYTES);
        this.buffer = Memory.segment(address, BYTES).asByteBuffer();
    }

    long address() {
        return address;
    }

    /** The same memory for channels. */
    ByteBuffer buffer() {
        return buffer;
    }

    @Override
    public void close() {
        slabs.free(address);
    }
}
