package io.glassbox.network.transport;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.structure.memory.Memory;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the {@link NioTransport}. Bytes pass through the scratch memory of the thread, since a buffer object for every
 * place that is read to or written from would cost more than the copy; only large reads get one.
 */
final class NioWire implements Wire {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ListenAddress listening;
    private final int number;
    private final String remote;
    private final String local;
    private final boolean loopback;
    private @Nullable Readiness listener;
    private boolean full;

    NioWire(NioTransport transport, SocketChannel channel, ListenAddress listening) throws IOException {
        this.channel = channel;
        this.listening = listening;
        this.number = transport.nextNumber();
        SocketAddress from = channel.getRemoteAddress();
        this.remote = SocketAddresses.text(from, listening);
        this.local = SocketAddresses.text(channel.getLocalAddress(), listening);
        this.loopback = SocketAddresses.isLoopback(from);
        this.key = channel.register(transport.selector(), SelectionKey.OP_READ, this);
    }

    @Override
    public void bind(@Nullable Readiness newListener) {
        listener = newListener;
    }

    void ready() {
        Readiness to = listener;
        if (to == null) {
            return;
        }
        boolean writable = key.isWritable();
        if (writable) {
            key.interestOps(SelectionKey.OP_READ);
        }
        to.ready(key.isReadable(), writable, false);
    }

    @Override
    public int read(long address, int length, IoScratch scratch) {
        try {
            if (length > IoScratch.BYTES) {
                return channel.read(Memory.segment(address, length).asByteBuffer());
            }
            int count = channel.read(scratch.buffer().clear().limit(length));
            if (count > 0) {
                Memory.copy(scratch.address(), address, count);
            }
            return count;
        } catch (IOException e) {
            return CLOSED;
        }
    }

    @Override
    public long write(ReplyBuffer replies, IoScratch scratch) {
        int length = replies.copyTo(scratch.address(), IoScratch.BYTES);
        return write(scratch.buffer().clear().limit(length));
    }

    @Override
    public int write(long address, int length) {
        return write(Memory.segment(address, length).asByteBuffer());
    }

    private int write(ByteBuffer bytes) {
        try {
            int written = channel.write(bytes);
            full = bytes.hasRemaining();
            if (full) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
            return written;
        } catch (IOException e) {
            return CLOSED;
        }
    }

    @Override
    public boolean isFull() {
        return full;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The peer is gone either way.
            listener = null;
        }
    }

    @Override
    public int fileDescriptor() {
        return number;
    }

    @Override
    public String remoteAddress() {
        return remote;
    }

    @Override
    public String localAddress() {
        return local;
    }

    @Override
    public boolean isUnixSocket() {
        return listening instanceof ListenAddress.Unix;
    }

    @Override
    public boolean isLoopback() {
        return loopback;
    }
}
