package io.glassbox.network.transport;

import java.io.IOException;

/**
 * The way to the network: waits for readiness, accepts, and makes {@link Wire}s. Used by the loop's thread alone, but for
 * {@link #wakeUp}.
 */
public interface Transport extends AutoCloseable {
    /** The name by which INFO and the log call it. */
    String name();

    /** Whether a listener on all of IPv6 takes IPv4 as well, and would be in the way of one on all of IPv4. */
    boolean listensToBothFamilies();

    /** Begins to listen; fails with the operating system's words. Port 0 takes any free one. */
    Listener listen(ListenAddress address, int backlog) throws IOException;

    /**
     * Waits until something is ready, somebody calls {@link #wakeUp}, or {@code nanos} have passed (0: does not wait), and
     * reports what is ready to wires and listeners.
     */
    void await(long nanos);

    /** Ends a wait from any thread. */
    void wakeUp();

    /** Seconds between probes of idle TCP connections from now on; 0 for none. Holds for connections to come. */
    void keepAlive(int seconds);

    @Override
    void close();

    /** A listening socket. */
    interface Listener extends AutoCloseable {
        ListenAddress address();

        /** The port that it really has; 0 for a socket file. */
        int port();

        /** Whom new connections are handed to; at most {@code most} in a turn. */
        void accept(Acceptor acceptor, int most);

        @Override
        void close();
    }

    /** Takes new connections. */
    @FunctionalInterface
    interface Acceptor {
        void accepted(Wire wire);
    }
}
