package io.glassbox.engine.server;

/** A wait for the append-only file to be on the medium up to an offset. */
public interface SyncWait extends Blocking {
    /** See {@link Persistence#appendOffset}. */
    long offset();

    /** It is; or, if {@code isSynced} is false, the file was turned off. Lets the session go on. */
    void settled(boolean isSynced);
}
