package io.glassbox.network.tls;

import io.glassbox.network.transport.ThreadScheduling;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The threads that compute handshakes. They step back for all others: a client that knocks can wait for a while, one that is in should
 * not have to. No more steps wait here than there are handshakes, whose number is limited.
 */
final class HandshakeThreads {
    private static final int MOST_THREADS = 4;
    private static final int NICENESS = 10;

    private final LinkedBlockingQueue<TlsHandshake> waiting = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Executor loop;

    /**
     * @param loop has the loop's thread do something
     */
    HandshakeThreads(Executor loop) {
        this.loop = loop;
        int count = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_THREADS);
        for (int i = 1; i <= count; i++) {
            threads.add(Thread.ofPlatform().daemon().name("glassbox-tls-" + i).start(this::run));
        }
    }

    void submit(TlsHandshake handshake) {
        waiting.add(handshake);
    }

    private void run() {
        ThreadScheduling.stepBack(NICENESS);
        HandshakeBuffers buffers = new HandshakeBuffers();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                TlsHandshake handshake = waiting.take();
                handshake.step(buffers);
                loop.execute(handshake::stepped);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Ends the threads and waits until they are gone; steps that wait are not made. */
    void close() {
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
