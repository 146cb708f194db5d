package io.glassbox.engine.server;

import io.glassbox.network.protocol.ReplyBuffer;
import org.jspecify.annotations.Nullable;

/** The wire under a session, as far as commands may look at it or act on it. */
public interface PeerLink {
    /** {@code 127.0.0.1:50123}, {@code [::1]:50123}, {@code /path/socket:0}. */
    String remoteAddress();

    String localAddress();

    boolean isUnixSocket();

    /** Whether the peer sits on this machine, by its address: what protected mode lets in. */
    boolean isLoopback();

    int fileDescriptor();

    /** The common name in the certificate that the peer has proved to own; empty without one. */
    default String certifiedName() {
        return "";
    }

    /** Bytes of requests read but not run yet. */
    long queryBytes();

    /** Memory of the private query buffer; 0 without one. */
    long queryMemory();

    /** Room left in the private query buffer; 0 without one. */
    long queryRoom();

    /** Bytes taken by replies that were not written yet. */
    long replyBytes();

    /** Memory held for these replies, and in how many pieces. */
    long replyMemory();

    int replyChunks();

    /** The most room that replies needed of late, between 1 and 16 KiB: what CLIENT LIST calls the reply buffer. */
    long replyRoom();

    /** Whether replies wait since the peer does not read them. */
    boolean isWriteBlocked();

    long totalBytesRead();

    long totalBytesWritten();

    /** Says this to the peer at once, past all replies, for a command that talks to it; false if there is nobody any more. */
    boolean say(ReplyBuffer words);

    /** What the peer has said by now, past all requests; null if there is nobody any more. */
    byte @Nullable [] heard();

    /** Takes away what the peer has sent while the session is blocked: it answers what it is asked there, and is no request. */
    default byte[] takeWaiting() {
        return new byte[0];
    }

    /** Says that something was written to the session from outside its own command: flush it in this turn. */
    void flushLater();

    /** Lets a session go on that was stopped or postponed. */
    void resume();

    /** Closes once all replies have gone out. */
    void closeAfterReplies();

    /** Closes at the next safe moment, replies or not. */
    void closeNow();
}
