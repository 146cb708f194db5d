package io.glassbox.network.transport;

import io.glassbox.network.transport.ListenException.Reason;
import io.glassbox.structure.memory.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Sockets by system calls: opened, named, tuned. Has memory of its own for one address; used by one thread. */
final class SocketCalls {
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM = 1;
    private static final int NONBLOCK = 0x800;
    private static final int CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_KEEPALIVE = 9;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int ADDRESS_BYTES = 128;
    private static final int IN_BYTES = 16;
    private static final int IN6_BYTES = 28;
    static final int LONGEST_PATH = 107;
    private static final int PROBES = 3;

    private final long address;
    private final long number;

    SocketCalls(Arena arena) {
        address = arena.allocate(ADDRESS_BYTES, 8).address();
        number = arena.allocate(8, 8).address();
    }

    /** A call for setting up, whose failure is an exception in the system's words. */
    static int require(int call, long a, long b, long c, long d, long e) throws ListenException {
        long result = LinuxCalls.call(call, a, b, c, d, e, 0);
        if (result < 0) {
            // Linking the call that explains takes 40 ms, which no start without failures should have to wait for.
            result = LinuxCalls.explain(call, a, b, c, d, e, 0);
        }
        if (result < 0) {
            int error = (int) -result;
            Reason reason = switch (error) {
                case LinuxCalls.EADDRINUSE -> Reason.IN_USE;
                case LinuxCalls.EADDRNOTAVAIL,
                        LinuxCalls.EAFNOSUPPORT,
                        LinuxCalls.EPFNOSUPPORT,
                        LinuxCalls.ENOPROTOOPT,
                        LinuxCalls.EPROTONOSUPPORT,
                        LinuxCalls.ESOCKTNOSUPPORT -> Reason.NO_SUCH_ADDRESS;
                default -> Reason.OTHER;
            };
            throw new ListenException(reason, LinuxCalls.reason(error));
        }
        return (int) result;
    }

    /** A listening socket: its descriptor. */
    int listen(ListenAddress where, int backlog) throws IOException {
        int length = write(where);
        int family = Memory.getUnsignedShort(address);
        int descriptor = require(LinuxCalls.SOCKET, family, SOCK_STREAM | NONBLOCK | CLOEXEC, 0, 0, 0);
        try {
            switch (where) {
                case ListenAddress.Tcp tcp -> {
                    option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
                    // What comes in here inherits it.
                    option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
                    if (family == AF_INET6) {
                        option(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 1);
                    }
                }
                case ListenAddress.Unix unix -> SocketFile.deleteStale(unix.path());
            }
            require(LinuxCalls.BIND, descriptor, address, length, 0, 0);
            if (where instanceof ListenAddress.Unix unix) {
                SocketFile.permit(unix.path(), unix.permissions());
            }
            require(LinuxCalls.LISTEN, descriptor, backlog, 0, 0, 0);
            return descriptor;
        } catch (IOException e) {
            LinuxCalls.close(descriptor);
            throw e;
        }
    }

    /** The next connection that waits, or -1. Its peer is then {@link #host} and {@link #port}. */
    long accept(int listener) {
        Memory.putInt(number, ADDRESS_BYTES);
        return LinuxCalls.call(LinuxCalls.ACCEPT4, listener, address, number, NONBLOCK | CLOEXEC, 0, 0);
    }

    /** As {@link #accept}, but answers the negated error number. */
    long explainAccept(int listener) {
        Memory.putInt(number, ADDRESS_BYTES);
        return LinuxCalls.explain(LinuxCalls.ACCEPT4, listener, address, number, NONBLOCK | CLOEXEC, 0, 0);
    }

    void localAddress(int descriptor) {
        Memory.putInt(number, ADDRESS_BYTES);
        LinuxCalls.call(LinuxCalls.GETSOCKNAME, descriptor, address, number, 0, 0, 0);
    }

    int localPort(int descriptor) {
        localAddress(descriptor);
        return Memory.getUnsignedShort(address) == AF_UNIX ? 0 : port();
    }

    /** The host of the address that the last call wrote. */
    InetAddress host() {
        boolean six = Memory.getUnsignedShort(address) == AF_INET6;
        return SocketAddresses.of(Memory.toBytes(address + (six ? 8 : 4), six ? 16 : 4));
    }

    int port() {
        return Memory.getUnsignedByte(address + 2) << 8 | Memory.getUnsignedByte(address + 3);
    }

    void keepAlive(int descriptor, int seconds) {
        if (seconds > 0) {
            option(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
            option(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, seconds);
            option(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, Math.max(1, seconds / PROBES));
            option(descriptor, IPPROTO_TCP, TCP_KEEPCNT, PROBES);
        }
    }

    private void option(int descriptor, int level, int name, int value) {
        Memory.putInt(number, value);
        LinuxCalls.call(LinuxCalls.SETSOCKOPT, descriptor, level, name, number, Integer.BYTES, 0);
    }

    /** Writes a socket address; returns its length. */
    private int write(ListenAddress where) throws IOException {
        Memory.fill(address, ADDRESS_BYTES, 0);
        return switch (where) {
            case ListenAddress.Tcp tcp -> write(SocketAddresses.resolve(tcp.host()), tcp.port());
            case ListenAddress.Unix unix -> {
                byte[] path = unix.path().toString().getBytes(StandardCharsets.UTF_8);
                if (path.length > LONGEST_PATH) {
                    throw new ListenException(Reason.OTHER, "File name too long");
                }
                Memory.putShort(address, AF_UNIX);
                Memory.copyIn(path, 0, address + 2, path.length);
                yield 2 + path.length + 1;
            }
        };
    }

    private int write(InetAddress host, int port) {
        byte[] bytes = host.getAddress();
        boolean six = host instanceof Inet6Address;
        Memory.putShort(address, six ? AF_INET6 : AF_INET);
        Memory.putByte(address + 2, port >>> 8);
        Memory.putByte(address + 3, port);
        Memory.copyIn(bytes, 0, address + (six ? 8 : 4), bytes.length);
        if (host instanceof Inet6Address inet6) {
            Memory.putInt(address + 24, inet6.getScopeId());
            return IN6_BYTES;
        }
        return IN_BYTES;
    }
}
