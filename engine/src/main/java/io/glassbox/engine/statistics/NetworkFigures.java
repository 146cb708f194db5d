package io.glassbox.engine.statistics;

import java.util.List;

/** What the network of a server can tell about itself when INFO asks. */
public interface NetworkFigures {
    /** How connections are waited for: {@code epoll}, {@code nio}. */
    String transport();

    /** The TCP port; 0 without one. */
    int port();

    /** The listeners as INFO server shows them: {@code name=tcp,bind=*,bind=-::*,port=6379}. */
    List<String> listeners();

    /** Whether threads other than the engine's read and write. */
    boolean hasThreads();

    long bytesRead();

    long bytesWritten();

    long reads();

    long writes();

    /** Reads and writes that threads other than the engine's made. */
    long threadedReads();

    long threadedWrites();

    /** Clients that were disconnected for what they sent without end. */
    long queryBufferOverflows();

    /** Clients that were disconnected for what they did not read. */
    long replyOverflows();

    /** Counts from zero again. */
    void reset();

    /** How long the most that a client needed for replies is shown; negative for ever, 0 for the usual time. */
    void showReplyPeaksFor(long nanos);

    /** Whether the room for replies that is shown follows what clients need. */
    void resizeReplies(boolean on);

    /** A server without a network. */
    static NetworkFigures none() {
        return new NetworkFigures() {
            @Override
            public String transport() {
                return "none";
            }

            @Override
            public int port() {
                return 0;
            }

            @Override
            public List<String> listeners() {
                return List.of();
            }

            @Override
            public boolean hasThreads() {
                return false;
            }

            @Override
            public long bytesRead() {
                return 0;
            }

            @Override
            public long bytesWritten() {
                return 0;
            }

            @Override
            public long reads() {
                return 0;
            }

            @Override
            public long writes() {
                return 0;
            }

            @Override
            public long threadedReads() {
                return 0;
            }

            @Override
            public long threadedWrites() {
                return 0;
            }

            @Override
            public long queryBufferOverflows() {
                return 0;
            }

            @Override
            public long replyOverflows() {
                return 0;
            }

            @Override
            public void reset() {}

            @Override
            public void showReplyPeaksFor(long nanos) {}

            @Override
            public void resizeReplies(boolean on) {}
        };
    }
}
