package io.glassbox.durability.backup;

import io.glassbox.durability.aof.IsolatedReplay;
import io.glassbox.durability.rdb.DamagedRdb;
import io.glassbox.durability.rdb.RdbFileInput;
import io.glassbox.durability.rdb.RdbLoader;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.engine.digest.DatasetDigest;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.time.Clock;
import io.glassbox.structure.memory.MemoryExhausted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Restores files into a store of its own, on a thread of its own, and compares what came out with what was written. Sees nothing of
 * the server but the files, and leaves nothing behind: all its memory is one range, which is no larger than what it may take.
 */
final class Restoring implements Runnable {
    /**
     * What to restore.
     *
     * @param files a snapshot, or all parts of an append-only file in their order
     * @param isAppended whether they are parts of an append-only file
     * @param mayGrow whether the last of them is written to meanwhile
     * @param stores where to restore them
     */
    record Task(
            FileSystem disk,
            Clock clock,
            List<Path> files,
            boolean isAppended,
            boolean mayGrow,
            IsolatedStores stores,
            int databases,
            long limit,
            boolean isSummed) {}

    /** How it ended. */
    enum Result {
        OK,
        FAILED,
        REFUSED,
        GONE,
        STOPPED
    }

    /** What came of it; see {@link io.glassbox.engine.statistics.ProofFigures.Last}. */
    record Outcome(
            Result result,
            long millis,
            long keys,
            long commands,
            boolean isCompared,
            String digest,
            Path file,
            String detail) {}

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SPARE_BYTES = 64L << 20;
    private static final int BATCH = 64;

    /** Work and rest take turns, so that a proof takes no more than three quarters of a processor. */
    private static final long WORK_NANOS = 6_000_000;

    private static final long REST_NANOS = 2_000_000;

    /** The work has to end before its end. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Result result;

        Ended(Result result, String message) {
            super(message, null, false, false);
            this.result = result;
        }
    }

    private final Task task;
    private final Runnable wake;
    private volatile boolean stopped;
    private volatile boolean over;
    private Outcome outcome;
    private Path current;
    private long offset;
    private long pauseNanos;
    private long restedNanos;
    private long keys;
    private long commands;
    private boolean isCompared;
    private String digest = "";

    /** {@code wake}: told when it is over, on its own thread. */
    Restoring(Task task, Runnable wake) {
        this.task = task;
        this.wake = wake;
        this.current = task.files().getFirst();
        this.outcome = outcome(Result.STOPPED, 0, "");
    }

    /** Has it end soon. */
    void stop() {
        stopped = true;
    }

    boolean isOver() {
        return over;
    }

    /** What came of it; once it is over. */
    Outcome outcome() {
        assert over;
        return outcome;
    }

    @Override
    public void run() {
        long started = task.clock().nanos();
        pauseNanos = started + WORK_NANOS;
        Result result = Result.OK;
        String detail;
        try {
            detail = restoreAll();
        } catch (Ended e) {
            result = e.result;
            detail = String.valueOf(e.getMessage());
        } catch (MemoryExhausted e) {
            result = Result.REFUSED;
            detail = "needs more than proof-memory-limit, which is " + task.limit() + " bytes";
        } catch (NoSuchFileException e) {
            result = Result.GONE;
            detail = "is not there any more: something newer has taken its place";
        } catch (DamagedRdb e) {
            result = Result.FAILED;
            detail = "at offset " + offset + ", " + e.finding();
        } catch (UncheckedIOException e) {
            result = Result.FAILED;
            detail = "at offset " + offset + ", could not be read: " + FileErrors.reason(e);
        } catch (IOException e) {
            result = Result.FAILED;
            detail = "at offset " + offset + ", could not be read: " + FileErrors.reason(e);
        } catch (RuntimeException e) {
            result = Result.FAILED;
            detail = "at offset " + offset + ", the restoring broke off: " + e;
        }
        outcome = outcome(result, (task.clock().nanos() - started - restedNanos) / NANOS_PER_MILLI, detail);
        over = true;
        wake.run();
    }

    private Outcome outcome(Result result, long millis, String detail) {
        return new Outcome(result, millis, keys, commands, isCompared, digest, current, detail);
    }

