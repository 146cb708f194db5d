package io.glassbox.network.transport;

import io.glassbox.network.protocol.ReplyBuffer;
import org.jspecify.annotations.Nullable;

/** The operating system's side of one connection: non-blocking reads and writes. */
public interface Wire {
    /** What {@link #read} answers when the peer has closed or the connection broke. */
    int CLOSED = -1;

    /** Reads up to {@code length} bytes to {@code address}: how many came, 0 if none are there, {@link #CLOSED}. */
    int read(long address, int length);

    /** Writes as much as goes out without waiting and takes it off the buffer. False if the connection broke. */
    boolean write(ReplyBuffer replies);

    void close();

    /** A number by which people can tell connections apart: the file descriptor, where there is one. */
    int fileDescriptor();

    String remoteAddress();

    String localAddress();

    boolean isUnixSocket();

    boolean isLoopback();

    /** Whom readiness is reported to. */
    void bind(@Nullable Readiness listener);

    /** What a transport reports about a wire. */
    interface Readiness {
        void ready(boolean readable, boolean writable);
    }
}
