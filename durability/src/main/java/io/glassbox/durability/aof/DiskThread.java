package io.glassbox.durability.aof;

import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.StoredFile;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the disk so that the engine need not: forces the append-only file to the medium, closes and deletes files. At most
 * one sync is under way. The thread goes when it had nothing to do for a while.
 */
final class DiskThread implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor thread;
    private final AtomicInteger syncs = new AtomicInteger();
    private volatile @Nullable String failure;
    private final AtomicLong synced = new AtomicLong();
    private final Runnable wake;

    /** {@code wake}: tells the engine that there is something to see; from any thread. */
    DiskThread(Runnable wake) {
        this.wake = wake;
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> Thread.ofPlatform().name("glassbox-disk").daemon().unstarted(task));
        thread.allowCoreThreadTimeOut(true);
    }

    /** Whether a sync is under way. */
    boolean isSyncing() {
        return syncs.get() > 0;
    }

    /** Why the last sync failed; null if it did not. */
    @Nullable
    String failure() {
        return failure;
    }

    /** What failed with files that are left now is nobody's concern. */
    void forget() {
        failure = null;
    }

    /** How much of the stream is known to be on the medium. */
    long synced() {
        return synced.get();
    }

    /** Something was synced elsewhere. */
    void synced(long total) {
        synced.accumulateAndGet(total, Math::max);
        failure = null;
    }

    /** Forces what has been written; {@code total}: how much of the stream that is. */
    void sync(StoredFile file, long total) {
        syncs.incrementAndGet();
        thread.execute(() -> syncNow(file, total));
    }

    /** The same with a file that is left, which is closed then. */
    void syncAndClose(StoredFile file, long total) {
        syncs.incrementAndGet();
        thread.execute(() -> {
            try (file) {
                syncNow(file, total);
            } catch (IOException unimportant) {
                // What could not be synced is known by now.
            }
        });
    }

    private void syncNow(StoredFile file, long total) {
        try {
            file.sync();
            synced(total);
        } catch (IOException e) {
            failure = FileErrors.reason(e);
        } finally {
            syncs.decrementAndGet();
            wake.run();
        }
    }

    /** Has something done some time. */
    void later(Runnable work) {
        thread.execute(work);
    }

    /** Returns when all that was asked for is done. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try {
                done = thread.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
