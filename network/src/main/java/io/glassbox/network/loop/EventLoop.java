package io.glassbox.network.loop;

import io.glassbox.network.connection.Connections;
import io.glassbox.network.transport.Transport;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * The loop that owns everything: waits, lets connections run what came, does what other threads asked for, and writes all
 * replies of the turn at its end.
 */
public final class EventLoop {
    private static final int QUEUE_CHUNK = 256;

    private final Transport transport;
    private final Connections connections;
    private final Turns turns;

    /**
     * Looked at only in the relaxed way: the other one spins while a thread is between taking its place in the queue and filling it,
     * and a thread of lower priority that lost its CPU there would hold the loop up until it gets it back. Whoever has filled his
     * place wakes the loop, so what it did not see yet is not forgotten.
     */
    private final MpscUnboundedAtomicArrayQueue<Runnable> tasks = new MpscUnboundedAtomicArrayQueue<>(QUEUE_CHUNK);

    private volatile boolean stopping;

    /** What the owner of the loop does in every turn. */
    public interface Turns {
        /** Before the wait, and before replies are written: timers, expiry. Returns how long the wait may be, in nanoseconds. */
        long beforeWait();

        /**
         * What has to be done before the replies of the turn may go out. Returns how long the wait may be for what of it was put
         * off, in nanoseconds.
         */
        default long beforeReplies() {
            return Long.MAX_VALUE;
        }

        /** Replies are out, the wait begins. */
        default void beforeSleep() {}

        /** The wait is over, nothing has been run yet. */
        void afterWait();
    }

    public EventLoop(Transport transport, Connections connections, Turns turns) {
        this.transport = transport;
        this.connections = connections;
        this.turns = turns;
    }

    public Transport transport() {
        return transport;
    }

    /** Runs until {@link #stop}; replies that are ready then are still written. */
    public void run() {
        transport.begin();
        while (!stopping) {
            turn();
        }
        turns.beforeReplies();
        connections.flushAll();
    }

    /**
     * A turn within the turn, for a request that takes its time: what others have to say is read and run, and they are replied to,
     * without any wait. The connection that the request came by is left alone, and what other threads asked for has to wait.
     */
    public void turnWithin() {
        connections.beginWithin();
        try {
            turns.beforeReplies();
            connections.flushAll();
            transport.dispatch();
            transport.await(0);
            connections.continueAll();
            transport.dispatch();
            connections.readReported();
            connections.resumeAll();
            connections.flushAll();
        } finally {
            connections.endWithin();
        }
    }

    /** Whether the loop has been told to end after its turn. */
    public boolean isStopping() {
        return stopping;
    }

    /** Has the loop's thread do something; from any thread. What is asked for after the end of {@link #run} is not done. */
    public void execute(Runnable task) {
        tasks.add(task);
        transport.wakeUp();
    }

    /** Ends {@link #run} after its turn; from any thread. */
    public void stop() {
        stopping = true;
        transport.wakeUp();
    }

    private void turn() {
        long wait = turns.beforeWait();
        wait = Math.min(wait, turns.beforeReplies());
        connections.flushAll();
        turns.beforeSleep();
        transport.await(connections.hasWork() || tasks.relaxedPeek() != null || stopping ? 0 : wait);
        turns.afterWait();
        connections.continueAll();
        transport.dispatch();
        connections.readReported();
        for (Runnable task = tasks.relaxedPoll(); task != null; task = tasks.relaxedPoll()) {
            task.run();
        }
        connections.resumeAll();
    }
}
