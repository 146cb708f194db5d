package io.glassbox.engine.server;

import java.util.Comparator;
import java.util.TreeSet;

/** The sessions that wait for something, by the time at which they stop waiting. O(log n) a session. */
public final class Waits {
    /** A session's deadline must not change while it is in here. */
    private final TreeSet<Session> byDeadline =
            new TreeSet<>(Comparator.comparingLong(Waits::deadline).thenComparingLong(Session::id));

    Waits() {}

    private static long deadline(Session session) {
        Blocking blocking = session.blocking();
        assert blocking != null : "a session that does not wait";
        return blocking.deadlineNanos();
    }

    void add(Session session) {
        byDeadline.add(session);
    }

    void remove(Session session) {
        byDeadline.remove(session);
    }

    /** Monotonic nanoseconds of the first deadline; {@link Long#MAX_VALUE} if there is none. */
    public long nextDeadline() {
        return byDeadline.isEmpty() ? Long.MAX_VALUE : deadline(byDeadline.first());
    }

    /** Ends the waits whose time is up by then, in monotonic nanoseconds: they found nothing. */
    public void endOver(long nanos) {
        while (nextDeadline() <= nanos) {
            Session session = byDeadline.first();
            Blocking blocking = session.blocking();
            assert blocking != null;
            blocking.abandoned(session);
            blocking.timedOut(session);
            session.unblock();
        }
    }
}
