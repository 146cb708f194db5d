package io.glassbox.network.connection;

import io.glassbox.foundation.time.Clock;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.network.transport.IoScratch;
import io.glassbox.network.transport.Transport;
import io.glassbox.network.transport.Wire;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All connections of one loop and what they share: the input buffer, the lists of those that have something to do in this turn
 * or the next, the counters, the threads that help.
 */
public final class Connections implements Transport.Acceptor {
    /** Bytes read at most in one call for a connection without input of its own. */
    private static final int INPUT_BYTES = 64 * 1024;

    private static final int TRIMMED_AT_LEAST = 100;
    private static final int TRIM_ROUNDS = 10;

    /** How long the largest use of replies is remembered, unless told otherwise. */
    private static final long PEAK_NANOS = 5_000_000_000L;

    private final Slabs slabs;
    private final ReplyChunks chunks;
    private final Clock clock;
    private final RequestHandler handler;
    private final IoScratch scratch;
    private final @Nullable IoThreads threads;
    private long input;
    private final List<Connection> all = new ArrayList<>();
    private final ArrayDeque<Connection> toRead = new ArrayDeque<>();
    private final ArrayDeque<Connection> toFlush = new ArrayDeque<>();
    private final List<Connection> toFlushNext = new ArrayList<>();
    private final ArrayDeque<Connection> toResume = new ArrayDeque<>();
    private final List<Connection> shared = new ArrayList<>();
    private final long ownInput;
    private boolean within;
    private int nextToTrim;
    private long peakNanos = PEAK_NANOS;
    private boolean resizing = true;
    private long reads;
    private long writes;
    private long bytesRead;
    private long bytesWritten;

    public Connections(Slabs slabs, ReplyChunks chunks, Clock clock, RequestHandler handler) {
        this(slabs, chunks, clock, handler, 1);
    }

    /**
     * @param ioThreads how many threads read and write, the loop's own included: {@code io-threads}
     */
    public Connections(Slabs slabs, ReplyChunks chunks, Clock clock, RequestHandler handler, int ioThreads) {
        this.slabs = slabs;
        this.chunks = chunks;
        this.clock = clock;
        this.handler = handler;
        this.scratch = new IoScratch(slabs);
        this.ownInput = slabs.allocate(INPUT_BYTES);
        this.input = ownInput;
        this.threads = ioThreads > 1 ? new IoThreads(ioThreads, slabs, scratch) : null;
    }

    @Override
    public void accepted(Wire wire) {
        Connection connection = new Connection(wire, this, handler, slabs, chunks);
        connection.index = all.size();
        all.add(connection);
        wire.bind(connection);
        handler.onAccepted(connection);
    }

    @Override
    public void refused(String reason) {
        handler.onAcceptFailed(reason);
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

    /** Whether other threads help with reading and writing. */
    public boolean hasThreads() {
        return threads != null;
    }

    /** Reads and writes done by other threads than the loop's. */
    public long parallelReads() {
        return threads == null ? 0 : threads.reads();
    }

    public long parallelWrites() {
        return threads == null ? 0 : threads.writes();
    }

    public void resetCounters() {
        reads = 0;
        writes = 0;
        bytesRead = 0;
        bytesWritten = 0;
    }

    /** How long the largest use of replies is remembered for CLIENT LIST; negative for ever, 0 for the default. */
    public void replyPeakNanos(long nanos) {
        peakNanos = nanos == 0 ? PEAK_NANOS : nanos;
    }

    /** Whether the room for replies that CLIENT LIST shows follows what the connection needs. */
    public void resizeReplies(boolean on) {
        resizing = on;
    }

    /** Whether some connection has something to do without waiting. */
    public boolean hasWork() {
        return !toResume.isEmpty() || !toFlush.isEmpty() || !toFlushNext.isEmpty() || !toRead.isEmpty();
    }

    /** The beginning of a turn: those go on that had more to read or write than fitted into the last one. */
    public void continueAll() {
        for (int i = 0; i < toFlushNext.size(); i++) {
            toFlush.add(toFlushNext.get(i));
        }
        toFlushNext.clear();
        if (!hasThreads()) {
            readAll();
        }
    }

    /** What the loop found readable has been reported: reads it, if that was put off so that threads can share the work. */
    public void readReported() {
        if (hasThreads()) {
            readAll();
        }
    }

    /** Those that come to be read meanwhile are read in the next turn. */
    private void readAll() {
        int count = toRead.size();
        if (isShared(count)) {
            take(toRead);
            threads().read(shared);
            shared.clear();
            return;
        }
        for (; count > 0 && !toRead.isEmpty(); count--) {
            toRead.removeFirst().read();
        }
    }

    /** Lets those go on that were resumed in this turn. */
    public void resumeAll() {
        while (!toResume.isEmpty()) {
            toResume.removeFirst().runResumed();
        }
    }

    /** The end of a turn: every connection with replies writes once. */
    public void flushAll() {
        while (!toFlush.isEmpty()) {
            if (isShared(toFlush.size())) {
                take(toFlush);
                threads().write(shared);
                shared.clear();
            } else {
                toFlush.removeFirst().flush();
            }
        }
    }

    /** Whether threads are to help; never within a turn, since they may be in the middle of something. */
    private boolean isShared(int count) {
        return threads != null && !within && threads.isWorthwhile(count);
    }

    private IoThreads threads() {
        return Objects.requireNonNull(threads);
    }

    private void take(ArrayDeque<Connection> all) {
        shared.addAll(all);
        all.clear();
    }

    /**
     * A turn begins within the turn: from here on input is read to a place of its own, since the requests of a connection that is
     * running one lie where input is read to otherwise.
     */
    public void beginWithin() {
        assert !within;
        within = true;
        input = slabs.allocate(INPUT_BYTES);
    }

    public void endWithin() {
        slabs.free(input);
        input = ownInput;
        within = false;
    }

    /**
     * Gives back memory that connections needed for a while, and applies the limits that depend on time. Called by the cron,
     * about ten times a second; of many connections it looks at a tenth each time.
     */
    public void trim() {
        long now = clock.nanos();
        int count = Math.min(all.size(), Math.max(TRIMMED_AT_LEAST, all.size() / TRIM_ROUNDS + 1));
        for (int i = 0; i < count; i++) {
            nextToTrim = nextToTrim + 1 < all.size() ? nextToTrim + 1 : 0;
            all.get(nextToTrim).trim(now, peakNanos, resizing);
        }
    }

    /** Closes every connection and gives back everything that they shared; nothing can be done here afterwards. */
    public void closeAll() {
        for (int i = all.size() - 1; i >= 0; i = all.size() - 1) {
            all.get(i).close();
        }
        toRead.clear();
        toFlush.clear();
        toFlushNext.clear();
        toResume.clear();
        if (threads != null) {
            threads.close();
        }
        scratch.close();
        slabs.free(ownInput);
    }

    long inputAddress() {
        return input;
    }

    int inputLength() {
        return INPUT_BYTES;
    }

    IoScratch scratch() {
        return scratch;
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

    void readLater(Connection connection) {
        toRead.add(connection);
    }

    void flushLater(Connection connection) {
        toFlush.add(connection);
    }

    void flushNextTurn(Connection connection) {
        toFlushNext.add(connection);
    }

    void resumeLater(Connection connection) {
        toResume.add(connection);
    }

    /** Takes the last one's place in the list; no order is kept. */
    void remove(Connection connection) {
        Connection last = all.removeLast();
        if (last != connection) {
            all.set(connection.index, last);
            last.index = connection.index;
        }
    }
}
