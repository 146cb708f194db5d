package io.glassbox.network.connection;

import io.glassbox.foundation.time.Clock;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.network.transport.Transport;
import io.glassbox.network.transport.Wire;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All connections of one loop and what they share: the input buffer, the list of those whose replies wait for the end of the
 * turn, the counters.
 */
public final class Connections implements Transport.Acceptor {
    /** Bytes read at most in one call for a connection without input of its own. */
    private static final int INPUT_BYTES = 64 * 1024;

    private final Slabs slabs;
    private final ReplyChunks chunks;
    private final Clock clock;
    private final RequestHandler handler;
    private final long input;
    private final Set<Connection> all = new LinkedHashSet<>();
    private List<Connection> toFlush = new ArrayList<>();
    private List<Connection> flushing = new ArrayList<>();
    private final List<Connection> toResume = new ArrayList<>();
    private final List<Connection> toClose = new ArrayList<>();
    private long reads;
    private long writes;
    private long bytesRead;
    private long bytesWritten;

    public Connections(Slabs slabs, ReplyChunks chunks, Clock clock, RequestHandler handler) {
        this.slabs = slabs;
        this.chunks = chunks;
        this.clock = clock;
        this.handler = handler;
        this.input = slabs.allocate(INPUT_BYTES);
    }

    @Override
    public void accepted(Wire wire) {
        Connection connection = new Connection(wire, this, handler, slabs, chunks);
        all.add(connection);
        wire.bind(connection);
        handler.onAccepted(connection);
    }

    public int count() {
        return all.size();
    }

    /** System calls that brought input. */
    public long reads() {
        return reads;
    }

    /** System calls that took replies. */
    public long writes() {
        return writes;
    }

    public long bytesRead() {
        return bytesRead;
    }

    public long bytesWritten() {
        return bytesWritten;
    }

    public void resetCounters() {
        reads = 0;
        writes = 0;
        bytesRead = 0;
        bytesWritten = 0;
    }

    /** Whether some connection has something to do without waiting. */
    public boolean hasWork() {
        return !toResume.isEmpty() || !toFlush.isEmpty() || !toClose.isEmpty();
    }

    /** Lets those go on that were resumed in this turn. */
    public void resumeAll() {
        for (int i = 0; i < toResume.size(); i++) {
            toResume.get(i).runResumed();
        }
        toResume.clear();
    }

    /** The end of a turn: every connection with replies writes once. */
    public void flushAll() {
        while (!toFlush.isEmpty()) {
            List<Connection> turn = toFlush;
            toFlush = flushing;
            flushing = turn;
            for (int i = 0; i < turn.size(); i++) {
                turn.get(i).flush();
            }
            turn.clear();
        }
        for (int i = 0; i < toClose.size(); i++) {
            toClose.get(i).close();
        }
        toClose.clear();
    }

    /** Applies the limits that depend on time; a few times a second. */
    public void checkReplyLimits() {
        long now = clock.nanos();
        for (Connection connection : all) {
            if (connection.isWriteBlocked()) {
                connection.checkReplyLimits(now);
            }
        }
    }

    public void closeAll() {
        for (Connection connection : new ArrayList<>(all)) {
            connection.close();
        }
        toFlush.clear();
        toResume.clear();
        slabs.free(input);
    }

    long inputAddress() {
        return input;
    }

    int inputLength() {
        return INPUT_BYTES;
    }

    long nanos() {
        return clock.nanos();
    }

    void countRead(int bytes) {
        reads++;
        bytesRead += bytes;
    }

    void countWritten(long bytes) {
        writes++;
        bytesWritten += bytes;
    }

    void flushLater(Connection connection) {
        toFlush.add(connection);
    }

    void resumeLater(Connection connection) {
        toResume.add(connection);
    }

    void closeLater(Connection connection) {
        toClose.add(connection);
    }

    void remove(Connection connection) {
        all.remove(connection);
    }
}
