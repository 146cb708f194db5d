package io.glassbox.network.transport;

import io.glassbox.network.transport.ListenException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** The transport of the JDK's own selector: runs everywhere, and is the reference for the others. */
public final class NioTransport implements Transport {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int FIRST_NUMBER = 8;

    private final Selector selector;
    private final Consumer<SelectionKey> noteReady = this::noteReady;
    private SelectionKey[] ready = new SelectionKey[64];
    private int readyCount;
    private int dispatched;
    private int nextNumber = FIRST_NUMBER;
    private int keepAliveSeconds;

    public NioTransport() throws IOException {
        selector = Selector.open();
    }

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public boolean listensToBothFamilies() {
        return true;
    }

    @Override
    public Listener listen(ListenAddress address, int backlog) throws IOException {
        ServerSocketChannel channel;
        try {
            channel = switch (address) {
                case ListenAddress.Tcp tcp -> listenTcp(tcp, backlog);
                case ListenAddress.Unix unix -> listenUnix(unix, backlog);
            };
        } catch (BindException e) {
            throw failure(e);
        }
        channel.configureBlocking(false);
        NioListener listener = new NioListener(this, address, channel);
        channel.register(selector, SelectionKey.OP_ACCEPT, listener);
        return listener;
    }

    private static ListenException failure(BindException e) {
        String message = String.valueOf(e.getMessage());
        String text = message.toLowerCase(Locale.ROOT);
        Reason reason = Reason.OTHER;
        if (text.contains("in use")) {
            reason = Reason.IN_USE;
        } else if (text.contains("assign requested address") || text.contains("not supported")) {
            reason = Reason.NO_SUCH_ADDRESS;
        }
        ListenException failure = new ListenException(reason, message);
        failure.initCause(e);
        return failure;
    }

    private static ServerSocketChannel listenTcp(ListenAddress.Tcp tcp, int backlog) throws IOException {
        InetAddress host = SocketAddresses.resolve(tcp.host());
        ServerSocketChannel channel = ServerSocketChannel.open(
                host instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(host, tcp.port()), backlog);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static ServerSocketChannel listenUnix(ListenAddress.Unix unix, int backlog) throws IOException {
        SocketFile.deleteStale(unix.path());
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            SocketFile.publish(unix, file -> channel.bind(UnixDomainSocketAddress.of(file), backlog));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static int portOf(ServerSocketChannel channel) throws IOException {
        return channel.getLocalAddress() instanceof InetSocketAddress inet ? inet.getPort() : 0;
    }

    @Override
    public void await(long nanos) {
        try {
            if (nanos <= 0) {
                selector.selectNow(noteReady);
            } else {
                // A timeout of 0 would mean for ever.
                selector.select(noteReady, Math.max(1, nanos / NANOS_PER_MILLI));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Called in the order in which the system tells of sockets; the set of selected keys would forget it. */
    private void noteReady(SelectionKey key) {
        if (readyCount == ready.length) {
            ready = Arrays.copyOf(ready, readyCount * 2);
        }
        ready[readyCount++] = key;
    }

    @Override
    public void dispatch() {
        // A turn within a turn takes the rest, and leaves nothing for the outer one.
        while (dispatched < readyCount) {
            SelectionKey key = ready[dispatched++];
            if (!key.isValid()) {
                continue;
            }
            if (key.attachment() instanceof NioListener listener) {
                listener.acceptable();
            } else if (key.attachment() instanceof NioWire wire) {
                wire.ready();
            }
        }
        readyCount = 0;
        dispatched = 0;
    }

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void keepAlive(int seconds) {
        keepAliveSeconds = seconds;
    }

    int keepAliveSeconds() {
        return keepAliveSeconds;
    }

    int nextNumber() {
        return nextNumber++;
    }

    Selector selector() {
        return selector;
    }

    @Override
    public void close() {
        try {
            if (!selector.isOpen()) {
                return;
            }
            for (SelectionKey key : new ArrayList<>(selector.keys())) {
                if (key.attachment() instanceof NioListener listener) {
                    listener.close();
                } else if (key.attachment() instanceof NioWire wire) {
                    wire.close();
                }
            }
            // Channels that were closed while registered let go of their sockets only now.
            selector.selectNow(key -> {});
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
