package io.glassbox.network.transport;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.structure.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transport of Linux: epoll, edge-triggered, every descriptor registered once for both directions, so that a request without
 * pipelining costs one read and one write and nothing else.
 *
 * <p>An event carries the number of its slot here and how often the slot has been used: what was closed earlier in the same
 * batch of events is recognised and passed over.
 */
public final class EpollTransport implements Transport {
    private static final int EVENTS = 512;
    /** Packed on x86-64: 32 bits of events, 64 bits of data. */
    private static final int EVENT_BYTES = 12;

    private static final int EPOLLIN = 1;
    private static final int EPOLLOUT = 4;
    private static final int EPOLLERR = 8;
    private static final int EPOLLHUP = 0x10;
    private static final int EPOLLRDHUP = 0x2000;
    private static final int EPOLLET = 1 << 31;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int NONBLOCK = 0x800;
    private static final int CLOEXEC = 0x80000;
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM = 1;
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
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Arena arena = Arena.ofShared();
    private final LinuxCalls calls = new LinuxCalls(arena);
    private final long events = arena.allocate((long) EVENTS * EVENT_BYTES, 8).address();
    private final long scratch = arena.allocate(ADDRESS_BYTES + 16, 8).address();
    private final long wakeValue = arena.allocate(8, 8).address();
    private final int epoll;
    private final int wakeDescriptor;
    private final List<@Nullable Pollable> slots = new ArrayList<>();
    private final List<Integer> uses = new ArrayList<>();
    private final Deque<Integer> freeSlots = new ArrayDeque<>();
    private int keepAliveSeconds;

    /** Whatever has a descriptor that epoll watches. */
    interface Pollable {
        void ready(boolean readable, boolean writable);
    }

    public EpollTransport() throws IOException {
        epoll = (int) calls.require("epoll_create", LinuxCalls.EPOLL_CREATE1, CLOEXEC, 0, 0, 0, 0);
        wakeDescriptor = (int) calls.require("eventfd", LinuxCalls.EVENTFD2, 0, NONBLOCK | CLOEXEC, 0, 0, 0);
        Memory.putLong(wakeValue, 1);
        register(
                wakeDescriptor,
                (readable, writable) -> calls.call(LinuxCalls.READ, wakeDescriptor, scratch, Long.BYTES, 0, 0, 0));
    }

    /** Whether this machine has what it takes. */
    public static boolean isSupported() {
        return LinuxCalls.isSupported();
    }

    @Override
    public String name() {
        return "epoll";
    }

    @Override
    public boolean listensToBothFamilies() {
        return false;
    }

    @Override
    public Listener listen(ListenAddress address, int backlog) throws IOException {
        int length = writeAddress(address);
        int family = Memory.getUnsignedShort(scratch);
        int descriptor =
                (int) calls.require("socket", LinuxCalls.SOCKET, family, SOCK_STREAM | NONBLOCK | CLOEXEC, 0, 0, 0);
        try {
            if (address instanceof ListenAddress.Unix unix) {
                Files.deleteIfExists(unix.path());
            } else {
                option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
                if (family == AF_INET6) {
                    option(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 1);
                }
                length = writeAddress(address);
            }
            calls.require("bind", LinuxCalls.BIND, descriptor, scratch, length, 0, 0);
            calls.require("listen", LinuxCalls.LISTEN, descriptor, backlog, 0, 0, 0);
            if (address instanceof ListenAddress.Unix unix && unix.permissions() != 0) {
                Files.setPosixFilePermissions(unix.path(), permissions(unix.permissions()));
            }
            EpollListener listener = new EpollListener(address, descriptor, localPort(descriptor));
            listener.slot = register(descriptor, listener);
            return listener;
        } catch (IOException e) {
            calls.close(descriptor);
            throw e;
        }
    }

    @Override
    public void await(long nanos) {
        long millis = nanos <= 0 ? 0 : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        int timeout = (int) Math.min(millis, Integer.MAX_VALUE);
        long count = timeout == 0
                ? calls.call(LinuxCalls.EPOLL_WAIT, epoll, events, EVENTS, 0, 0, 0)
                : calls.callAndWait(LinuxCalls.EPOLL_WAIT, epoll, events, EVENTS, timeout);
        for (int i = 0; i < count; i++) {
            long event = events + (long) i * EVENT_BYTES;
            dispatch(Memory.getInt(event), Memory.getLong(event + 4));
        }
    }

