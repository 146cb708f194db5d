package io.glassbox.network.connection;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.transport.Wire;
import io.glassbox.structure.memory.Slabs;

/**
 * One peer: its input framed and handed over request by request, its replies written once per turn of the loop.
 *
 * <p>Reading goes into a buffer that all connections share; only what is left over (half a request, or the input of a connection
 * that is stopped) is copied into a {@link QueryBuffer} of its own. Readiness may be reported once per change only, so a
 * connection that did not read or write to the end remembers that.
 */
public final class Connection implements Wire.Readiness {
    /** Reads or writes of one connection in a turn, so that a busy one does not keep the others waiting. */
    private static final int MOST_CALLS = 4;

    private final Wire wire;
    private final Connections home;
    private final RequestHandler handler;
    private final RequestInput input;
    private final ReplyOutput output;
    private Object attachment = this;

    /** The place in the list of all connections. */
    int index;

    /** No more requests; closes when the replies are out. */
    private boolean closing;

    /** Closes at the end of the turn. */
    private boolean doomed;

    private boolean closed;
    private boolean pendingFlush;
    private boolean pendingRead;
    private boolean ended;

    /** There is something to read, but a request of this connection is running. */
    private boolean unread;

    Connection(Wire wire, Connections home, RequestHandler handler, Slabs slabs, ReplyChunks chunks) {
        this.wire = wire;
        this.home = home;
        this.handler = handler;
        this.input = new RequestInput(this, home, handler, slabs);
        this.output = new ReplyOutput(chunks);
        output.replies().limit(new HardLimit());
    }

    /** The limit that holds while replies are made. */
    private final class HardLimit implements ReplyBuffer.Limit {
        @Override
        public boolean allows(long bytes) {
            long most = handler.replyLimit(Connection.this).hardBytes();
            return most == 0 || bytes < most;
        }

        @Override
        public void cutOff() {
            overflow(true);
        }
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
        return output.writer();
    }

