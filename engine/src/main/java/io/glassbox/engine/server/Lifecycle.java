package io.glassbox.engine.server;

import org.jspecify.annotations.Nullable;

/** Whether the server is to stop, and how. Asked for by SHUTDOWN or, from another thread, by a signal or the owner. */
public final class Lifecycle {
    /** What a stop does about data and about errors. */
    public record Stop(Saving saving, boolean now, boolean force) {}

    /** Whether a stop saves. */
    public enum Saving {
        /** If save points are configured. */
        DEFAULT,
        YES,
        NO
    }

    private volatile @Nullable Stop requested;

    /** Asks for a stop; the engine thread carries it out at the end of its turn. */
    public void requestStop(Stop stop) {
        requested = stop;
    }

    /** Takes a request back. False if there was none. */
    public boolean abortStop() {
        boolean was = requested != null;
        requested = null;
        return was;
    }

    public @Nullable Stop requestedStop() {
        return requested;
    }
}
