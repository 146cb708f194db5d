package io.glassbox.durability.aof;

import io.glassbox.engine.server.Server;

/**
 * Holds rewrites back that fail again and again: each leaves another increment, and costs what it costs. From the third failure
 * on they wait for one minute, two, four, up to an hour.
 */
final class RetryLimit {
    private static final int FREE_FAILURES = 3;
    private static final int MOST_MINUTES = 60;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final long NOT_WAITING = 0;

    private final Server server;
    private int minutes;
    private long nextUnix = NOT_WAITING;

    RetryLimit(Server server) {
        this.server = server;
    }

    /** Whether the next attempt has to wait; {@code failures}: those since the last success. */
    boolean holdsBack(int failures) {
        if (failures < FREE_FAILURES) {
            minutes = 0;
            nextUnix = NOT_WAITING;
            return false;
        }
        long now = server.clock().unixSeconds();
        if (nextUnix != NOT_WAITING) {
            boolean isOver = now >= nextUnix;
            if (isOver) {
                nextUnix = NOT_WAITING;
            }
            return !isOver;
        }
        minutes = Math.min(MOST_MINUTES, minutes == 0 ? 1 : minutes * 2);
        nextUnix = now + (long) minutes * SECONDS_PER_MINUTE;
        server.log()
                .warning("Background AOF rewrite has repeatedly failed and triggered the limit, will retry in "
                        + minutes + " minutes");
        return true;
    }
}
