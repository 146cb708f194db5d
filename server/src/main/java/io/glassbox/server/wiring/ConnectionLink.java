package io.glassbox.server.wiring;

import io.glassbox.engine.server.PeerLink;
import io.glassbox.network.connection.Connection;

/** A connection as the engine sees it. */
final class ConnectionLink implements PeerLink {
    private final Connection connection;

    ConnectionLink(Connection connection) {
        this.connection = connection;
    }

    @Override
    public String remoteAddress() {
        return connection.wire().remoteAddress();
    }

    @Override
    public String localAddress() {
        return connection.wire().localAddress();
    }

    @Override
    public boolean isUnixSocket() {
        return connection.wire().isUnixSocket();
    }

    @Override
    public boolean isLoopback() {
        return connection.wire().isLoopback();
    }

    @Override
    public int fileDescriptor() {
        return connection.wire().fileDescriptor();
    }

    @Override
    public String certifiedName() {
        return connection.wire().certifiedName();
    }

    @Override
    public long queryBytes() {
        return connection.queryBytes();
    }

    @Override
    public long queryMemory() {
        return connection.queryMemory();
    }

    @Override
    public long queryRoom() {
        return connection.queryRoom();
    }

    @Override
    public long replyBytes() {
        return connection.replies().pendingBytes();
    }

    @Override
    public long replyMemory() {
        return connection.replies().heldBytes();
    }

    @Override
    public int replyChunks() {
        return connection.replies().chunkCount();
    }

    @Override
    public long replyRoom() {
        return connection.replyRoom();
    }

    @Override
    public boolean isWriteBlocked() {
        return connection.isWriteBlocked();
    }

    @Override
    public long totalBytesRead() {
        return connection.bytesRead();
    }

    @Override
    public long totalBytesWritten() {
        return connection.bytesWritten();
    }

    @Override
    public void flushLater() {
        connection.flushLater();
    }

    @Override
    public void resume() {
        connection.resume();
    }

    @Override
    public void closeAfterReplies() {
        connection.closeAfterReplies();
    }

    @Override
    public void closeNow() {
        connection.closeNow();
    }
}
