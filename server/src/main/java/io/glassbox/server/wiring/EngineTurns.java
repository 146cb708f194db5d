package io.glassbox.server.wiring;

import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.server.KeyWaits;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.engine.server.Waits;
import io.glassbox.network.connection.Connections;
import io.glassbox.network.loop.EventLoop.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What the engine does in every turn of the loop: keys that are due, and the chores of the cron. */
final class EngineTurns implements Turns {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The most that expiry or lazy freeing may take of one turn. */
    private static final long SLICE_NANOS = 500_000;

    /** Empty memory given back to the system in one run of the cron. */
    private static final long RELEASE_BYTES = 16L << 20;

    private final Server server;
    private final CommandPipeline pipeline;
    private final Databases databases;
    private final CommandClock clock;
    private final Connections connections;
    private final List<Runnable> chores = new ArrayList<>();
    private final List<BooleanSupplier> works = new ArrayList<>();
    private LongSupplier beforeReplies = () -> Long.MAX_VALUE;
    private long cronNanos = 100 * NANOS_PER_MILLI;
    private long nextCron;
    private long idleNanos;
    private long turnStart;

    EngineTurns(Server server, CommandPipeline pipeline, Connections connections) {
        this.server = server;
        this.pipeline = pipeline;
        this.databases = server.databases();
        this.clock = server.clock();
        this.connections = connections;
        this.nextCron = clock.nanos();
        this.turnStart = nextCron;
    }

    /** Something to do a few times a second. */
    void everyCron(Runnable chore) {
        chores.add(chore);
    }

    /** Something to do a piece at a time, which says whether there is more to do at once. */
    void everyTurn(BooleanSupplier work) {
        works.add(work);
    }

    void cronsPerSecond(int hz) {
        cronNanos = 1_000_000_000L / hz;
    }

    /** Closes clients that said nothing for so long; 0 for never. */
    void closeIdleAfter(int seconds) {
        idleNanos = seconds * 1_000_000_000L;
    }

    /** What has to be done before the replies of a turn may go out; it says in how many nanoseconds it wants to be asked again. */
    void beforeReplies(LongSupplier task) {
        beforeReplies = task;
    }

    @Override
    public long beforeReplies() {
        return beforeReplies.getAsLong();
    }

    @Override
    public long beforeWait() {
        long now = clock.start();
        if (now - nextCron >= 0 || server.lifecycle().requestedStop() != null) {
            nextCron = now + cronNanos;
            if (!server.lifecycle().isCronPaused()) {
                cron();
            }
            server.loop().cron(clock.nanosNow() - now);
        }
        Waits waits = server.sessions().waits();
        waits.endOver(now);
        KeyWaits keyWaits = server.keyWaits();
        keyWaits.retryDue(now);
        pipeline.serveWaits();
        boolean hasMore = false;
        for (BooleanSupplier work : works) {
            hasMore |= work.getAsBoolean();
        }
        server.defragmentation().goOn();
        if (hasMore) {
            return 0;
        }
        long nextDue = databases.nextDue();
        long untilDue = Long.MAX_VALUE;
        if (nextDue != Long.MAX_VALUE) {
            if (nextDue <= clock.unixMillis()) {
                boolean isDone = databases.expireDue(now + SLICE_NANOS);
                pipeline.tellDeleted();
                pipeline.serveWaits();
                if (!isDone) {
                    return 0;
                }
            }
            untilDue = Math.max(0, databases.nextDue() - clock.unixMillis()) * NANOS_PER_MILLI;
        }
        if (databases.pendingFrees() > 0) {
            databases.freePending(now + SLICE_NANOS);
            return 0;
        }
        long nextWait = Math.min(waits.nextDeadline(), keyWaits.nextRetry());
        long nextWork = Math.min(nextCron, server.defragmentation().nextSlice());
        return Math.min(untilDue, Math.min(nextWork, nextWait) - now);
    }

    @Override
    public void beforeSleep() {
        server.loop().cycle(clock.nanosNow() - turnStart);
    }

    @Override
    public void afterWait() {
        turnStart = clock.start();
    }

    private void cron() {
        clock.calibrate();
        server.pause().expireIfOver();
        closeIdle();
        connections.trim();
        server.statistics().usedBytes(server.slabs().usedBytes());
        databases.compactTables();
        server.slabs().releaseEmpty(RELEASE_BYTES);
        server.defragmentation().cron();
        for (Runnable chore : chores) {
            chore.run();
        }
    }

    private void closeIdle() {
        if (idleNanos == 0) {
            return;
        }
        for (Session session : server.sessions().all()) {
            boolean waits = session.blocking() != null || session.is(SessionFlag.PUBSUB);
            if (!waits && clock.nanos() - session.lastActiveNanos() > idleNanos) {
                server.log().verbose("Closing idle client");
                session.closeNow();
            }
        }
    }
}
