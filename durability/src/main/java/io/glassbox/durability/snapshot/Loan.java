package io.glassbox.durability.snapshot;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A large value that the thread which writes reads where it is, instead of a copy: a batch of the one entry, whose image leads to
 * blocks that are not changed until the loan is over. Whoever wants to change them either takes the value back before the reading
 * has begun, or waits for its end.
 */
final class Loan {
    private static final int OFFERED = 0;
    private static final int READING = 1;
    private static final int OVER = 2;
    private static final int TAKEN_BACK = 3;

    private static final long WAIT_NANOS = 20_000;

    private final Batch batch;
    private final long entry;
    private final long offeredNanos;
    private final AtomicInteger state = new AtomicInteger(OFFERED);

    Loan(Batch batch, long entry, long nowNanos) {
        this.batch = batch;
        this.entry = entry;
        this.offeredNanos = nowNanos;
    }

    Batch batch() {
        return batch;
    }

    /** The entry that the image was made of. */
    long entry() {
        return entry;
    }

    /** When it was lent, by the monotonic clock. */
    long offeredNanos() {
        return offeredNanos;
    }

    /** For who reads: whether the value is still there to be read. */
    boolean begin() {
        return state.compareAndSet(OFFERED, READING);
    }

    /** For who reads: nothing of the value is looked at any more. */
    void end() {
        state.set(OVER);
    }

    boolean isBeingRead() {
        return state.get() == READING;
    }

    /** For who lends: whether it has the value again, unread. */
    boolean takeBack() {
        return state.compareAndSet(OFFERED, TAKEN_BACK);
    }

    /** For who lends, when reading has begun: stands still until it has ended. */
    void await() {
        while (state.get() == READING) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }
}
