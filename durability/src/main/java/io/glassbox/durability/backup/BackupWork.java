package io.glassbox.durability.backup;

import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.process.ThreadEnd;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A piece of a backup that waits for the disk, on a thread of its own. */
final class BackupWork {
    /** What to do. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    private final Task task;
    private final Runnable wake;
    private final Thread thread;
    private volatile boolean over;
    private volatile @Nullable String failure;

    /** {@code wake}: told when it is over, on that thread. */
    BackupWork(Task task, Runnable wake) {
        this.task = task;
        this.wake = wake;
        this.thread = Thread.ofPlatform().name("glassbox-backup").daemon().unstarted(this::run);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        try {
            task.run();
        } catch (IOException e) {
            failure = FileErrors.reason(e);
        } catch (RuntimeException e) {
            failure = e.toString();
        } finally {
            over = true;
            wake.run();
        }
    }

    boolean isOver() {
        return over;
    }

    /** Why it could not be done; null if it was. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Returns when it is over. */
    void await() {
        ThreadEnd.await(thread);
    }
}
