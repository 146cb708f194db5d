package io.glassbox.quality.benchmarks;

import io.glassbox.network.transport.ThreadScheduling;
import io.glassbox.quality.testkit.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Clients that come, shake hands in full, and go, so many a second, or as many as they manage. They leave the CPU to whoever measures
 * beside them: what he waits for is to be the server and not them.
 */
final class Handshakes implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int NICENESS = 15;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int TIMEOUT_MILLIS = 20_000;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final SSLContext context;
    private final int port;
    private final long gapNanos;
    private final long start = System.nanoTime();
    private volatile boolean isEnded;

    Handshakes(TestAuthority authority, int port, int perSecond) {
        this.context = authority.clientContext("");
        // No session is kept for long enough to be taken up again.
        context.getClientSessionContext().setSessionCacheSize(1);
        context.getClientSessionContext().setSessionTimeout(1);
        this.port = port;
        this.gapNanos = NANOS_PER_SECOND / perSecond;
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().daemon().name("handshakes-" + i).start(this::run));
        }
    }

    long done() {
        return done.get();
    }

    private void run() {
        ThreadScheduling.stepBack(NICENESS);
        while (!isEnded) {
            long due = start + begun.getAndIncrement() * gapNanos;
            long early = due - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
            }
            try (Socket below = new Socket(InetAddress.getLoopbackAddress(), port);
                    // A name for every connection, so that no session of another one fits.
                    SSLSocket socket =
                            (SSLSocket) context.getSocketFactory().createSocket(below, "peer-" + due, port, true)) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.startHandshake();
                done.incrementAndGet();
            } catch (IOException e) {
                if (!isEnded) {
                    System.err.println("a handshake failed: " + e.getMessage());
                }
            }
        }
    }

    @Override
    public void close() {
        isEnded = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
