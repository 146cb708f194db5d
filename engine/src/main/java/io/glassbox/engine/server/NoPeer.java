package io.glassbox.engine.server;

import io.glassbox.network.protocol.ReplyBuffer;
import org.jspecify.annotations.Nullable;

/** What is under a session without a connection: one that reads commands from a file, or that a test speaks to. */
public class NoPeer implements PeerLink {
    private final String remoteAddress;
    private final String localAddress;

    /** With what CLIENT LIST is to show in the place of addresses. */
    public NoPeer(String remoteAddress, String localAddress) {
        this.remoteAddress = remoteAddress;
        this.localAddress = localAddress;
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public String localAddress() {
        return localAddress;
    }

    @Override
    public boolean isUnixSocket() {
        return false;
    }

    @Override
    public boolean isLoopback() {
        return true;
    }

    @Override
    public int fileDescriptor() {
        return -1;
    }

    @Override
    public long queryBytes() {
        return 0;
    }

    @Override
    public long queryMemory() {
        return 0;
    }

    @Override
    public long queryRoom() {
        return 0;
    }

    @Override
    public long replyBytes() {
        return 0;
    }

    @Override
    public long replyMemory() {
        return 0;
    }

    @Override
    public int replyChunks() {
        return 0;
    }

    @Override
    public long replyRoom() {
        return 0;
    }

    @Override
    public boolean isWriteBlocked() {
        return false;
    }

    @Override
    public long totalBytesRead() {
        return 0;
    }

    @Override
    public long totalBytesWritten() {
        return 0;
    }

    @Override
    public boolean say(ReplyBuffer words) {
        return false;
    }

    @Override
    public byte @Nullable [] heard() {
        return null;
    }

    @Override
    public void flushLater() {}

    @Override
    public void resume() {}

    @Override
    public void closeAfterReplies() {}

    @Override
    public void closeNow() {}
}
