package io.glassbox.network.transport;

import io.glassbox.foundation.time.Clock;
import io.glassbox.structure.memory.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The transport of Linux: epoll, edge-triggered, a TCP connection registered once for both directions, so that a request without
 * pipelining costs one read and one write, and its share of one wait.
 *
 * <p>An event carries the descriptor and how often that number has been used here: what was closed earlier in the same batch of
 * events is recognised and passed over.
 */
public final class EpollTransport implements Transport {
    private static final int EVENTS = 512;

    /** Packed on x86-64: 32 bits of events, 64 bits of data. */
    private static final int EVENT_BYTES = 12;

    private static final int DATA_OFFSET = 4;
    static final int EPOLLIN = 1;
    static final int EPOLLOUT = 4;
    static final int EPOLLERR = 8;
    static final int EPOLLHUP = 0x10;
    static final int EPOLLRDHUP = 0x2000;
    static final int EPOLLET = 1 << 31;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLL_CTL_MOD = 3;
    private static final int EFD_NONBLOCK = 0x800;
    private static final int CLOEXEC = 0x80000;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int TFD_NONBLOCK = 0x800;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** A timer that is set for ever. */
    private static final long FOREVER = Long.MAX_VALUE;

    private final Arena arena = Arena.ofShared();
    private final SocketCalls sockets = new SocketCalls(arena);
    private final long events = arena.allocate((long) EVENTS * EVENT_BYTES, 8).address();
    private final long event = arena.allocate(16, 8).address();

    /** For timerfd_settime: the interval, which stays zero, and the time until the timer fires; seconds and nanoseconds each. */
    private final long timeout = arena.allocate(32, 8).address();

    private final long one = arena.allocate(8, 8).address();
    private final int epoll;
    private final int wakeDescriptor;
    private final int timerDescriptor;
    private final Clock clock;

    /** When the timer fires, by the clock; passed, if it has fired since. */
    private long timerDue;

    private boolean isTimerSet;
    private final AtomicBoolean wakening = new AtomicBoolean();
    private final Object closeLock = new Object();
    private boolean closed;
    private @Nullable Pollable[] watched = new Pollable[64];
    private int[] uses = new int[64];
    private int found;
    private int dispatched;
    private int keepAliveSeconds;

    /** Whatever has a descriptor that epoll watches. */
    interface Pollable {
        void ready(int events);

        /** The transport is closed. */
        void close();
    }

