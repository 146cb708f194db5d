package io.glassbox.network.connection;

import io.glassbox.network.transport.IoScratch;
import io.glassbox.network.transport.Wire;
import io.glassbox.structure.memory.Slabs;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do the system calls of many connections at once while the loop's thread does its share and then waits for them:
 * fan out, fan in. They read into buffers and write from buffers that the loop's thread has laid out; they allocate nothing,
 * frame nothing, run nothing and touch no key.
 *
 * <p>A thread that finds nothing to do for some microseconds parks, and while there is little to do nobody is woken: then the
 * loop's thread is quicker alone.
 */
final class IoThreads {
    /** Fewer connections than this for each thread are not worth sharing. */
    private static final int WORTHWHILE = 2;

    /** Connections read in one go: each needs a buffer. */
    private static final int BATCH = 64;

    /** Bytes read at most for a connection without input of its own. */
    private static final int INPUT_BYTES = 16 * 1024;

    /** Rounds of looking for work before a thread parks, some 20 µs. */
    private static final int SPINS = 500;

    private final Slabs slabs;
    private final int count;
    private final IoWorker[] workers;
    private final IoScratch[] scratches;
    private final long inputs;
    private final Connection[] batch = new Connection[BATCH];
    private final long[] targets = new long[BATCH];
    private final int[] rooms = new int[BATCH];
    private final long[] results = new long[BATCH];
    private int batched;
    private boolean reading;
    private long reads;
    private long writes;

    IoThreads(int count, Slabs slabs, IoScratch own) {
        this.slabs = slabs;
        this.count = count;
        this.inputs = slabs.allocate((long) BATCH * INPUT_BYTES);
        this.scratches = new IoScratch[count];
        this.workers = new IoWorker[count];
        scratches[0] = own;
        for (int i = 1; i < count; i++) {
            scratches[i] = new IoScratch(slabs);
            workers[i] = new IoWorker(this, i);
            workers[i].start();
        }
    }

    boolean isWorthwhile(int connections) {
        return connections >= WORTHWHILE * count;
    }

    /** Reads done by the threads of this object. */
    long reads() {
        return reads;
    }

    long writes() {
        return writes;
    }

    /** Reads once for every connection, all in parallel, and then runs what came, one after another. */
    void read(List<Connection> connections) {
        for (int from = 0; from < connections.size(); from += BATCH) {
            batched = 0;
            int to = Math.min(from + BATCH, connections.size());
            for (int i = from; i < to; i++) {
                Connection connection = connections.get(i);
                if (connection.prepareRead()) {
                    targets[batched] = connection.readTarget(input(batched));
                    rooms[batched] = connection.readRoom(INPUT_BYTES);
                    batch[batched++] = connection;
                }
            }
            reading = true;
            runParallel();
            reads += shared();
            for (int i = 0; i < batched; i++) {
                batch[i].takenInParallel(input(i), rooms[i], (int) results[i]);
            }
        }
    }

    /** Writes once for every connection, all in parallel. */
    void write(List<Connection> connections) {
        for (int from = 0; from < connections.size(); from += BATCH) {
            batched = 0;
            int to = Math.min(from + BATCH, connections.size());
            for (int i = from; i < to; i++) {
                Connection connection = connections.get(i);
                if (connection.hasOnlyToWrite()) {
                    batch[batched++] = connection;
                } else {
                    connection.flush();
                }
            }
            reading = false;
            runParallel();
            writes += shared();
            for (int i = 0; i < batched; i++) {
                batch[i].flushedInParallel(results[i]);
            }
        }
    }

    private long input(int place) {
        return inputs + (long) place * INPUT_BYTES;
    }

    /** How many of the batch other threads had. */
    private int shared() {
        return batched - (batched + count - 1) / count;
    }

    private void runParallel() {
        for (int i = 1; i < count; i++) {
            workers[i].order();
        }
        work(0);
        for (int i = 1; i < count; i++) {
            workers[i].await();
        }
    }

    /** The share of one thread: every {@code count}th connection. */
    void work(int thread) {
        IoScratch scratch = scratches[thread];
        for (int i = thread; i < batched; i += count) {
            Wire wire = batch[i].wire();
            results[i] = reading ? wire.read(targets[i], rooms[i], scratch) : wire.write(batch[i].replies(), scratch);
        }
    }

    /** Ends the threads; waits until they are gone. */
    void close() {
        for (int i = 1; i < count; i++) {
            workers[i].end();
            scratches[i].close();
        }
        slabs.free(inputs);
    }

    /** One thread: takes an order, does its share, says so. */
    private static final class IoWorker {
        private static final int IDLE = 0;
        private static final int ORDERED = 1;
        private static final int ENDING = 2;

        private final IoThreads owner;
        private final int number;
        private final Thread thread;
        private volatile int state;
        private volatile boolean parked;
        private volatile @Nullable Thread waiting;

        IoWorker(IoThreads owner, int number) {
            this.owner = owner;
            this.number = number;
            this.thread =
                    Thread.ofPlatform().daemon().name("glassbox-io-" + number).unstarted(this::run);
        }

        void start() {
            thread.start();
        }

        void order() {
            state = ORDERED;
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        /** Waits for the share to be done; the writes that the thread made are then visible here. */
        void await() {
            for (int spins = 0; state == ORDERED && spins < SPINS; spins++) {
                Thread.onSpinWait();
            }
            if (state == ORDERED) {
                waiting = Thread.currentThread();
                while (state == ORDERED) {
                    LockSupport.park(this);
                }
                waiting = null;
            }
        }

        void end() {
            state = ENDING;
            LockSupport.unpark(thread);
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void run() {
            while (true) {
                for (int spins = 0; state == IDLE && spins < SPINS; spins++) {
                    Thread.onSpinWait();
                }
                if (state == IDLE) {
                    parked = true;
                    while (state == IDLE) {
                        LockSupport.park(this);
                    }
                    parked = false;
                }
                if (state == ENDING) {
                    return;
                }
                owner.work(number);
                state = IDLE;
                Thread orderer = waiting;
                if (orderer != null) {
                    LockSupport.unpark(orderer);
                }
            }
        }
    }
}
