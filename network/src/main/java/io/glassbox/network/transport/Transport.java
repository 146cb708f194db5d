package io.glassbox.network.transport;

import java.io.IOException;

/**
 * The way to the network: waits for readiness, accepts, and makes {@link Wire}s. Used by the loop's thread alone, but for
 * {@link #wakeUp}.
 */
public interface Transport extends AutoCloseable {
    /** The name by which INFO, the log and the setting {@code io-transport} call it. */
    String name();

    /** Whether a listener on all of IPv6 takes IPv4 as well, and would be in the way of one on all of IPv4. */
    boolean listensToBothFamilies();

    /**
     * Begins to listen. Port 0 takes any free one. A stale socket file is replaced, any other file is not.
     *
     * @throws ListenException with the reason
     */
    Listener listen(ListenAddress address, int backlog) throws IOException;

    /** The thread that calls this is the loop's, and begins to turn. */
    default void begin() {}

    /** Waits until something is ready, somebody calls {@link #wakeUp}, or {@code nanos} have passed; 0 does not wait. */
    void await(long nanos);

    /**
     * Reports what the last wait found ready to wires and acceptors. May be called by one of them: it then reports the rest, and
     * another wait may follow.
     */
    void dispatch();

    /** Ends a wait from any thread; does nothing once the transport is closed. */
    void wakeUp();

    /**
     * Seconds of silence after which the other end of a TCP connection is probed, with the probes a third of that apart; 0 for
     * never. Holds for connections to come.
     */
    void keepAlive(int seconds);

    /** Closes everything that is still open, listeners and wires included. */
    @Override
    void close();

    /** A listening socket. */
    interface Listener extends AutoCloseable {
        ListenAddress address();

        /** The port that it really has; 0 for a socket file. */
        int port();

        /** Whom new connections are handed to; at most {@code most} in a turn. */
        void accept(Acceptor acceptor, int most);

        /** Stops listening; connections stay. A socket file goes away. */
        @Override
        void close();
    }

    /** Takes new connections. */
    @FunctionalInterface
    interface Acceptor {
        void accepted(Wire wire);

        /**
         * A connection could not be taken, in the operating system's words. When there are no file descriptors left, its peer
         * is turned away rather than left waiting.
         */
        default void refused(String reason) {}
    }
}
