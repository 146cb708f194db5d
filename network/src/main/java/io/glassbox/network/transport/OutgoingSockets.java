package io.glassbox.network.transport;

import io.glassbox.foundation.time.Clock;
import io.glassbox.network.protocol.OutgoingStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Opens TCP connections to other servers, for one thread that waits for one of them at a time.
 *
 * <p>Apart from the {@link Transport}, whose waits would take in what came for all the others: these sockets are the JDK's everywhere, do
 * not block, and share one selector in which at most one of them is interested in anything. A blocking socket would have no limit of time
 * for writing.
 */
public final class OutgoingSockets implements OutgoingStream.Dialer, AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Clock clock;

    /** Opened with the first connection: most servers never make one. */
    private @Nullable Selector selector;

    public OutgoingSockets(Clock clock) {
        this.clock = clock;
    }

    /** Tries the addresses of the host one after the other. Looking up a name takes as long as the system lets it. */
    @Override
    public OutgoingStream dial(String host, int port, long deadlineNanos) throws IOException {
        IOException failure = new UnknownHostException(host);
        for (InetAddress address : InetAddress.getAllByName(host)) {
            try {
                return connect(new InetSocketAddress(address, port), deadlineNanos);
            } catch (InterruptedIOException late) {
                throw late;
            } catch (IOException e) {
                failure = new OutgoingStream.Refused(e);
            }
        }
        throw failure;
    }

    private OutgoingSocket connect(InetSocketAddress address, long deadlineNanos) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector(), 0);
            boolean isConnected = channel.connect(address);
            while (!isConnected) {
                await(key, SelectionKey.OP_CONNECT, deadlineNanos);
                isConnected = channel.finishConnect();
            }
            return new OutgoingSocket(this, channel, key);
        } catch (IOException e) {
            close(channel);
            throw e;
        }
    }

    private Selector selector() throws IOException {
        Selector existing = selector;
        if (existing == null) {
            existing = Selector.open();
            selector = existing;
        }
        return existing;
    }

    /** Returns when the socket is ready, or may be. */
    void await(SelectionKey key, int operation, long deadlineNanos) throws IOException {
        long left = deadlineNanos - clock.nanos();
        if (left <= 0) {
            throw new InterruptedIOException("timed out");
        }
        key.interestOps(operation);
        try {
            // A timeout of 0 would mean for ever.
            key.selector().select(ready -> {}, Math.max(1, left / NANOS_PER_MILLI));
        } finally {
            key.interestOps(0);
        }
    }

    void close(SocketChannel channel) {
        try {
            channel.close();
            // A registered channel keeps its socket until the selector has looked again.
            if (selector != null) {
                selector.selectNow(ready -> {});
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be called when all connections are closed. */
    @Override
    public void close() {
        try {
            if (selector != null) {
                selector.close();
                selector = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
