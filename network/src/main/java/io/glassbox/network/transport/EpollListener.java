package io.glassbox.network.transport;

import io.glassbox.network.transport.Transport.Acceptor;
import io.glassbox.network.transport.Transport.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A listening socket of the {@link EpollTransport}. */
final class EpollListener implements Listener, EpollTransport.Pollable {
    private static final int NONE = -1;

    private final EpollTransport transport;
    private final ListenAddress address;
    private final int descriptor;
    private final int port;

    /** A descriptor to let go of when there are none left, so that a peer can be turned away. */
    private int reserve;

    private @Nullable Acceptor acceptor;
    private int most;
    private boolean closed;

    EpollListener(EpollTransport transport, ListenAddress address, int descriptor, int port) {
        this.transport = transport;
        this.address = address;
        this.descriptor = descriptor;
        this.port = port;
        this.reserve = takeReserve();
    }

    private static int takeReserve() {
        return (int) Math.max(NONE, LinuxCalls.call(LinuxCalls.EVENTFD2, 0, 0, 0, 0, 0, 0));
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

    @Override
    public void ready(int events) {
        Acceptor to = acceptor;
        for (int i = 0; to != null && i < most && !closed; i++) {
            long accepted = transport.sockets().accept(descriptor);
            if (accepted < 0) {
                if (i > 0) {
                    // Nobody waits any more, most likely; whatever else it is will be reported once more.
                    return;
                }
                accepted = transport.sockets().explainAccept(descriptor);
            }
            if (accepted >= 0) {
                take((int) accepted, to);
                continue;
            }
            int error = (int) -accepted;
            if (error == LinuxCalls.EINTR || error == LinuxCalls.ECONNABORTED) {
                continue;
            }
            if (error != LinuxCalls.EAGAIN) {
                to.refused(LinuxCalls.reason(error));
                if (error == LinuxCalls.EMFILE || error == LinuxCalls.ENFILE) {
                    turnOneAway();
                }
            }
            return;
        }
    }

    /** Otherwise it would wait without an end, and the listener would report it again and again. */
    private void turnOneAway() {
        if (reserve != NONE) {
            LinuxCalls.close(reserve);
            long waiting = transport.sockets().accept(descriptor);
            if (waiting >= 0) {
                LinuxCalls.close((int) waiting);
            }
        }
        reserve = takeReserve();
    }

    private void take(int accepted, Acceptor to) {
        EpollWire wire = open(accepted);
        try {
            wire.watch();
        } catch (IOException e) {
            LinuxCalls.close(accepted);
            to.refused(String.valueOf(e.getMessage()));
            return;
        }
        to.accepted(wire);
    }

    private EpollWire open(int accepted) {
        if (address instanceof ListenAddress.Unix) {
            String name = SocketAddresses.unixText(address);
            return new EpollWire(transport, accepted, name, name, true, true);
        }
        SocketCalls sockets = transport.sockets();
        InetAddress peer = sockets.host();
        String remote = SocketAddresses.text(peer, sockets.port());
        sockets.localAddress(accepted);
        String local = SocketAddresses.text(sockets.host(), sockets.port());
        sockets.keepAlive(accepted, transport.keepAliveSeconds());
        return new EpollWire(transport, accepted, remote, local, false, peer.isLoopbackAddress());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        transport.releaseListener(descriptor);
        if (reserve != NONE) {
            LinuxCalls.close(reserve);
        }
        if (address instanceof ListenAddress.Unix unix) {
            try {
                SocketFile.deleteStale(unix.path());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
