package io.glassbox.engine.server;

import java.util.function.Consumer;
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
    private volatile boolean prepared;
    private @Nullable Consumer<Fault> faultHandler;
    private boolean cronPaused;

    /** Asks for a stop; the engine thread carries it out at the end of its turn. */
    public void requestStop(Stop stop) {
        prepared = false;
        requested = stop;
    }

    /** Asks for a stop for which everything is done that has to be done before: nothing can prevent it any more. */
    public void requestPreparedStop(Stop stop) {
        prepared = true;
        requested = stop;
    }

    public boolean isPrepared() {
        return prepared;
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

    /** Says who lets the process die of a fault; without anyone the server is a guest in it and must not. */
    public void onFault(Consumer<Fault> handler) {
        faultHandler = handler;
    }

    /** Lets the process die; false if it is not the server's own. */
    public boolean fail(Fault fault) {
        Consumer<Fault> handler = faultHandler;
        if (handler == null) {
            return false;
        }
        handler.accept(fault);
        return true;
    }

    /** Whether nothing is done that is done a few times a second; a stop is not carried out either. */
    public boolean isCronPaused() {
        return cronPaused;
    }

    public void pauseCron(boolean on) {
        cronPaused = on;
    }
}