    /**
     * @throws IOException if the system refuses, or the JVM may not call it
     */
    public EpollTransport(Clock clock) throws IOException {
        this.clock = clock;
        try {
            epoll = SocketCalls.require(LinuxCalls.EPOLL_CREATE1, CLOEXEC, 0, 0, 0, 0);
            wakeDescriptor = SocketCalls.require(LinuxCalls.EVENTFD2, 0, EFD_NONBLOCK | CLOEXEC, 0, 0, 0);
            timerDescriptor =
                    SocketCalls.require(LinuxCalls.TIMERFD_CREATE, CLOCK_MONOTONIC, TFD_NONBLOCK | CLOEXEC, 0, 0, 0);
        } catch (LinkageError e) {
            arena.close();
            throw new IOException("native calls are not possible: " + e, e);
        } catch (IOException e) {
            arena.close();
            throw e;
        }
        Memory.putLong(one, 1);
        // Edge-triggered, so the counts need not be read back to be told again.
        watch(wakeDescriptor, EPOLLIN | EPOLLET, new WakeUp(wakeDescriptor));
        watch(timerDescriptor, EPOLLIN | EPOLLET, new WakeUp(timerDescriptor));
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
        int descriptor = sockets.listen(address, backlog);
        EpollListener listener = new EpollListener(this, address, descriptor, sockets.localPort(descriptor));
        try {
            // Level-triggered: what a turn's limit leaves waiting is told again.
            watch(descriptor, EPOLLIN, listener);
            return listener;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    @Override
    public void begin() {
        ThreadScheduling.askForShortSlices();
    }

    @Override
    public void await(long nanos) {
        if (nanos <= 0) {
            found = (int) LinuxCalls.call(LinuxCalls.EPOLL_WAIT, epoll, events, EVENTS, 0, 0, 0);
        } else {
            if (nanos != FOREVER) {
                fireWithin(nanos);
            }
            found = LinuxCalls.epollWait(epoll, events, EVENTS);
        }
        wakening.set(false);
    }

    /**
     * Sees to it that the timer ends the wait in time. A timer of its own rather than the timeout of the wait: the kernel would
     * set and cancel that one in each wait, several thousand times for each time that it is needed, at 5 % of the cost of a request.
     * A timer that fires too early only ends a wait for nothing.
     */
    private void fireWithin(long nanos) {
        long now = clock.nanos();
        if (isTimerSet && timerDue - now > 0 && timerDue - now <= nanos) {
            return;
        }
        Memory.putLong(timeout + 16, nanos / NANOS_PER_SECOND);
        Memory.putLong(timeout + 24, nanos % NANOS_PER_SECOND);
        LinuxCalls.call(LinuxCalls.TIMERFD_SETTIME, timerDescriptor, 0, timeout, 0, 0, 0);
        timerDue = now + nanos;
        isTimerSet = true;
    }

    @Override
    public void dispatch() {
        // A turn within a turn takes the rest, and leaves nothing for the outer one.
        while (dispatched < found) {
            long at = events + (long) dispatched++ * EVENT_BYTES;
            int descriptor = Memory.getInt(at + DATA_OFFSET);
            Pollable target = watched[descriptor];
            if (target != null && uses[descriptor] == Memory.getInt(at + DATA_OFFSET + 4)) {
                target.ready(Memory.getInt(at));
            }
        }
        found = 0;
        dispatched = 0;
    }

    @Override
    public void wakeUp() {
        if (!wakening.getAndSet(true)) {
            synchronized (closeLock) {
                if (!closed) {
                    LinuxCalls.call(LinuxCalls.WRITE, wakeDescriptor, one, Long.BYTES, 0, 0, 0);
                }
            }
        }
    }

    @Override
    public void keepAlive(int seconds) {
        keepAliveSeconds = seconds;
    }

    int keepAliveSeconds() {
        return keepAliveSeconds;
    }

    SocketCalls sockets() {
        return sockets;
    }

    @Override
    public void close() {
        synchronized (closeLock) {
            if (closed) {
                return;
            }
            closed = true;
            for (Pollable target : watched) {
                if (target != null) {
                    target.close();
                }
            }
            LinuxCalls.close(epoll);
            arena.close();
        }
    }

    void watch(int descriptor, int interest, Pollable target) throws IOException {
        if (descriptor >= watched.length) {
            int size = Math.max(descriptor + 1, watched.length * 2);
            watched = Arrays.copyOf(watched, size);
            uses = Arrays.copyOf(uses, size);
        }
        control(EPOLL_CTL_ADD, descriptor, interest);
        watched[descriptor] = target;
    }

    void change(int descriptor, int interest) {
        try {
            control(EPOLL_CTL_MOD, descriptor, interest);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void control(int operation, int descriptor, int interest) throws IOException {
        Memory.putInt(event, interest);
        Memory.putInt(event + DATA_OFFSET, descriptor);
        Memory.putInt(event + DATA_OFFSET + 4, uses[descriptor]);
        SocketCalls.require(LinuxCalls.EPOLL_CTL, epoll, operation, descriptor, event, 0);
    }

    /** Stops watching a descriptor and closes it. */
    void release(int descriptor) {
        watched[descriptor] = null;
        uses[descriptor]++;
        LinuxCalls.close(descriptor);
    }

    /** Stops listening on a descriptor that a program started by us might still hold. */
    void releaseListener(int descriptor) {
        LinuxCalls.call(LinuxCalls.EPOLL_CTL, epoll, EPOLL_CTL_DEL, descriptor, event, 0, 0);
        release(descriptor);
    }

    /** A counter or a timer that ends the wait; there is no more to it. */
    private final class WakeUp implements Pollable {
        private final int descriptor;

        WakeUp(int descriptor) {
            this.descriptor = descriptor;
        }

        @Override
        public void ready(int ready) {
            assert (ready & EPOLLIN) != 0;
        }

        @Override
        public void close() {
            release(descriptor);
        }
    }
}
