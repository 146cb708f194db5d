package io.glassbox.network.transport;

import io.glassbox.network.protocol.OutgoingStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection that {@link OutgoingSockets} has opened. */
final class OutgoingSocket implements OutgoingStream {
    private final OutgoingSockets home;
    private final SocketChannel channel;
    private final SelectionKey key;

    OutgoingSocket(OutgoingSockets home, SocketChannel channel, SelectionKey key) {
        this.home = home;
        this.channel = channel;
        this.key = key;
    }

    @Override
    public void write(ByteBuffer bytes, long deadlineNanos) throws IOException {
        channel.write(bytes);
        while (bytes.hasRemaining()) {
            home.await(key, SelectionKey.OP_WRITE, deadlineNanos);
            channel.write(bytes);
        }
    }

    @Override
    public void read(ByteBuffer into, long deadlineNanos) throws IOException {
        int count = channel.read(into);
        while (count == 0) {
            home.await(key, SelectionKey.OP_READ, deadlineNanos);
            count = channel.read(into);
        }
        if (count < 0) {
            throw new EOFException("closed by the other side");
        }
    }

    @Override
    public void close() {
        home.close(channel);
    }
}
