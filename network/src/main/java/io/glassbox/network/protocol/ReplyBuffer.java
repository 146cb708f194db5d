package io.glassbox.network.protocol;

import io.glassbox.network.protocol.ReplyChunks.Chunk;
import io.glassbox.structure.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that wait to be written to one connection: a chain of chunks, filled at the tail, sent from the head.
 *
 * <p>Positions count bytes since the buffer was made and never go back but by {@link #rewindTo}; so a position taken
 * before a command is the place to return to when the command fails after it began to reply. An idle connection holds no
 * chunk at all.
 */
public final class ReplyBuffer {
    private final ReplyChunks supply;
    private @Nullable Chunk head;
    private @Nullable Chunk tail;
    private int chunks;
    private long end;
    private long sent;

    public ReplyBuffer(ReplyChunks supply) {
        this.supply = supply;
    }

    /** Makes room for {@code bytes} (at most a chunk) in one piece and returns its address; {@link #advance} follows. */
    public long reserve(int bytes) {
        assert bytes <= ReplyChunks.CHUNK_BYTES : bytes;
        Chunk chunk = tail;
        if (chunk == null || chunk.room() < bytes) {
            chunk = append();
        }
        return chunk.address + chunk.end;
    }

    /** Says that {@code bytes} of the reserved room are filled. */
    public void advance(int bytes) {
        Chunk chunk = tail;
        assert chunk != null;
        chunk.end += bytes;
        end += bytes;
    }

    /** Copies {@code length} bytes in, over as many chunks as it takes. */
    public void append(long address, long length) {
        while (length > 0) {
            Chunk chunk = tail;
            if (chunk == null || chunk.room() == 0) {
                chunk = append();
            }
            int part = (int) Math.min(length, chunk.room());
            Memory.copy(address, chunk.address + chunk.end, part);
            chunk.end += part;
            end += part;
            address += part;
            length -= part;
        }
    }

    public void append(byte[] bytes, int offset, int length) {
        while (length > 0) {
            Chunk chunk = tail;
            if (chunk == null || chunk.room() == 0) {
                chunk = append();
            }
            int part = Math.min(length, chunk.room());
            Memory.copyIn(bytes, offset, chunk.address + chunk.end, part);
            chunk.end += part;
            end += part;
            offset += part;
            length -= part;
        }
    }

    /** Copies everything that waits in {@code other} to the end of this one; {@code other} keeps its bytes. */
    public void append(ReplyBuffer other) {
        for (Chunk chunk = other.head; chunk != null; chunk = chunk.next) {
            append(chunk.address + chunk.start, chunk.end - chunk.start);
        }
    }

    /** The position behind the last byte. */
    public long position() {
        return end;
    }

    /** Drops everything behind {@code position}, which nobody has sent yet. */
    public void rewindTo(long position) {
        assert position >= sent && position <= end : position;
        long keep = position - sent;
        end = position;
        Chunk chunk = head;
        Chunk last = null;
        while (chunk != null && keep > 0) {
            int held = chunk.end - chunk.start;
            if (held >= keep) {
                chunk.end = chunk.start + (int) keep;
            }
            keep -= Math.min(held, keep);
            last = chunk;
            chunk = chunk.next;
        }
        if (last == null) {
            head = null;
        } else {
            last.next = null;
        }
        tail = last;
        release(chunk);
    }

    /** Bytes not sent yet. */
    public long pendingBytes() {
        return end - sent;
    }

    public boolean isEmpty() {
        return end == sent;
    }

    /** Memory held for the bytes that wait. */
    public long heldBytes() {
        return (long) chunks * ReplyChunks.CHUNK_BYTES;
    }

    public int chunkCount() {
        return chunks;
    }

    /** The address of the first bytes to send; meaningful while the buffer is not empty. */
    public long headAddress() {
        Chunk chunk = head;
        assert chunk != null;
        return chunk.address + chunk.start;
    }

    /** How many bytes lie in one piece at {@link #headAddress}. */
    public int headLength() {
        Chunk chunk = head;
        return chunk == null ? 0 : chunk.end - chunk.start;
    }

    /**
     * Fills {@code addresses} and {@code lengths} with up to their length in pieces to send, first piece first, for a
     * gathering write. Returns how many.
     */
    public int pieces(long[] addresses, int[] lengths) {
        int count = 0;
        for (Chunk chunk = head; chunk != null && count < addresses.length; chunk = chunk.next) {
            if (chunk.end > chunk.start) {
                addresses[count] = chunk.address + chunk.start;
                lengths[count] = chunk.end - chunk.start;
                count++;
            }
        }
        return count;
    }

    /** Says that the first {@code bytes} have gone out; chunks that are empty now go back to the supply. */
    public void consumed(long bytes) {
        sent += bytes;
        Chunk chunk = head;
        while (chunk != null) {
            int part = (int) Math.min(bytes, chunk.end - chunk.start);
            chunk.start += part;
            bytes -= part;
            if (chunk.start < chunk.end) {
                break;
            }
            Chunk next = chunk.next;
            supply.giveBack(chunk);
            chunks--;
            chunk = next;
        }
        head = chunk;
        if (chunk == null) {
            tail = null;
        }
        assert bytes == 0 : bytes;
    }

    /** Drops everything: the connection is gone. */
    public void clear() {
        release(head);
        head = null;
        tail = null;
        sent = end;
    }

    private Chunk append() {
        Chunk chunk = supply.take();
        chunks++;
        Chunk last = tail;
        if (last == null) {
            head = chunk;
        } else {
            last.next = chunk;
        }
        tail = chunk;
        return chunk;
    }

    private void release(@Nullable Chunk chunk) {
        while (chunk != null) {
            Chunk next = chunk.next;
            supply.giveBack(chunk);
            chunks--;
            chunk = next;
        }
    }
}
