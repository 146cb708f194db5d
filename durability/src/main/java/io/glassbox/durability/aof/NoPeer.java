package io.glassbox.durability.aof;

import io.glassbox.engine.server.PeerLink;

/** The wire under a session that reads a file: there is nobody at its other end. */
final class NoPeer implements PeerLink {
    @Override
    public String remoteAddress() {
        return "aof:0";
    }

    @Override
    public String localAddress() {
        return "aof:0";
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
    public void flushLater() {}

    @Override
    public void resume() {}

    @Override
    public void closeAfterReplies() {}

    @Override
    public void closeNow() {}
}