    private String restoreAll() throws IOException {
        // The limit is looked after between keys and commands, one of which may go beyond it for a moment.
        try (IsolatedStores.Isolated isolated = task.stores().open(task.databases(), 2 * task.limit() + SPARE_BYTES);
                IsolatedReplay replay = new IsolatedReplay(isolated.pipeline())) {
            Databases databases = isolated.pipeline().server().databases();
            for (int i = 0; i < task.files().size(); i++) {
                current = task.files().get(i);
                offset = 0;
                restore(databases, replay, task.mayGrow() && i == task.files().size() - 1);
            }
            commands = replay.played();
            keys = databases.totalKeys();
            if (replay.failed() > 0) {
                throw new Ended(
                        Result.FAILED,
                        replay.failed() + " of its commands do not succeed on what is restored before them");
            }
            return summary(replay);
        }
    }

    private String summary(IsolatedReplay replay) {
        String read = replay.left() == 0 ? "" : replay.left() + " further commands were read whole, and not run";
        return isCompared || task.isAppended() && digest.isEmpty()
                ? read
                : join("the file has no digest to compare with", read);
    }

    private static String join(String first, String second) {
        return second.isEmpty() ? first : first + "; " + second;
    }

    private void restore(Databases databases, IsolatedReplay replay, boolean isGrowing) throws IOException {
        long from = 0;
        try (StoredFile file = task.disk().open(current, FileSystem.Mode.READ)) {
            if (!task.isAppended() && file.size() > task.limit()) {
                throw new Ended(
                        Result.REFUSED, "is larger than proof-memory-limit, which is " + task.limit() + " bytes");
            }
            if (task.isAppended() && !FileCheck.isSnapshot(file)) {
                from = -1;
            }
        }
        if (from == 0) {
            from = restoreSnapshot(databases, task.disk().open(current, FileSystem.Mode.READ));
        }
        if (task.isAppended()) {
            offset = Math.max(0, from);
            replay.play(task.disk().open(current, FileSystem.Mode.READ), offset, isGrowing, () -> {
                checkRoom(databases, 0);
                breathe();
            });
        }
    }

    /** Where in the file the snapshot ends. */
    private long restoreSnapshot(Databases databases, StoredFile file) throws IOException {
        Log silent = new Log(task.clock(), 0);
        try (RdbFileInput in = new RdbFileInput(databases.slabs(), file);
                ValueReader values = new ValueReader(databases.types());
                RdbLoader loader = new RdbLoader(
                        databases, in, values, silent, new RdbLoader.Rules(task.isSummed(), false, false))) {
            try {
                loader.begin();
                boolean hasMore = true;
                while (hasMore) {
                    hasMore = loader.step(BATCH);
                    keys = loader.loaded();
                    checkRoom(databases, loader.usedBytes());
                    breathe();
                }
            } finally {
                offset = in.offset();
            }
            compare(databases, loader);
            return in.offset();
        }
    }

    private void checkRoom(Databases databases, long announcedBytes) {
        long needed = Math.max(databases.slabs().heldBytes(), announcedBytes);
        if (needed > task.limit()) {
            throw new Ended(
                    Result.REFUSED,
                    "takes " + needed + " bytes of memory, more than proof-memory-limit, which is " + task.limit());
        }
    }

    /** Leaves the processor to others now and then; throws if the work is to end. */
    private void breathe() {
        if (stopped) {
            throw new Ended(Result.STOPPED, "was left before its end");
        }
        if (task.clock().nanos() >= pauseNanos) {
            task.clock().sleep(REST_NANOS);
            restedNanos += REST_NANOS;
            pauseNanos = task.clock().nanos() + WORK_NANOS;
        }
    }

    private void compare(Databases databases, RdbLoader loader) {
        DatasetDigest restored = DatasetDigest.quick(databases.count());
        for (int i = 0; i < databases.count(); i++) {
            int index = i;
            databases.get(i).store().table().forEach(entry -> {
                restored.add(index, databases.get(index), entry);
                breathe();
            });
        }
        digest = restored.text();
        if (loader.digest().isEmpty()) {
            return;
        }
        isCompared = true;
        if (loader.written() != restored.keys() || !loader.digest().equals(digest)) {
            throw new Ended(
                    Result.FAILED,
                    "at offset " + offset + ", holds other data than was written: " + restored.keys()
                            + " keys with digest "
                            + digest + ", but " + loader.written() + " keys with digest " + loader.digest()
                            + " were saved");
        }
    }
}
