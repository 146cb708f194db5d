package io.glassbox.engine.server;

import java.util.ArrayList;
import java.util.List;

/** Sessions whose next request is kept until something is over, and is then looked at again from its beginning. */
final class PostponedSessions {
    private final List<Session> sessions = new ArrayList<>();

    void add(Session session) {
        if (!session.is(SessionFlag.POSTPONED)) {
            session.set(SessionFlag.POSTPONED, true);
            session.set(SessionFlag.BLOCKED, true);
            sessions.add(session);
        }
    }

    void release() {
        if (sessions.isEmpty()) {
            return;
        }
        List<Session> released = new ArrayList<>(sessions);
        sessions.clear();
        for (Session session : released) {
            session.set(SessionFlag.POSTPONED, false);
            session.set(SessionFlag.BLOCKED, false);
            session.link().resume();
        }
    }

    void forget(Session session) {
        sessions.remove(session);
    }
}
