package io.glassbox.network.connection;

import io.glassbox.network.protocol.ProtocolError;
import io.glassbox.network.protocol.Request;
import io.glassbox.network.protocol.RequestReader;
import io.glassbox.network.protocol.RequestReader.Progress;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Slabs;

/**
 * The input of one connection: where to read to, what of it is framed and run, what has to be kept.
 *
 * <p>Reading is in two steps, {@link #prepare} and {@link #take}, so that another thread can do the system call in between.
 */
final class RequestInput {
    /** What a connection that reads through the shared buffer is said to have room for, as long as it is in use. */
    private static final int SHARED_ROOM = 16 * 1024;

    private static final byte[] NOTHING = {};

    /** After this time without input nothing is kept for more of it. */
    private static final long IDLE_NANOS = 2_000_000_000;

    private final Connection connection;
    private final Connections home;
    private final RequestHandler handler;
    private final RequestReader reader = new RequestReader();
    private final QueryBuffer query;
    private final Limits limits = new Limits();
    private boolean stopped;
    private boolean postponed;
    private boolean running;
    private boolean active;
    private boolean idle = true;
    private long activeNanos;
    private long bytesRead;
    private long expected;

    /** What the reader has to ask: the server's limit, and who this is. */
    private final class Limits implements RequestReader.Limits {
        @Override
        public long longestArgument() {
            return handler.longestArgument();
        }

        @Override
        public boolean isUnauthenticated() {
            return handler.isUnauthenticated(connection);
        }
    }

    RequestInput(Connection connection, Connections home, RequestHandler handler, Slabs slabs) {
        this.connection = connection;
        this.home = home;
        this.handler = handler;
        this.query = new QueryBuffer(slabs);
    }

    boolean isRunning() {
        return running;
    }

    long bytesRead() {
        return bytesRead;
    }

    /** Bytes that no request or argument was made of yet. */
    long queryBytes() {
        return query.length() == 0 ? 0 : query.end() - reader.position();
    }

    long queryRoom() {
        if (query.isOpen()) {
            return query.room();
        }
        return idle ? 0 : SHARED_ROOM;
    }

    long queryMemory() {
        return query.held();
    }

    boolean hasBuffer() {
        return query.isOpen();
    }

    /** Makes room in the connection's own buffer, if it has one. False if there is no memory for it. */
    boolean prepare() {
        if (!query.isOpen()) {
            return true;
        }
        // A big argument gets a buffer of its size, but only as its bytes arrive.
        long awaited = reader.awaitedBytes() - (query.end() - reader.position());
        long most = Math.max(home.inputLength(), query.length());
        try {
            boolean isLarge = query.length() >= home.inputLength() && awaited > 0;
            long room = Math.clamp(awaited, isLarge ? 1 : home.inputLength() / 4, most);
            reader.relocate(query.reserve(room, Math.max(0, awaited)));
            tellExpected();
            return true;
        } catch (MemoryExhausted e) {
            return false;
        }
    }

    /** Where to read to after {@link #prepare}, if {@link #hasBuffer}. */
    long target() {
        return query.end();
    }

    int room() {
        return (int) Math.min(query.room(), Integer.MAX_VALUE);
    }

    /** Runs what was read into the connection's own buffer. */
    void take(int length) {
        count(length);
        if (query.length() == 0) {
            reader.startAt(query.end());
        }
        query.filled(length);
        runOwn();
    }

    /** Runs what was read into a buffer that is not ours; the rest moves into one of our own. */
    void take(long from, int length) {
        count(length);
        long end = from + length;
        long rest = from;
        reader.startAt(from);
        if (!stopped) {
            rest = run(from, end);
        }
        if (rest == end || connection.isEnding()) {
            return;
        }
        try {
            reader.relocate(query.takeOver(rest, end - rest));
        } catch (MemoryExhausted e) {
            overflow();
            return;
        }
        checkLimit();
        tellExpected();
    }

    /**
     * Says how much the buffer has to grow until the argument is complete that is being waited for: who announces more than there is
     * for clients need not send it first.
     */
    private void tellExpected() {
        long now = query.isOpen() ? query.growthFor(reader.awaitedBytes() - (query.end() - reader.position())) : 0;
        if (now != expected) {
            handler.onExpected(connection, now - expected);
            expected = now;
        }
    }

    private void count(int length) {
        active = true;
        idle = false;
        bytesRead += length;
        home.countRead(length);
    }

    private void runOwn() {
        if (!stopped) {
            query.consumedUpTo(run(query.start(), query.end()));
        }
        if (connection.isEnding()) {
            query.close();
        } else {
            checkLimit();
        }
        tellExpected();
    }

    private void checkLimit() {
        if (query.length() > handler.queryBufferLimit()) {
            overflow();
        }
    }

    void overflow() {
        handler.onQueryBufferOverflow(connection);
        connection.closeNow();
    }

    /** Takes away what came during a stop: nothing of it will be run. */
    byte[] takeWaiting() {
        assert stopped && !running;
        if (query.length() == 0) {
            return NOTHING;
        }
        byte[] waiting = Memory.toBytes(query.start(), (int) query.length());
        query.consumedUpTo(query.end());
        reader.startAt(query.end());
        return waiting;
    }

    /** Ends a stop; true if there is input to run. */
    boolean resume() {
        boolean wasStopped = stopped;
        stopped = false;
        return wasStopped;
    }

    /** Runs the input that came during a stop. */
    void runResumed() {
        if (!stopped && query.isOpen() && query.length() > 0) {
            runOwn();
        }
    }

    /** Hands over complete requests between the two addresses. Returns where the first one begins that was not consumed. */
    private long run(long from, long end) {
        running = true;
        try {
            return runAll(from, end);
        } finally {
            running = false;
            connection.ran();
        }
    }

    private long runAll(long from, long end) {
        long consumed = from;
        while (true) {
            if (postponed) {
                postponed = false;
            } else {
                Progress progress = reader.read(end, limits);
                if (progress == Progress.INCOMPLETE) {
                    return consumed;
                }
                if (progress == Progress.BROKEN) {
                    breakOff();
                    return end;
                }
                if (progress == Progress.EMPTY) {
                    consumed = reader.position();
                    reader.startAt(consumed);
                    continue;
                }
            }
            Request request = reader.request();
            Verdict verdict = handler.onRequest(connection, request);
            if (verdict == Verdict.POSTPONE) {
                // It stays framed: an inline request could not be split a second time.
                postponed = true;
                stopped = true;
                return consumed;
            }
            consumed = reader.position();
            reader.startAt(consumed);
            if (verdict == Verdict.CLOSE) {
                connection.closeAfterReplies();
            }
            if (connection.isEnding()) {
                return end;
            }
            if (verdict == Verdict.STOP) {
                stopped = true;
                return consumed;
            }
        }
    }

    private void breakOff() {
        ProtocolError error = reader.error();
        assert error != null;
        String reply = error.reply(reader.offendingByte());
        connection.writer().error(reply);
        handler.onProtocolError(connection, reply);
        connection.closeAfterReplies();
    }

    /** Gives memory back that is not needed any more. */
    void trim(long now) {
        if (active) {
            active = false;
            activeNanos = now;
        } else if (!idle && now - activeNanos >= IDLE_NANOS) {
            idle = true;
        }
        try {
            reader.relocate(query.trim(idle));
        } catch (MemoryExhausted e) {
            // It could not be made smaller, so it stays as it is.
            assert query.isOpen();
        }
    }

    void close() {
        query.close();
        tellExpected();
    }
}
