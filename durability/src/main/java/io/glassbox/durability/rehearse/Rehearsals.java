package io.glassbox.durability.rehearse;

import io.glassbox.engine.server.Server;
import io.glassbox.foundation.process.ThreadEnd;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Has a snapshot rehearsed once, when there are enough data that one of them would be felt. A server with few keys never pays for
 * it. Lives on the engine's thread.
 */
public final class Rehearsals implements AutoCloseable {
    private static final long LEAST_BYTES = 64L << 20;

    private final Server server;
    private final Stage.Builder stages;
    private final ThreadFactory background;
    private @Nullable Run run;
    private boolean isToldOf;

    private record Run(Rehearsal rehearsal, Thread thread) {}

    /** {@code background} makes the threads that compute beside the engine's. */
    public Rehearsals(Server server, Stage.Builder stages, ThreadFactory background) {
        this.server = server;
        this.stages = stages;
        this.background = background;
    }

    /** A few times a second. */
    public void cron() {
        Run current = run;
        if (current == null) {
            if (server.slabs().usedBytes() >= LEAST_BYTES) {
                begin();
            }
        } else if (!isToldOf && !current.thread.isAlive()) {
            isToldOf = true;
            tell(current.rehearsal);
        }
    }

    private void begin() {
        Rehearsal rehearsal = new Rehearsal(stages);
        Thread thread = background.newThread(rehearsal);
        thread.setName("glassbox-rehearsal");
        run = new Run(rehearsal, thread);
        thread.start();
    }

    private void tell(Rehearsal rehearsal) {
        String failure = rehearsal.failure();
        server.log()
                .verbose(
                        failure == null
                                ? rehearsal.snapshots() + " snapshots were rehearsed"
                                : "Snapshots could not be rehearsed: " + failure);
    }

    /** Leaves one that is under way, and waits until nothing of it is left. */
    @Override
    public void close() {
        Run current = run;
        if (current == null) {
            return;
        }
        current.rehearsal.stop();
        ThreadEnd.await(current.thread);
    }
}
