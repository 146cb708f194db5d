package io.glassbox.network.transport;

import static io.glassbox.network.transport.EpollTransport.EPOLLERR;
import static io.glassbox.network.transport.EpollTransport.EPOLLET;
import static io.glassbox.network.transport.EpollTransport.EPOLLHUP;
import static io.glassbox.network.transport.EpollTransport.EPOLLIN;
import static io.glassbox.network.transport.EpollTransport.EPOLLOUT;
import static io.glassbox.network.transport.EpollTransport.EPOLLRDHUP;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.structure.memory.Memory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the {@link EpollTransport}.
 *
 * <p>A TCP socket is watched for output all the time: it only tells of room after it was full. A Unix socket would tell whenever
 * its peer has read, so it is watched for output only while it is full.
 */
final class EpollWire implements Wire, EpollTransport.Pollable {
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int INPUT = EPOLLIN | EPOLLRDHUP | EPOLLET;

    /** Pieces in a gathering write: a megabyte. */
    private static final int MOST_PIECES = 64;

    /** The message header lies before the list of pieces. */
    private static final int HEADER_BYTES = 64;

    private static final int PIECES_OFFSET = 16;
    private static final int PIECE_COUNT_OFFSET = 24;
    private static final int HEADER_END = 56;

    private final EpollTransport transport;
    private final int descriptor;
    private final String remote;
    private final String local;
    private final boolean unix;
    private final boolean loopback;
    private @Nullable Readiness listener;
    private boolean full;
    private boolean watchesOutput;
    private boolean closed;

    EpollWire(EpollTransport transport, int descriptor, String remote, String local, boolean unix, boolean loopback) {
        this.transport = transport;
        this.descriptor = descriptor;
        this.remote = remote;
        this.local = local;
        this.unix = unix;
        this.loopback = loopback;
    }

    void watch() throws IOException {
        watchesOutput = !unix;
        transport.watch(descriptor, unix ? INPUT : INPUT | EPOLLOUT, this);
    }

    @Override
    public void bind(@Nullable Readiness newListener) {
        listener = newListener;
    }

    @Override
    public void ready(int events) {
        Readiness to = listener;
        if (to == null) {
            return;
        }
        boolean broken = (events & (EPOLLERR | EPOLLHUP)) != 0;
        boolean writable = (events & EPOLLOUT) != 0;
        if (writable && unix && watchesOutput) {
            watchesOutput = false;
            transport.change(descriptor, INPUT);
        }
        to.ready((events & EPOLLIN) != 0 || broken, writable || broken, (events & EPOLLRDHUP) != 0 || broken);
    }

    @Override
    public int read(long address, int length, IoScratch scratch) {
        long read = LinuxCalls.call(LinuxCalls.RECVFROM, descriptor, address, length, 0, 0, 0);
        if (read > 0) {
            return (int) read;
        }
        if (read < 0) {
            do {
                read = LinuxCalls.explain(LinuxCalls.RECVFROM, descriptor, address, length, 0, 0, 0);
            } while (read == -LinuxCalls.EINTR);
            if (read > 0) {
                return (int) read;
            }
        }
        return read == -LinuxCalls.EAGAIN ? 0 : CLOSED;
    }

    @Override
    public long write(ReplyBuffer replies, IoScratch scratch) {
        int call = LinuxCalls.SENDTO;
        long address = replies.headAddress();
        long length = replies.headLength();
        long flags = MSG_NOSIGNAL;
        long expected = length;
        if (length < replies.pendingBytes()) {
            call = LinuxCalls.SENDMSG;
            address = scratch.address();
            expected = gather(replies, address);
            length = MSG_NOSIGNAL;
            flags = 0;
        }
        return send(call, address, length, flags, expected);
    }

    @Override
    public int write(long address, int length) {
        return (int) send(LinuxCalls.SENDTO, address, length, MSG_NOSIGNAL, length);
    }

    private long send(int call, long address, long length, long flags, long expected) {
        long sent = LinuxCalls.call(call, descriptor, address, length, flags, 0, 0);
        while (sent < 0 && (sent == -1 || sent == -LinuxCalls.EINTR)) {
            sent = LinuxCalls.explain(call, descriptor, address, length, flags, 0, 0);
        }
        if (sent < 0) {
            if (sent != -LinuxCalls.EAGAIN) {
                return CLOSED;
            }
            sent = 0;
        }
        full = sent < expected;
        return sent;
    }

    /** Writes a message header and its list of pieces; returns the bytes of all pieces. */
    private static long gather(ReplyBuffer replies, long header) {
        long pieces = header + HEADER_BYTES;
        int count = replies.gather(pieces, MOST_PIECES);
        Memory.fill(header, HEADER_END, 0);
        Memory.putLong(header + PIECES_OFFSET, pieces);
        Memory.putLong(header + PIECE_COUNT_OFFSET, count);
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += Memory.getLong(pieces + i * 16L + 8);
        }
        return bytes;
    }

    @Override
    public boolean isFull() {
        if (full && !watchesOutput) {
            watchesOutput = true;
            transport.change(descriptor, INPUT | EPOLLOUT);
        }
        return full;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            transport.release(descriptor);
        }
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
