package io.glassbox.network.connection;

import io.glassbox.foundation.setting.value.OutputBufferLimits.Limit;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.network.protocol.ReplyWriter;

/** The replies of one connection: how many wait, how long they have been too many, whether the peer takes them. */
final class ReplyOutput {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** What an idle connection is said to have for replies, as Redis keeps it. */
    private static final int SMALLEST_SHOWN = 1024;

    private final ReplyBuffer replies;
    private final ReplyWriter writer;
    private boolean blocked;
    private boolean overSoft;
    private long softSince;
    private long bytesWritten;
    private long peak = ReplyChunks.CHUNK_BYTES;
    private long peakNow;
    private long peakSince;

    ReplyOutput(ReplyChunks chunks) {
        this.replies = new ReplyBuffer(chunks);
        this.writer = new ReplyWriter(replies);
    }

    ReplyBuffer replies() {
        return replies;
    }

    ReplyWriter writer() {
        return writer;
    }

    boolean isBlocked() {
        return blocked;
    }

    void blocked(boolean on) {
        blocked = on;
    }

    long bytesWritten() {
        return bytesWritten;
    }

    /** Takes off what went out. */
    void sent(long bytes) {
        peakNow = Math.max(peakNow, replies.pendingBytes());
        replies.consumed(bytes);
        bytesWritten += bytes;
    }

    /** Nothing waits any more. */
    void drained() {
        overSoft = false;
    }

    /**
     * Whether the limit is broken now. As in Redis, what fits the one buffer that every client has is not held against it, and a
     * soft limit has to be broken for its whole time.
     */
    Overflow overflow(Limit limit, long now) {
        long owed = replies.chunkCount() > 1 ? replies.heldBytes() : 0;
        if (limit.hardBytes() > 0 && owed >= limit.hardBytes()) {
            return Overflow.HARD;
        }
        if (limit.softBytes() == 0 || owed < limit.softBytes()) {
            overSoft = false;
        } else if (!overSoft) {
            overSoft = true;
            softSince = now;
        } else if (now - softSince > limit.softSeconds() * NANOS_PER_SECOND) {
            return Overflow.SOFT;
        }
        return Overflow.NONE;
    }

    enum Overflow {
        NONE,
        HARD,
        SOFT
    }

    /** The room for replies that the connection used of late: what CLIENT LIST shows. */
    long shownRoom() {
        return peak;
    }

    /** Forgets the largest use after {@code peakNanos}. */
    void trim(long now, long peakNanos) {
        long used = Math.max(peakNow, replies.pendingBytes());
        if (used > peak) {
            peak = room(used);
        }
        if (peakNanos >= 0 && now - peakSince >= peakNanos) {
            peak = room(used);
            peakSince = now;
            peakNow = 0;
        }
    }

    private static long room(long used) {
        long rounded = used <= SMALLEST_SHOWN ? SMALLEST_SHOWN : Long.highestOneBit(used - 1) << 1;
        return Math.min(rounded, ReplyChunks.CHUNK_BYTES);
    }
}
