package io.glassbox.network.connection;

import io.glassbox.network.protocol.ProtocolError;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.RequestReader;
import io.glassbox.network.protocol.RequestReader.Progress;
import io.glassbox.network.transport.Wire;
import io.glassbox.structure.memory.Slabs;

/**
 * One peer: its input framed and handed over request by request, its replies written once per turn of the loop.
 *
 * <p>Reading goes into a buffer that all connections share; only what is left over (half a request, or the input of a connection
 * that is stopped) is copied into a {@link QueryBuffer} of its own. Readiness is edge-triggered: a connection that did not read
 * until nothing was left remembers that.
 */
public final class Connection implements Wire.Readiness {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Wire wire;
    private final Connections home;
    private final RequestHandler handler;
    private final ReplyBuffer replies;
    private final ReplyWriter writer;
    private final RequestReader reader = new RequestReader();
    private final QueryBuffer query;
    private final Limits limits = new Limits();
    private Object attachment = this;
    private boolean stopped;
    private boolean closing;
    private boolean closed;
    private boolean doomed;
    private boolean writeBlocked;
    private boolean pendingFlush;
    private boolean unauthenticated;
    private boolean running;
    private long bytesRead;
    private long bytesWritten;
    private long hardLimit;
    private long softLimit;
    private long softNanos;
    private long softSince;

    /** What the reader has to ask: the server's limit, and who this is. */
    private final class Limits implements RequestReader.Limits {
        @Override
        public long longestArgument() {
            return handler.longestArgument();
        }

        @Override
        public boolean isUnauthenticated() {
            return unauthenticated;
        }
    }

    Connection(Wire wire, Connections home, RequestHandler handler, Slabs slabs, ReplyChunks chunks) {
        this.wire = wire;
        this.home = home;
        this.handler = handler;
        this.replies = new ReplyBuffer(chunks);
        this.writer = new ReplyWriter(replies);
        this.query = new QueryBuffer(slabs);
    }

    /** What the handler keeps with the connection. */
    public Object attachment() {
        return attachment;
    }

    public void attach(Object object) {
        attachment = object;
    }

    public Wire wire() {
        return wire;
    }

    public ReplyWriter writer() {
        return writer;
    }

    /** An unauthenticated peer may only send small requests. */
    public void trust(boolean authenticated) {
        unauthenticated = !authenticated;
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        if (closed) {
            return;
        }
        if (writable && writeBlocked) {
            writeBlocked = false;
            flush();
        }
        if (readable && !closed) {
            read();
        }
    }

    /** Goes on after {@link Verdict#STOP} or {@link Verdict#POSTPONE}; the rest of the input is run in this turn of the loop. */
    public void resume() {
        if (stopped && !closed) {
            stopped = false;
            home.resumeLater(this);
        }
    }

    /** Has the replies written at the end of this turn. */
    public void flushLater() {
        if (!pendingFlush && !closed) {
            pendingFlush = true;
            home.flushLater(this);
        }
    }

    /** Runs nothing more, writes what is owed, closes. */
    public void closeAfterReplies() {
        closing = true;
        flushLater();
    }

    /** Closes at the end of this turn, whatever is owed. */
    public void closeNow() {
        doomed = true;
        flushLater();
    }

