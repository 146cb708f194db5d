package io.glassbox.network.transport;

import io.glassbox.network.transport.Transport.Acceptor;
import io.glassbox.network.transport.Transport.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** A listening socket of the {@link NioTransport}. */
final class NioListener implements Listener {
    private static final int PROBES = 3;

    private final NioTransport transport;
    private final ListenAddress address;
    private final ServerSocketChannel channel;
    private final int port;

    /** A descriptor to let go of when there are none left, so that a peer can be turned away. */
    private @Nullable SocketChannel reserve;

    private @Nullable Acceptor acceptor;
    private int most;

    NioListener(NioTransport transport, ListenAddress address, ServerSocketChannel channel) throws IOException {
        this.transport = transport;
        this.address = address;
        this.channel = channel;
        this.port = NioTransport.portOf(channel);
        this.reserve = SocketChannel.open();
    }

    @Override
    public ListenAddress address() {
        return address;
    }

    @Override
    public int port() {
        return port;
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
                to.refused(String.valueOf(e.getMessage()));
                turnOneAway();
                return;
            }
        }
    }

    private void turnOneAway() {
        SocketChannel spare = reserve;
        try {
            if (spare != null) {
                spare.close();
                reserve = null;
                SocketChannel waiting = channel.accept();
                if (waiting != null) {
                    waiting.close();
                }
            }
            reserve = SocketChannel.open();
        } catch (IOException e) {
            // Somebody else was quicker to take the descriptor; the next failure tries again.
            assert reserve == null;
        }
    }

    private Wire open(SocketChannel accepted) throws IOException {
        try {
            accepted.configureBlocking(false);
            if (address instanceof ListenAddress.Tcp) {
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                keepAlive(accepted, transport.keepAliveSeconds());
            }
            return new NioWire(transport, accepted, address);
        } catch (IOException e) {
            accepted.close();
            throw e;
        }
    }

    private static void keepAlive(SocketChannel accepted, int seconds) throws IOException {
        accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, seconds > 0);
        if (seconds > 0) {
            set(accepted, ExtendedSocketOptions.TCP_KEEPIDLE, seconds);
            set(accepted, ExtendedSocketOptions.TCP_KEEPINTERVAL, Math.max(1, seconds / PROBES));
            set(accepted, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        }
    }

    private static void set(SocketChannel accepted, SocketOption<Integer> option, int value) throws IOException {
        if (accepted.supportedOptions().contains(option)) {
            accepted.setOption(option, value);
        }
    }

    @Override
    public void close() {
        try {
            SocketChannel spare = reserve;
            if (spare != null) {
                spare.close();
            }
            if (channel.isOpen()) {
                channel.close();
                if (address instanceof ListenAddress.Unix unix) {
                    SocketFile.deleteStale(unix.path());
                }
                // A registered channel keeps its socket until the selector has looked again.
                transport.selector().selectNow(key -> {});
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
