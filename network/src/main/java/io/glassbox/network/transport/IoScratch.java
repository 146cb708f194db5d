package io.glassbox.network.transport;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

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
    private @Nullable ByteBuffer records;
    private long recordsAddress;

    public IoScratch(Slabs slabs) {
        this.slabs = slabs;
        this.address = slabs.allocate(BYTES);
        this.buffer = Memory.segment(address, BYTES).asByteBuffer();
    }

    public long address() {
        return address;
    }

    /** The same memory for channels, and for what is encrypted or has been decrypted. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /**
     * As much memory again, for the encrypted form of what passes through {@link #buffer}. Any thread may be the first to need it,
     * so it is none of the allocator's; who serves no TLS never has it.
     */
    public ByteBuffer records() {
        ByteBuffer existing = records;
        if (existing == null) {
            existing = ByteBuffer.allocateDirect(BYTES);
            records = existing;
            recordsAddress = MemorySegment.ofBuffer(existing).address();
        }
        return existing;
    }

    /** Where {@link #records} begin, after they were asked for. */
    public long recordsAddress() {
        return recordsAddress;
    }

    @Override
    public void close() {
        slabs.free(address);
    }
}
