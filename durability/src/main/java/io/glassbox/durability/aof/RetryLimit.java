package io.glassbox.durability.aof;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.foundation.log.Log;

/**
 * Holds rewrites back that fail again and again: each leaves another increment, and costs what it costs. From the third failure
 * on they wait for one minute, two, four, up to an hour.
 */
final class RetryLimit {
    private static final int FREE_FAILURES = 3;
    private static final int MOST_MINUTES = 60;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final long NOT_WAITING = 0;

    private final CommandClock clock;
    private final Log log;
    private int minutes;
    private long nextUnix = NOT_WAITING;

    RetryLimit(CommandClock clock, Log log) {
        this.clock = clock;
        this.log = log;
    }

    /** Whether the next attempt has to wait; {@code failures}: those since the last success. */
    boolean holdsBack(int failures) {
        if (failures < FREE_FAILURES) {
            minutes = 0;
            nextUnix = NOT_WAITING;
            return false;
        }
        long now = clock.unixSeconds();
        if (nextUnix != NOT_WAITING) {
            boolean isOver = now >= nextUnix;
            if (isOver) {
                nextUnix = NOT_WAITING;
            }
            return !isOver;
        }
        minutes = Math.min(MOST_MINUTES, minutes == 0 ? 1 : minutes * 2);
        nextUnix = now + (long) minutes * SECONDS_PER_MINUTE;
        log.warning("Background AOF rewrite has repeatedly failed and triggered the limit, will retry in " + minutes
                + " minutes");
        return true;
    }
}
