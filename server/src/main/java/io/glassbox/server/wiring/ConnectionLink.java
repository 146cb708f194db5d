package io.glassbox.server.wiring;

import io.glassbox.engine.server.PeerLink;
import io.glassbox.network.connection.Connection;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.transport.Wire;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import org.jspecify.annotations.Nullable;

/** A connection as the engine sees it. */
final class ConnectionLink implements PeerLink {
    private static final int HEARD_BYTES = 4096;

    private final Connection connection;
    private final Slabs slabs;

    ConnectionLink(Connection connection, Slabs slabs) {
        this.connection = connection;
        this.slabs = slabs;
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
    public boolean say(ReplyBuffer words) {
        return connection.writeWithin(words) != Wire.CLOSED;
    }

    @Override
    public byte @Nullable [] heard() {
        long room = slabs.allocate(HEARD_BYTES);
        try {
            int length = connection.readWithin(room, HEARD_BYTES);
            return length == Wire.CLOSED ? null : Memory.toBytes(room, length);
        } finally {
            slabs.free(room);
        }
    }

    @Override
    public byte[] takeWaiting() {
        return connection.takeWaiting();
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
