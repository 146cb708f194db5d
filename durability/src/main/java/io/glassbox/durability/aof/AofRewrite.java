package io.glassbox.durability.aof;

import static io.glassbox.engine.statistics.PersistenceStatistics.NONE;

import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.durability.snapshot.SnapshotOrder;
import io.glassbox.durability.snapshot.Snapshotter;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.AppendOnlyFigures;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the append-only files by a base of what the data is now, while everything goes on: when asked to, when they have
 * grown, and when they were just turned on. The base is a snapshot; what happens since its moment goes to a new increment.
 */
public final class AofRewrite implements SnapshotOrder.Outcome {
    private static final long PERCENT = 100;

    /** What became of the wish for a rewrite. */
    public enum Begun {
        STARTED,
        SCHEDULED,
        FAILED
    }

    private final Server server;
    private final AofLog log;
    private final AofDirectory directory;
    private final Snapshotter snapshotter;
    private final RetryLimit limit;
    private AofFollower follower = AofFollower.nobody();
    private String base = "";
    private boolean scheduled;
    private long startedUnix = NONE;
    private long lastSeconds = NONE;
    private boolean lastSucceeded = true;
    private long count;
    private int failures;
    private long copiedBytes;

    AofRewrite(Server server, AofLog log, AofDirectory directory, Snapshotter snapshotter) {
        this.server = server;
        this.log = log;
        this.directory = directory;
        this.snapshotter = snapshotter;
        this.limit = new RetryLimit(server.clock(), server.log());
    }

    void tell(AofFollower whom) {
        follower = whom;
    }

    /** Whether one runs whose moment is past. */
    boolean isUnderWay() {
        return startedUnix != NONE;
    }

    /** Whether a rewrite runs, or waits only for the traces of one that was aborted. */
    public boolean isRunning() {
        return startedUnix != NONE || scheduled && snapshotter.isBusy() && !snapshotter.isRunning();
    }

    /** Begins a rewrite that somebody wants now; {@code mayStart}: whether the data is whole at this moment. */
    public Begun want(boolean mayStart) {
        if (!mayStart || snapshotter.isRunning() || isHeld()) {
            scheduled = true;
            failures = 0;
            return Begun.SCHEDULED;
        }
        return begin();
    }

    /** Has one done as soon as nothing is in the way. */
    void schedule() {
        scheduled = true;
    }

    Begun begin() {
        if (snapshotter.isBusy()) {
            scheduled = true;
            return Begun.STARTED;
        }
        scheduled = false;
        try {
            log.beginIncrement();
        } catch (IOException e) {
            return notBegun(FileErrors.reason(e));
        } catch (LoadFailed e) {
            return notBegun(e.text());
        }
        count++;
        startedUnix = server.clock().unixSeconds();
        base = directory.nextBase();
        server.log().notice("Background append only file rewriting started");
        snapshotter.begin(new SnapshotOrder(
                directory.file(base),
                directory.temporaryBase(),
                true,
                true,
                server.settings().get(PersistenceSettings.AOF_REWRITE_INCREMENTAL_FSYNC),
                this));
        follower.baseBegins();
        return Begun.STARTED;
    }

    private Begun notBegun(String reason) {
        server.log().warning("Can't rewrite append only file in background: " + reason);
        failed();
        follower.baseFailed(reason);
        return Begun.FAILED;
    }

    private void failed() {
        lastSucceeded = false;
        failures++;
        log.abandoned();
        scheduled = log.isWaiting();
    }

    @Override
    public void ended(@Nullable String failure) {
        String reason = failure;
        if (reason == null) {
            try {
                long beginning = server.latency().begins();
                log.rewritten(base);
                server.latency().ends("aof-rename", beginning);
            } catch (IOException e) {
                reason = FileErrors.reason(e);
            }
        }
        over();
        if (reason == null) {
            lastSucceeded = true;
            failures = 0;
            server.log().notice("Background AOF rewrite finished successfully");
            follower.baseComplete(directory.file(base));
        } else {
            server.log().warning("Background AOF rewrite terminated with error: " + reason);
            failed();
            follower.baseFailed(reason);
        }
    }

    /** Unless whoever aborts it wants it otherwise, it is done again: what it was to be the base of goes on. */
    @Override
    public void aborted() {
        over();
        log.abandoned();
        scheduled = true;
        follower.baseAborted();
    }

    private void over() {
        lastSeconds = Math.max(0, server.clock().unixSeconds() - startedUnix);
        startedUnix = NONE;
        copiedBytes = server.persistenceStatistics().lastWalkCopiedBytes();
    }

    /** Leaves a rewrite that runs, and one that was to be. */
    void abort() {
        if (startedUnix != NONE) {
            server.log().notice("Killing running AOF rewrite, which is a thread and no child process");
            snapshotter.abort(this);
        }
        scheduled = false;
    }

    private boolean isHeld() {
        return follower.holdsRewrites() || directory.isBeingDeleted();
    }

    /** Begins what was put off: a few times a second. */
    public void beginScheduled() {
        if (scheduled && !isHeld() && !snapshotter.isBusy() && !limit.holdsBack(failures)) {
            begin();
        }
    }

    /** Begins if the files have grown enough: a few times a second. */
    public void beginIfGrown() {
        int percentage = server.settings().get(PersistenceSettings.AUTO_AOF_REWRITE_PERCENTAGE);
        long least = server.settings().get(PersistenceSettings.AUTO_AOF_REWRITE_MIN_SIZE);
        if (!log.isOn() || percentage == 0 || log.size() <= least || snapshotter.isBusy() || isHeld()) {
            return;
        }
        long growth = log.size() * PERCENT / Math.max(1, log.baseBytes()) - PERCENT;
        if (growth >= percentage && !limit.holdsBack(failures)) {
            server.log().notice("Starting automatic rewriting of AOF on " + growth + "% growth");
            begin();
        }
    }

    AppendOnlyFigures.Rewrites figures() {
        boolean isRunning = isRunning();
        long since = startedUnix == NONE ? 0 : server.clock().unixSeconds() - startedUnix;
        return new AppendOnlyFigures.Rewrites(
                isRunning,
                scheduled && !isRunning,
                lastSeconds,
                isRunning ? since : NONE,
                lastSucceeded,
                count,
                failures,
                copiedBytes);
    }
}
