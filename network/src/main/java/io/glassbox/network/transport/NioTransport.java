package io.glassbox.network.transport;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.structure.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The transport of the JDK's own selector: runs everywhere, and is the reference for the others. */
public final class NioTransport implements Transport {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Selector selector;
    private int nextNumber = 8;
    private boolean keepAlive;

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
        ServerSocketChannel channel = switch (address) {
            case ListenAddress.Tcp tcp -> listenTcp(tcp, backlog);
            case ListenAddress.Unix unix -> listenUnix(unix, backlog);
        };
        channel.configureBlocking(false);
        NioListener listener = new NioListener(address, channel);
        channel.register(selector, SelectionKey.OP_ACCEPT, listener);
        return listener;
    }

    private static ServerSocketChannel listenTcp(ListenAddress.Tcp tcp, int backlog) throws IOException {
        InetAddress host = SocketAddresses.resolve(tcp.host());
        StandardProtocolFamily family =
                host instanceof java.net.Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        ServerSocketChannel channel = ServerSocketChannel.open(family);
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
        Files.deleteIfExists(unix.path());
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(unix.path()), backlog);
            if (unix.permissions() != 0) {
                Files.setPosixFilePermissions(unix.path(), permissions(unix.permissions()));
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The lowest bit is the last constant: others may execute. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode >> (all.length - 1 - i) & 1) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    @Override
    public void await(long nanos) {
        try {
            if (nanos <= 0) {
                selector.selectNow(this::dispatch);
            } else {
                // A timeout of 0 would mean for ever.
                selector.select(this::dispatch, Math.max(1, nanos / NANOS_PER_MILLI));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void dispatch(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof NioListener listener) {
            listener.acceptable();
        } else if (key.attachment() instanceof NioWire wire) {
            wire.ready(key);
        }
    }

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void keepAlive(int seconds) {
        keepAlive = seconds > 0;
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class NioListener implements Listener {
        private final ListenAddress address;
        private final ServerSocketChannel channel;
        private @Nullable Acceptor acceptor;
        private int most;

        NioListener(ListenAddress address, ServerSocketChannel channel) {
            this.address = address;
            this.channel = channel;
        }

        @Override
        public ListenAddress address() {
            return address;
        }

        @Override
        public int port() {
            return port(channel);
        }

        private static int port(ServerSocketChannel channel) {
            try {
                return channel.getLocalAddress() instanceof InetSocketAddress inet ? inet.getPort() : 0;
            } catch (IOException e) {
                return 0;
            }
        }

        @Override
        public void accept(Acceptor newAcceptor, int mostInATurn) {
            acceptor = newAcceptor;
            most = mostInATurn;
        }

        void acceptable() {
            Acceptor to = acceptor;
            for (int i = 0; to != null && i < most; i++) {
                try {
                    SocketChannel accepted = channel.accept();
                    if (accepted == null) {
                        return;
                    }
                    to.accepted(open(accepted));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private Wire open(SocketChannel accepted) throws IOException {
            accepted.configureBlocking(false);
            if (address instanceof ListenAddress.Tcp) {
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive);
            }
            return new NioWire(accepted, address, nextNumber++);
        }

        @Override
        public void close() {
            try {
                channel.close();
                if (address instanceof ListenAddress.Unix unix) {
                    Files.deleteIfExists(unix.path());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final class NioWire implements Wire {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final ListenAddress listening;
        private final int number;
        private final String remote;
        private final String local;
        private final boolean loopback;
        private @Nullable Readiness listener;
        private final long[] addresses = new long[1];
        private final int[] lengths = new int[1];

        NioWire(SocketChannel channel, ListenAddress listening, int number) throws IOException {
            this.channel = channel;
            this.listening = listening;
            this.number = number;
            SocketAddress from = channel.getRemoteAddress();
            this.remote = SocketAddresses.text(from, listening);
            this.local = SocketAddresses.text(channel.getLocalAddress(), listening);
            this.loopback = SocketAddresses.isLoopback(from);
            this.key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        @Override
        public void bind(@Nullable Readiness newListener) {
            listener = newListener;
        }

        void ready(SelectionKey selected) {
            Readiness to = listener;
            if (to == null) {
                return;
            }
            boolean writable = selected.isWritable();
            if (writable) {
                selected.interestOps(SelectionKey.OP_READ);
            }
            to.ready(selected.isReadable(), writable);
        }

        @Override
        public int read(long address, int length) {
            try {
                return channel.read(buffer(address, length));
            } catch (IOException e) {
                return CLOSED;
            }
        }

        @Override
        public boolean write(ReplyBuffer replies) {
            try {
                while (replies.pieces(addresses, lengths) > 0) {
                    int written = channel.write(buffer(addresses[0], lengths[0]));
                    replies.consumed(written);
                    if (written < lengths[0]) {
                        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                        return true;
                    }
                }
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private static ByteBuffer buffer(long address, int length) {
            return Memory.segment(address, length).asByteBuffer();
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
}
