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
 *
 * <p>With a limit, replies that would outgrow it, or the whole supply, are cut off: everything is dropped, what is still written goes nowhere, and
 * whoever set the limit is told, since the connection has to end. So a command that replies without end takes no memory.
 */
public final class ReplyBuffer {
    private static final int MOST_GAPS = 4;

    private final ReplyChunks supply;
    private final @Nullable Chunk[] gapChunks = new @Nullable Chunk[MOST_GAPS];
    private final int[] gapOffsets = new int[MOST_GAPS];
    private final long[] gapPositions = new long[MOST_GAPS];
    private int gaps;
    private @Nullable Chunk head;
    private @Nullable Chunk tail;
    private int chunks;
    private long end;
    private long sent;
    private @Nullable Limit limit;
    private boolean cutOff;

    public ReplyBuffer(ReplyChunks supply) {
        this.supply = supply;
    }

    /** Asks {@code limit} from now on before it grows beyond its first chunk. */
    public void limit(Limit whatIsAllowed) {
        limit = whatIsAllowed;
    }

    /** Says how much may wait, and hears of it when that was not enough. */
    public interface Limit {
        /** Whether a buffer may hold {@code bytes}, which are more than one chunk. */
        boolean allows(long bytes);

        /** In the middle of a reply, once: everything was dropped. */
        void cutOff();
    }

    /** Whether the limit was passed: nothing that is written here will reach anybody. */
    public boolean isCutOff() {
        return cutOff;
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

    /**
     * Leaves room for {@code bytes} that are known only when what follows them is written; {@link #closeGap} must follow, that of
     * the last one opened first.
     */
    public void openGap(int bytes) {
        reserve(bytes);
        if (cutOff) {
            return;
        }
        Chunk chunk = tail;
        assert chunk != null;
        gapChunks[gaps] = chunk;
        gapOffsets[gaps] = chunk.end;
        gapPositions[gaps] = end;
        gaps++;
        advance(bytes);
    }

    /** Fills the last gap, of {@code bytes}, with {@code length} bytes, which may be fewer: the rest of its chunk closes up. */
    public void closeGap(int bytes, long address, int length) {
        if (cutOff) {
            return;
        }
        gaps--;
        Chunk chunk = gapChunks[gaps];
        gapChunks[gaps] = null;
        assert chunk != null && length <= bytes;
        long at = chunk.address + gapOffsets[gaps];
        Memory.copy(address, at, length);
        Memory.copy(at + bytes, at + length, chunk.end - gapOffsets[gaps] - (long) bytes);
        chunk.end -= bytes - length;
        end -= bytes - length;
    }

    private void forgetGaps(long position) {
        while (gaps > 0 && gapPositions[gaps - 1] >= position) {
            gaps--;
            gapChunks[gaps] = null;
        }
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
        if (cutOff) {
            return;
        }
        assert position >= sent && position <= end : position;
        forgetGaps(position);
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
     * Writes up to {@code most} pairs of address and length, 8 bytes each, to {@code pairs}: the pieces to send, first piece
     * first, as a gathering write takes them. Returns how many.
     */
    public int gather(long pairs, int most) {
        int count = 0;
        for (Chunk chunk = head; chunk != null && count < most; chunk = chunk.next) {
            if (chunk.end > chunk.start) {
                Memory.putLong(pairs + count * 16L, chunk.address + chunk.start);
                Memory.putLong(pairs + count * 16L + 8, chunk.end - chunk.start);
                count++;
            }
        }
        return count;
    }

    /** Copies the first bytes to send, up to {@code most}, to {@code address}; returns how many. They stay here. */
    public int copyTo(long address, int most) {
        int count = 0;
        for (Chunk chunk = head; chunk != null && count < most; chunk = chunk.next) {
            int part = Math.min(chunk.end - chunk.start, most - count);
            Memory.copy(chunk.address + chunk.start, address + count, part);
            count += part;
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
        forgetGaps(0);
        release(head);
        head = null;
        tail = null;
        sent = end;
    }

    private Chunk append() {
        Limit asked = limit;
        if (asked != null && chunks > 0 && !mayGrow(asked)) {
            return sink(asked);
        }
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

    private boolean mayGrow(Limit asked) {
        return !cutOff && !supply.isExhausted() && asked.allows((chunks + 1L) * ReplyChunks.CHUNK_BYTES);
    }

    /** The one chunk that takes what nobody will read. */
    private Chunk sink(Limit passed) {
        Chunk chunk = tail;
        assert chunk != null;
        if (!cutOff) {
            forgetGaps(0);
            release(head);
            chunk = supply.take();
            chunks = 1;
            head = chunk;
            tail = chunk;
            cutOff = true;
            passed.cutOff();
        }
        chunk.start = 0;
        chunk.end = 0;
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