    /** Limits for replies that pile up: at once, and for a time; 0 for none. */
    public void limitReplies(long hardBytes, long softBytes, long softSeconds) {
        hardLimit = hardBytes;
        softLimit = softBytes;
        softNanos = softSeconds * NANOS_PER_SECOND;
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean isWriteBlocked() {
        return writeBlocked;
    }

    public long queryBytes() {
        return query.length();
    }

    public long queryRoom() {
        return query.isOpen() ? query.room() : 0;
    }

    public long queryMemory() {
        return query.held();
    }

    public ReplyBuffer replies() {
        return replies;
    }

    public long bytesRead() {
        return bytesRead;
    }

    public long bytesWritten() {
        return bytesWritten;
    }

    private void read() {
        while (!closed && !doomed) {
            if (closing) {
                discardInput();
                return;
            }
            int length;
            boolean filledUp;
            if (query.isOpen()) {
                int room = makeRoom();
                length = wire.read(query.end(), room);
                filledUp = length == room;
                if (length > 0) {
                    query.filled(length);
                    count(length);
                    runOwn();
                }
            } else {
                int room = home.inputLength();
                long input = home.inputAddress();
                length = wire.read(input, room);
                filledUp = length == room;
                if (length > 0) {
                    count(length);
                    runShared(input, input + length);
                }
            }
            if (length == Wire.CLOSED) {
                close();
                return;
            }
            // A short read is the end of what was there: asking again would only cost a system call.
            if (!filledUp) {
                return;
            }
        }
    }

    private void discardInput() {
        int length;
        do {
            length = wire.read(home.inputAddress(), home.inputLength());
        } while (length == home.inputLength());
        if (length == Wire.CLOSED) {
            close();
        }
    }

    private void count(int length) {
        bytesRead += length;
        home.countRead(length);
    }

    /** A big argument gets a buffer of its size, as its bytes arrive; others double. */
    private int makeRoom() {
        long awaited = reader.awaitedBytes() - (query.end() - reader.position());
        long wanted = Math.max(awaited, home.inputLength() / 4);
        wanted = Math.min(wanted, Math.max(home.inputLength(), query.length()));
        long moved = query.reserve(wanted);
        reader.relocate(moved);
        return (int) Math.min(query.room(), Integer.MAX_VALUE);
    }

    /** Runs what lies in the shared buffer; the rest goes into a buffer of our own. */
    private void runShared(long from, long end) {
        long rest = from;
        if (!stopped) {
            reader.startAt(from);
            rest = run(from, end);
        }
        if (rest < end && !closed && !closing) {
            boolean inRequest = !stopped;
            long moved = query.takeOver(rest, end - rest);
            if (inRequest) {
                reader.relocate(moved);
            } else {
                reader.startAt(query.start());
            }
            checkQueryLimit();
        }
    }

    private void runOwn() {
        if (!stopped) {
            long rest = run(query.start(), query.end());
            query.consumedUpTo(rest);
        }
        if (closed || closing || query.length() == 0) {
            query.close();
        } else {
            checkQueryLimit();
        }
    }

    private void checkQueryLimit() {
        if (query.length() > handler.queryBufferLimit()) {
            handler.onQueryBufferOverflow(this);
            closeNow();
        }
    }

    /** Runs the input after a stop. */
    void runResumed() {
        if (closed || stopped) {
            return;
        }
        if (query.isOpen()) {
            reader.startAt(query.start());
            runOwn();
        }
    }

    /**
     * Hands over complete requests between the two addresses. Returns where the first one begins that was not consumed; the reader
     * knows how far it came within it.
     */
    private long run(long from, long end) {
        running = true;
        long consumed = from;
        try {
            while (true) {
                Progress progress = reader.read(end, limits);
                switch (progress) {
                    case INCOMPLETE -> {
                        return consumed;
                    }
                    case BROKEN -> {
                        breakOff();
                        return end;
                    }
                    case EMPTY -> {
                        consumed = reader.position();
                        reader.startAt(consumed);
                    }
                    case COMPLETE -> {
                        Verdict verdict = handler.onRequest(this, reader.request());
                        if (verdict == Verdict.POSTPONE) {
                            stopped = true;
                            return consumed;
                        }
                        consumed = reader.position();
                        reader.startAt(consumed);
                        if (verdict != Verdict.CONTINUE || closed || doomed) {
                            stopped = verdict == Verdict.STOP;
                            closing |= verdict == Verdict.CLOSE;
                            return closing ? end : consumed;
                        }
                    }
                }
            }
        } finally {
            running = false;
            if (!replies.isEmpty() || closing) {
                flushLater();
            }
        }
    }

    private void breakOff() {
        ProtocolError error = reader.error();
        assert error != null;
        String reply = error.reply(reader.offendingByte());
        writer.error(reply);
        handler.onProtocolError(this, reply);
        closing = true;
        flushLater();
    }

    /** Writes what is owed; called by the loop at the end of a turn and when the peer can take more. */
    void flush() {
        pendingFlush = false;
        if (closed) {
            return;
        }
        if (doomed) {
            close();
            return;
        }
        if (!replies.isEmpty() && !writeBlocked) {
            long before = replies.pendingBytes();
            boolean alive = wire.write(replies);
            long written = before - replies.pendingBytes();
            bytesWritten += written;
            home.countWritten(written);
            if (!alive) {
                close();
                return;
            }
            writeBlocked = !replies.isEmpty();
        }
        if (closing && replies.isEmpty()) {
            close();
        } else if (writeBlocked) {
            checkReplyLimits(home.nanos());
        } else {
            softSince = 0;
        }
    }

    /** Closes if replies have piled up beyond the limits. */
    void checkReplyLimits(long now) {
        long owed = replies.heldBytes();
        boolean hard = hardLimit > 0 && owed >= hardLimit;
        boolean soft = softLimit > 0 && owed >= softLimit;
        if (!soft) {
            softSince = 0;
        } else if (softSince == 0) {
            softSince = now;
            soft = false;
        } else {
            soft = now - softSince > softNanos;
        }
        if (hard || soft) {
            handler.onReplyOverflow(this, hard);
            doomed = true;
            home.closeLater(this);
        }
    }

    /** Closes at once; not to be called from within one's own request. */
    void close() {
        if (closed) {
            return;
        }
        assert !running;
        closed = true;
        wire.bind(null);
        wire.close();
        query.close();
        replies.clear();
        home.remove(this);
        handler.onClosed(this);
    }

    /** For messages. */
    @Override
    public String toString() {
        return wire.remoteAddress();
    }
}
