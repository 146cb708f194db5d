package io.glassbox.durability.aof;

import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.LatencyMonitor;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.foundation.setting.value.AppendFsync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Brings the stream to the last increment, once at the end of each turn and before replies go out: one write, and with {@code
 * appendfsync always} one sync, for all commands of the turn.
 *
 * <p>With {@code everysec} and {@code no}, under which a crash may cost the last second anyhow, the commands of a millisecond are
 * gathered for one write: many turns are shorter than a write is.
 *
 * <p>With {@code everysec} the sync is another thread's. While it is under way a write could have to wait for it in the kernel,
 * so writes are put off, but never for more than two seconds.
 */
final class AofWriter implements AutoCloseable {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long LONGEST_DELAY_NANOS = 2 * NANOS_PER_SECOND;
    private static final long ERROR_LOG_NANOS = 30 * NANOS_PER_SECOND;
    private static final int MOST_BYTES = 1 << 30;
    private static final long GATHER_NANOS = 1_000_000;
    private static final long GATHER_BYTES = 64 * 1024;

    private final Server server;
    private final CommandBuffer out;
    private final CommandStream stream;
    private final DiskThread disk;
    private final SnapshotActivity snapshots;
    private @Nullable StoredFile file;
    private Path name = Path.of("");
    private long fileBytes;
    private long syncedBytes;
    private long lastSyncNanos;
    private long lastWriteNanos;
    private boolean isGathering;
    private long putOffSince;
    private boolean isPutOff;
    private long delayedSyncs;
    private @Nullable String failure;
    private long failedNanos;
    private long loggedNanos;
    private boolean hasLogged;
    private long delayNanos;

    AofWriter(Server server, CommandBuffer out, CommandStream stream, DiskThread disk, SnapshotActivity snapshots) {
        this.server = server;
        this.out = out;
        this.stream = stream;
        this.disk = disk;
        this.snapshots = snapshots;
    }

    /** For tests: every write takes so much longer. */
    void delay(long nanos) {
        delayNanos = nanos;
    }

    boolean isOpen() {
        return file != null;
    }

    /** Goes on in this file, which has so many bytes. The one of before is forced and closed. {@code path} is for the log. */
    void open(StoredFile next, Path path, long bytes) {
        closeLater();
        file = next;
        name = path;
        failure = null;
        fileBytes = bytes;
        syncedBytes = bytes;
        lastSyncNanos = server.clock().nanosNow();
        lastWriteNanos = lastSyncNanos - GATHER_NANOS;
        stream.restart();
    }

    /** Bytes in the file. */
    long fileBytes() {
        return fileBytes;
    }

    long delayedSyncs() {
        return delayedSyncs;
    }

    /** Why nothing can be written; null if all is well. */
    @Nullable
    String failure() {
        return failure != null ? failure : disk.failure();
    }

    /** When {@link #write} is to be called again for what it gathers, from now on; {@link Long#MAX_VALUE} if nothing waits. */
    long nanosToNextWrite() {
        if (!isGathering || out.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, lastWriteNanos + GATHER_NANOS - server.clock().nanosNow());
    }

    /** Writes what there is. {@code force}: without regard to a sync that is under way. Throws {@link AofLost}. */
    void write(boolean force) {
        StoredFile target = file;
        if (target == null) {
            return;
        }
        AppendFsync policy = server.settings().get(PersistenceSettings.APPENDFSYNC);
        if (!out.isEmpty()) {
            if (isToWait(force, policy) || !writeTo(target, policy)) {
                return;
            }
        }
        // What a sync has failed to force is tried again: writes are refused until one succeeds.
        if (syncedBytes < fileBytes || disk.failure() != null) {
            sync(target, policy);
        }
    }

    private boolean isToWait(boolean force, AppendFsync policy) {
        isGathering = false;
        if (force) {
            isPutOff = false;
            return false;
        }
        long now = server.clock().nanos();
        if (policy != AppendFsync.ALWAYS && now - lastWriteNanos < GATHER_NANOS && out.length() < GATHER_BYTES) {
            isGathering = true;
            return true;
        }
        if (failure != null && now - failedNanos < NANOS_PER_SECOND) {
            return true;
        }
        if (policy != AppendFsync.EVERYSEC || !disk.isSyncing()) {
            isPutOff = false;
            return false;
        }
        if (!isPutOff) {
            isPutOff = true;
            putOffSince = now;
            return true;
        }
        if (now - putOffSince < LONGEST_DELAY_NANOS) {
            return true;
        }
        isPutOff = false;
        delayedSyncs++;
        server.log()
                .notice(
                        "Asynchronous AOF fsync is taking too long (disk is busy?). Writing the AOF buffer without waiting"
                                + " for fsync to complete, this may slow down Redis.");
        return false;
    }

