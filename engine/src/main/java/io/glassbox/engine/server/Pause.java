package io.glassbox.engine.server;

/** CLIENT PAUSE: holds back commands of clients until a time, so that a failover can happen without losing writes. */
public final class Pause {
    /** What is held back. */
    public enum Scope {
        NONE,
        /** Commands that may write; expiry and eviction stand still. */
        WRITES,
        ALL
    }

    private final Server server;
    private final PostponedSessions waiting = new PostponedSessions();
    private Scope scope = Scope.NONE;
    private long untilUnixMillis;

    Pause(Server server) {
        this.server = server;
    }

    /** Starts or changes a pause; the later end of the two and the wider scope hold. */
    public void begin(Scope newScope, long endUnixMillis) {
        expireIfOver();
        scope = newScope.compareTo(scope) > 0 ? newScope : scope;
        untilUnixMillis = Math.max(untilUnixMillis, endUnixMillis);
        server.databases().holdExpiry(true);
    }

    public void end() {
        scope = Scope.NONE;
        untilUnixMillis = 0;
        server.databases().holdExpiry(false);
        waiting.release();
    }

    public Scope scope() {
        return scope;
    }

    public boolean isActive() {
        return scope != Scope.NONE;
    }

    public long untilUnixMillis() {
        return untilUnixMillis;
    }

    /** Ends the pause if its time has come; called by the cron and before a new one. */
    public void expireIfOver() {
        if (scope != Scope.NONE && server.clock().unixMillis() >= untilUnixMillis) {
            end();
        }
    }

    /** Keeps the session's request for later: it is run again from its beginning. */
    public void postpone(Session session) {
        waiting.add(session);
    }

    public void forget(Session session) {
        waiting.forget(session);
    }
}