    /** Goes on after {@link Verdict#STOP} or {@link Verdict#POSTPONE}; the rest of the input is run in this turn of the loop. */
    public void resume() {
        if (!closed && input.resume()) {
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

    public boolean isClosed() {
        return closed;
    }

    /** Whether replies wait since the peer does not read them. */
    public boolean isWriteBlocked() {
        return output.isBlocked();
    }

    /** Bytes of requests read but not run yet. */
    public long queryBytes() {
        return input.queryBytes();
    }

    /**
     * Room for more input: in the connection's own buffer, or its share of the common one while it is in use. 0 for a connection
     * that has been idle.
     */
    public long queryRoom() {
        return input.queryRoom();
    }

    /** Memory of the connection's own buffer. */
    public long queryMemory() {
        return input.queryMemory();
    }

    public ReplyBuffer replies() {
        return output.replies();
    }

    /** The room for replies that the connection needed of late, between 1 and 16 KiB. */
    public long replyRoom() {
        return output.shownRoom();
    }

    public long bytesRead() {
        return input.bytesRead();
    }

    public long bytesWritten() {
        return output.bytesWritten();
    }

    @Override
    public void ready(boolean readable, boolean writable, boolean peerEnded) {
        if (closed) {
            return;
        }
        if (writable && output.isBlocked()) {
            output.blocked(false);
            flushLater();
        }
        ended |= peerEnded;
        if (readable || peerEnded) {
            if (home.hasThreads() || input.isRunning()) {
                readLater();
            } else {
                read();
            }
        }
    }

    private void readLater() {
        if (input.isRunning()) {
            unread = true;
        } else if (!pendingRead && !closed) {
            pendingRead = true;
            home.readLater(this);
        }
    }

    /**
     * Writes past the replies that wait, from within a request that talks to its peer: as much as the peer takes at once. Returns
     * how much, or {@link Wire#CLOSED}.
     */
    public long writeWithin(ReplyBuffer bytes) {
        assert input.isRunning();
        long written = wire.write(bytes, home.scratch());
        if (written > 0) {
            bytes.consumed(written);
            home.countWritten(written);
        }
        return written;
    }

    /** Reads past the requests that wait, from within a request that talks to its peer: what is there, or {@link Wire#CLOSED}. */
    public int readWithin(long address, int room) {
        assert input.isRunning();
        return wire.read(address, room, home.scratch());
    }

    /** Takes away what came after {@link Verdict#STOP}: it is no request, but meant for whoever talks to the peer now. */
    public byte[] takeWaiting() {
        return input.takeWaiting();
    }

    /** Whether no more requests are taken. */
    boolean isEnding() {
        return closing || doomed || closed;
    }

    /** Requests were run. */
    void ran() {
        if (!pendingFlush && !output.replies().isEmpty()) {
            flushLater();
        }
        if (unread) {
            unread = false;
            readLater();
        }
    }

    /** Reads and runs, a few times over if there is so much; the rest waits for the next turn. */
    void read() {
        pendingRead = false;
        if (input.isRunning()) {
            unread = true;
            return;
        }
        for (int i = 0; i < MOST_CALLS; i++) {
            if (closed || doomed || !prepareRead()) {
                return;
            }
            int room = readRoom(home.inputLength());
            int length = wire.read(readTarget(home.inputAddress()), room, home.scratch());
            if (!take(home.inputAddress(), room, length)) {
                return;
            }
        }
        readLater();
    }

    /** Makes room; false if the connection is at its end. */
    boolean prepareRead() {
        if (closed || doomed) {
            return false;
        }
        if (!input.prepare()) {
            input.overflow();
            return false;
        }
        return true;
    }

    long readTarget(long shared) {
        return input.hasBuffer() ? input.target() : shared;
    }

    int readRoom(int sharedLength) {
        return input.hasBuffer() ? input.room() : sharedLength;
    }

    /** Runs what a read brought, to {@link #readTarget}. True if there may be more to read. */
    boolean take(long shared, int room, int length) {
        if (length == Wire.CLOSED) {
            close();
            return false;
        }
        if (length > 0 && !isEnding()) {
            if (input.hasBuffer()) {
                input.take(length);
            } else {
                input.take(shared, length);
            }
        }
        // A short read is the end of what was there: asking again would only cost a system call.
        return length == room || (ended && length > 0);
    }

    void takenInParallel(long shared, int room, int length) {
        pendingRead = false;
        if (!closed && take(shared, room, length)) {
            readLater();
        }
    }

    void runResumed() {
        if (!isEnding() && !input.isRunning()) {
            input.runResumed();
        }
    }

    /** Whether there is something to write that another thread may write. */
    boolean hasOnlyToWrite() {
        return !closed && !doomed && !output.isBlocked() && !output.replies().isEmpty();
    }

    /** Writes what is owed, or as much as the peer takes; then closes, if that was all. */
    void flush() {
        pendingFlush = false;
        if (closed) {
            return;
        }
        if (input.isRunning()) {
            // It may take back what it has written, and it is not to be pulled away from under its request.
            pendingFlush = true;
            home.flushNextTurn(this);
            return;
        }
        if (doomed) {
            close();
            return;
        }
        ReplyBuffer replies = output.replies();
        for (int i = 0; i < MOST_CALLS && !replies.isEmpty() && !output.isBlocked(); i++) {
            if (!sent(wire.write(replies, home.scratch()))) {
                return;
            }
        }
        settle();
    }

    void flushedInParallel(long bytes) {
        pendingFlush = false;
        if (!closed && sent(bytes)) {
            settle();
        }
    }

    private boolean sent(long bytes) {
        if (bytes == Wire.CLOSED) {
            close();
            return false;
        }
        output.sent(bytes);
        output.blocked(wire.isFull());
        home.countWritten(bytes);
        return true;
    }

    private void settle() {
        if (output.replies().isEmpty()) {
            output.drained();
            if (closing) {
                close();
            }
            return;
        }
        if (!output.isBlocked()) {
            pendingFlush = true;
            home.flushNextTurn(this);
        }
        checkReplyLimits(home.nanos());
    }

    /** Closes if replies have piled up beyond the limits. */
    void checkReplyLimits(long now) {
        if (doomed || closed) {
            return;
        }
        switch (output.overflow(handler.replyLimit(this), now)) {
            case NONE -> {}
            case HARD -> overflow(true);
            case SOFT -> overflow(false);
        }
    }

    private void overflow(boolean hard) {
        handler.onReplyOverflow(this, hard);
        closeNow();
    }

    /** Gives memory back that the last moments did not need, and applies the limits that depend on time. */
    void trim(long now, long peakNanos, boolean resizing) {
        input.trim(now);
        if (resizing) {
            output.trim(now, peakNanos);
        }
        checkReplyLimits(now);
    }

    /** Closes at once; not to be called from within one's own request. */
    void close() {
        if (closed) {
            return;
        }
        assert !input.isRunning();
        closed = true;
        wire.bind(null);
        wire.close();
        input.close();
        output.replies().clear();
        home.remove(this);
        handler.onClosed(this);
    }

    /** For messages. */
    @Override
    public String toString() {
        return wire.remoteAddress();
    }
}