    private boolean writeTo(StoredFile target, AppendFsync policy) {
        LatencyMonitor latency = server.latency();
        long beginning = latency.begins();
        String circumstances = circumstances();
        if (delayNanos > 0) {
            server.clock().sleep(delayNanos);
        }
        try {
            while (stream.wholeBytes() > 0) {
                ByteBuffer front = out.front((int) Math.min(MOST_BYTES, stream.wholeBytes()));
                int bytes = front.remaining();
                target.write(front);
                fileBytes += bytes;
                stream.taken(bytes);
                out.consumed(bytes);
            }
        } catch (IOException e) {
            failed(target, e, policy);
            return false;
        }
        latency.ends(circumstances, beginning);
        latency.ends("aof-write", beginning);
        lastWriteNanos = server.clock().nanos();
        if (failure != null) {
            failure = null;
            server.log().warning("AOF write error looks solved. The server can write again.");
        }
        return true;
    }

    /** What else the disk has to do while a write goes on: that is what a spike is named after. */
    private String circumstances() {
        if (disk.isSyncing()) {
            return "aof-write-pending-fsync";
        }
        return snapshots.isRunning() ? "aof-write-active-child" : "aof-write-alone";
    }

    private void failed(StoredFile target, IOException e, AppendFsync policy) {
        String reason = FileErrors.reason(e);
        long now = server.clock().nanosNow();
        failure = reason;
        failedNanos = now;
        if (!hasLogged || now - loggedNanos > ERROR_LOG_NANOS) {
            hasLogged = true;
            loggedNanos = now;
            server.log().warning("Error writing to the AOF file " + name + " at offset " + fileBytes + ": " + reason);
        }
        cutOff(target);
        if (policy == AppendFsync.ALWAYS) {
            throw new AofLost("Can't recover from AOF write error when the AOF fsync policy is 'always'. Exiting...");
        }
    }

    /** Removes what a write that failed has left of itself, so that the next one begins with a whole command. */
    private void cutOff(StoredFile target) {
        try {
            long written = target.size() - fileBytes;
            if (written <= 0) {
                return;
            }
            server.log()
                    .warning("Short write while writing to the AOF file: (nwritten=" + written + ", expected="
                            + out.length() + ")");
            try {
                target.truncate(fileBytes);
            } catch (IOException e) {
                server.log()
                        .warning("Could not remove short write from the append-only file.  Redis may refuse to load the"
                                + " AOF the next time it starts.  ftruncate: " + FileErrors.reason(e));
                // What is there stays there, so the next write has to go on behind it.
                long kept = Math.min(written, out.length());
                fileBytes += kept;
                stream.taken(kept);
                out.consumed(kept);
            }
        } catch (IOException e) {
            server.log().warning("Could not tell the size of the append-only file: " + FileErrors.reason(e));
        }
    }

    private void sync(StoredFile target, AppendFsync policy) {
        boolean isHeldBack =
                server.settings().get(PersistenceSettings.NO_APPENDFSYNC_ON_REWRITE) && snapshots.isRunning();
        if (isHeldBack) {
            return;
        }
        switch (policy) {
            case ALWAYS -> {
                syncNow(target);
                lastSyncNanos = server.clock().nanos();
            }
            case EVERYSEC -> {
                if (!disk.isSyncing() && server.clock().nanos() - lastSyncNanos >= NANOS_PER_SECOND) {
                    disk.sync(target, stream.total() - out.length());
                    syncedBytes = fileBytes;
                    lastSyncNanos = server.clock().nanos();
                }
            }
            case NO -> {}
        }
    }

    private void syncNow(StoredFile target) {
        long beginning = server.latency().begins();
        try {
            target.sync();
            server.latency().ends("aof-fsync-always", beginning);
            syncedBytes = fileBytes;
            disk.synced(stream.total() - out.length());
        } catch (IOException e) {
            throw new AofLost("Can't persist AOF for fsync error when the AOF fsync policy is 'always': "
                    + FileErrors.reason(e) + ". Exiting...");
        }
    }

    /** Writes and forces everything, for a server that ends or a file that is left; false if that failed. */
    boolean finish() {
        StoredFile target = file;
        if (target == null) {
            return true;
        }
        write(true);
        if (stream.wholeBytes() > 0) {
            return false;
        }
        try {
            target.sync();
            syncedBytes = fileBytes;
            disk.synced(stream.total() - out.length());
            return true;
        } catch (IOException e) {
            server.log().warning("Fail to fsync the AOF file " + name + ": " + FileErrors.reason(e));
            return false;
        }
    }

    private void closeLater() {
        StoredFile past = file;
        file = null;
        fileBytes = 0;
        syncedBytes = 0;
        if (past == null) {
            return;
        }
        disk.syncAndClose(past, stream.total() - out.length());
    }

    @Override
    public void close() {
        closeLater();
    }
}