    private void dispatch(int ready, long data) {
        int slot = (int) data;
        Pollable target = slots.get(slot);
        if (target != null && uses.get(slot) == (int) (data >>> 32)) {
            boolean readable = (ready & (EPOLLIN | EPOLLERR | EPOLLHUP | EPOLLRDHUP)) != 0;
            target.ready(readable, (ready & EPOLLOUT) != 0);
        }
    }

    @Override
    public void wakeUp() {
        calls.call(LinuxCalls.WRITE, wakeDescriptor, wakeValue, Long.BYTES, 0, 0, 0);
    }

    @Override
    public void keepAlive(int seconds) {
        keepAliveSeconds = seconds;
    }

    @Override
    public void close() {
        calls.close(wakeDescriptor);
        calls.close(epoll);
        arena.close();
    }

    private int register(int descriptor, Pollable target) throws IOException {
        Integer free = freeSlots.poll();
        int slot = free == null ? slots.size() : free;
        if (free == null) {
            slots.add(target);
            uses.add(0);
        } else {
            slots.set(slot, target);
        }
        Memory.putInt(scratch, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
        Memory.putLong(scratch + 4, (long) uses.get(slot) << 32 | slot);
        calls.require("epoll_ctl", LinuxCalls.EPOLL_CTL, epoll, EPOLL_CTL_ADD, descriptor, scratch, 0);
        return slot;
    }

    private void forget(int slot) {
        slots.set(slot, null);
        uses.set(slot, uses.get(slot) + 1);
        freeSlots.push(slot);
    }

    private void option(int descriptor, int level, int name, int value) {
        Memory.putInt(scratch, value);
        calls.call(LinuxCalls.SETSOCKOPT, descriptor, level, name, scratch, Integer.BYTES, 0);
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode >> bit & 1) != 0 ? "rwx".charAt((8 - bit) % 3) : '-');
        }
        return PosixFilePermissions.fromString(text.toString());
    }

    /** Writes a socket address to {@link #scratch}; returns its length. */
    private int writeAddress(ListenAddress address) throws IOException {
        Memory.fill(scratch, ADDRESS_BYTES, 0);
        return switch (address) {
            case ListenAddress.Tcp tcp -> writeTcp(SocketAddresses.resolve(tcp.host()), tcp.port());
            case ListenAddress.Unix unix -> {
                byte[] path = unix.path().toString().getBytes(StandardCharsets.UTF_8);
                if (path.length > 107) {
                    throw new IOException("File name too long");
                }
                Memory.putShort(scratch, AF_UNIX);
                Memory.copyIn(path, 0, scratch + 2, path.length);
                yield 2 + path.length + 1;
            }
        };
    }

    private int writeTcp(InetAddress host, int port) {
        byte[] bytes = host.getAddress();
        boolean six = host instanceof Inet6Address;
        Memory.putShort(scratch, six ? AF_INET6 : AF_INET);
        Memory.putByte(scratch + 2, port >>> 8);
        Memory.putByte(scratch + 3, port);
        Memory.copyIn(bytes, 0, scratch + (six ? 8 : 4), bytes.length);
        return six ? 28 : 16;
    }

    private int localPort(int descriptor) throws IOException {
        Memory.putInt(scratch + ADDRESS_BYTES, ADDRESS_BYTES);
        calls.require("getsockname", LinuxCalls.GETSOCKNAME, descriptor, scratch, scratch + ADDRESS_BYTES, 0, 0);
        return Memory.getUnsignedShort(scratch) == AF_UNIX ? 0 : portIn(scratch);
    }

    private static int portIn(long address) {
        return Memory.getUnsignedByte(address + 2) << 8 | Memory.getUnsignedByte(address + 3);
    }

    private static InetAddress host(long address) throws IOException {
        boolean six = Memory.getUnsignedShort(address) == AF_INET6;
        return InetAddress.getByAddress(Memory.toBytes(address + (six ? 8 : 4), six ? 16 : 4));
    }

    private final class EpollListener implements Listener, Pollable {
        private final ListenAddress address;
        private final int descriptor;
        private final int port;
        private @Nullable Acceptor acceptor;
        private int slot;

        EpollListener(ListenAddress address, int descriptor, int port) {
            this.address = address;
            this.descriptor = descriptor;
            this.port = port;
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
        }

        /** Edge-triggered: accepts until nobody waits, whatever the limit of a turn; a burst is rare and short. */
        @Override
        public void ready(boolean readable, boolean writable) {
            Acceptor to = acceptor;
            while (to != null) {
                Memory.putInt(scratch + ADDRESS_BYTES, ADDRESS_BYTES);
                int accepted = (int) calls.call(
                        LinuxCalls.ACCEPT4, descriptor, scratch, scratch + ADDRESS_BYTES, NONBLOCK | CLOEXEC, 0, 0);
                if (accepted < 0) {
                    return;
                }
                try {
                    to.accepted(open(accepted));
                } catch (IOException e) {
                    calls.close(accepted);
                }
            }
        }

        private Wire open(int accepted) throws IOException {
            if (address instanceof ListenAddress.Unix) {
                EpollWire wire = new EpollWire(accepted, address + ":0", address + ":0", true, true);
                wire.slot = register(accepted, wire);
                return wire;
            }
            InetAddress peer = host(scratch);
            String remote = SocketAddresses.text(peer, portIn(scratch));
            Memory.putInt(scratch + ADDRESS_BYTES, ADDRESS_BYTES);
            calls.call(LinuxCalls.GETSOCKNAME, accepted, scratch, scratch + ADDRESS_BYTES, 0, 0, 0);
            String local = SocketAddresses.text(host(scratch), portIn(scratch));
            option(accepted, IPPROTO_TCP, TCP_NODELAY, 1);
            if (keepAliveSeconds > 0) {
                option(accepted, SOL_SOCKET, SO_KEEPALIVE, 1);
                option(accepted, IPPROTO_TCP, TCP_KEEPIDLE, keepAliveSeconds);
                option(accepted, IPPROTO_TCP, TCP_KEEPINTVL, Math.max(1, keepAliveSeconds / 3));
                option(accepted, IPPROTO_TCP, TCP_KEEPCNT, 3);
            }
            EpollWire wire = new EpollWire(accepted, remote, local, false, peer.isLoopbackAddress());
            wire.slot = register(accepted, wire);
            return wire;
        }

        @Override
        public void close() {
            forget(slot);
            calls.close(descriptor);
            if (address instanceof ListenAddress.Unix unix) {
                try {
                    Files.deleteIfExists(unix.path());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private final class EpollWire implements Wire, Pollable {
        private static final int MSG_NOSIGNAL = 0x4000;

        private final int descriptor;
        private final String remote;
        private final String local;
        private final boolean unix;
        private final boolean loopback;
        private @Nullable Readiness listener;
        private int slot;

        EpollWire(int descriptor, String remote, String local, boolean unix, boolean loopback) {
            this.descriptor = descriptor;
            this.remote = remote;
            this.local = local;
            this.unix = unix;
            this.loopback = loopback;
        }

        @Override
        public void bind(@Nullable Readiness newListener) {
            listener = newListener;
        }

        @Override
        public void ready(boolean readable, boolean writable) {
            Readiness to = listener;
            if (to != null) {
                to.ready(readable, writable);
            }
        }

        @Override
        public int read(long address, int length) {
            long read = calls.call(LinuxCalls.RECVFROM, descriptor, address, length, 0, 0, 0);
            if (read > 0) {
                return (int) read;
            }
            if (read < 0) {
                read = calls.explain(LinuxCalls.RECVFROM, descriptor, address, length, 0, 0, 0);
            }
            if (read > 0) {
                return (int) read;
            }
            return read == -LinuxCalls.EAGAIN ? 0 : CLOSED;
        }

        @Override
        public boolean write(ReplyBuffer replies) {
            while (!replies.isEmpty()) {
                long address = replies.headAddress();
                int length = replies.headLength();
                long sent = calls.call(LinuxCalls.SENDTO, descriptor, address, length, MSG_NOSIGNAL, 0, 0);
                if (sent < 0) {
                    sent = calls.explain(LinuxCalls.SENDTO, descriptor, address, length, MSG_NOSIGNAL, 0, 0);
                    if (sent < 0) {
                        return sent == -LinuxCalls.EAGAIN;
                    }
                }
                replies.consumed(sent);
                if (sent < length) {
                    return true;
                }
            }
            return true;
        }

        @Override
        public void close() {
            forget(slot);
            calls.close(descriptor);
        }

        @Override
        public int fileDescriptor() {
            return descriptor;
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
            return unix;
        }

        @Override
        public boolean isLoopback() {
            return loopback;
        }
    }
}
