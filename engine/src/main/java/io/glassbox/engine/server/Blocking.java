package io.glassbox.engine.server;

/** What a stopped session waits for: keys, replicas, a pause. */
public interface Blocking {
    /** Monotonic nanoseconds at which the wait ends by itself; {@link Long#MAX_VALUE} for never. */
    long deadlineNanos();

    /** The time is up: writes the reply of a wait that found nothing. The caller lets the session go on. */
    void timedOut(Session session);

    /** The session is gone, or CLIENT UNBLOCK ended the wait: lets go of whatever led to it. */
    void abandoned(Session session);
}
