package io.glassbox.network.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection that this server has opened to another one, for who waits for each of its steps, and is a client there.
 *
 * <p>Every wait has a deadline in monotonic nanoseconds of the server's clock. What is not done by then ends in an {@link
 * java.io.InterruptedIOException}, anything else that goes wrong in another {@link IOException}; after either there is nothing left to do
 * but {@link #close}.
 */
public interface OutgoingStream extends AutoCloseable {
    /** Sends all that remains in the buffer. */
    void write(ByteBuffer bytes, long deadlineNanos) throws IOException;

    /** Waits until there is something, and puts as much as is there and fits behind the buffer's position: a byte at least. */
    void read(ByteBuffer into, long deadlineNanos) throws IOException;

    @Override
    void close();

    /** Opens connections to other servers. */
    @FunctionalInterface
    interface Dialer {
        /** To the host, by its name or address, at this port. Throws {@link Refused} if nobody takes connections there. */
        OutgoingStream dial(String host, int port, long deadlineNanos) throws IOException;
    }

    /** The host is known, but takes no connections at the port, or cannot be reached. */
    final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        public Refused(IOException cause) {
            super(cause);
        }
    }
}
