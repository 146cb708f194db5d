package io.glassbox.network.protocol;

import io.glassbox.structure.memory.Slabs;
import org.jspecify.annotations.Nullable;

/**
 * The supply of reply chunks of one server: blocks of one size, recycled with the objects that describe them, so that a
 * reply allocates nothing once the server is warm. Owned by the engine thread.
 */
public final class ReplyChunks {
    /** Bytes in a chunk: what Redis keeps per client for replies, here lent only while a reply waits to be written. */
    public static final int CHUNK_BYTES = 16 * 1024;

    private static final int KEPT = 256;

    private final Slabs slabs;
    private @Nullable Chunk free;
    private int freeCount;
    private long lentBytes;
    private long mostLentBytes = Long.MAX_VALUE;

    public ReplyChunks(Slabs slabs) {
        this.slabs = slabs;
    }

    /** Lends no more than this to replies that hold a chunk already: what the machine can bear, whatever the clients' limits say. */
    public void lendAtMost(long bytes) {
        mostLentBytes = bytes;
    }

    boolean isExhausted() {
        return lentBytes + CHUNK_BYTES > mostLentBytes;
    }

    Chunk take() {
        Chunk chunk = free;
        if (chunk == null) {
            chunk = new Chunk(slabs.allocate(CHUNK_BYTES));
        } else {
            free = chunk.next;
            freeCount--;
        }
        chunk.next = null;
        chunk.start = 0;
        chunk.end = 0;
        lentBytes += CHUNK_BYTES;
        return chunk;
    }

    void giveBack(Chunk chunk) {
        lentBytes -= CHUNK_BYTES;
        if (freeCount == KEPT) {
            slabs.free(chunk.address);
            return;
        }
        chunk.next = free;
        free = chunk;
        freeCount++;
    }

    /** Bytes in chunks that hold replies not yet written. */
    public long lentBytes() {
        return lentBytes;
    }

    /** Frees the spare chunks: before a leak check, and when memory is short. */
    public void trim() {
        for (Chunk chunk = free; chunk != null; chunk = chunk.next) {
            slabs.free(chunk.address);
        }
        free = null;
        freeCount = 0;
    }

    /** A block with bytes from {@code start} up to {@code end} still to be sent. */
    static final class Chunk {
        final long address;
        int start;
        int end;

        @Nullable
        Chunk next;

        Chunk(long address) {
            this.address = address;
        }

        int room() {
            return CHUNK_BYTES - end;
        }
    }
}
