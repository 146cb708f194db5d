package io.glassbox.network.transport;

import io.glassbox.network.protocol.ReplyBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's side of one connection: non-blocking reads and writes.
 *
 * <p>Owned by the loop's thread. {@link #read} and {@link #write} may be called by another one while the loop's thread waits for
 * it, as {@code io-threads} do.
 */
public interface Wire {
    /** What {@link #read} and {@link #write} answer when the peer has closed or the connection broke. */
    int CLOSED = -1;

    /** Reads up to {@code length} bytes to {@code address}: how many came, 0 if none are there, {@link #CLOSED}. */
    int read(long address, int length, IoScratch scratch);

    /**
     * Writes the first of the replies, as much as one system call takes without waiting. Returns how many bytes went out, or
     * {@link #CLOSED}; they stay in the buffer until its owner takes them off.
     */
    long write(ReplyBuffer replies, IoScratch scratch);

    /** Writes bytes that are no replies, as {@link #write(ReplyBuffer, IoScratch)} does: what a layer above has made of them. */
    int write(long address, int length);

    /** Whether the last write left something behind since the peer does not read: it will be reported as writable. */
    boolean isFull();

    void close();

    /** A number by which people can tell connections apart: the file descriptor, where there is one. */
    int fileDescriptor();

    /** {@code 127.0.0.1:50123}, {@code [::1]:50123}, {@code /path/socket:0}. */
    String remoteAddress();

    String localAddress();

    boolean isUnixSocket();

    /** Whether the peer sits on this machine, by its address. */
    boolean isLoopback();

    /** The common name in the certificate that the peer has proved to own; empty without one. */
    default String certifiedName() {
        return "";
    }

    /** Whom readiness is reported to. */
    void bind(@Nullable Readiness listener);

    /** What a transport reports about a wire. */
    interface Readiness {
        /**
         * Something changed. Reported at least once per change, so whoever does not read all that is there has to remember
         * it; {@code ended} says that the peer will send no more, so there is an end to read up to.
         */
        void ready(boolean readable, boolean writable, boolean ended);
    }
}
