package io.glassbox.commands.string;

import io.glassbox.command.call.CommandError;

/**
 * When a string is due, from what a client says: an amount of seconds or milliseconds, from now on or since 1970. Unlike EXPIRE,
 * commands that write strings accept positive amounts only.
 */
final class DueTimes {
    private DueTimes() {}

    /** Unix milliseconds; {@code base} is now for a relative amount and 0 for an absolute one. */
    static long ofSeconds(long amount, long base, CommandError invalid) {
        if (amount <= 0 || amount > Long.MAX_VALUE / 1000) {
            throw invalid;
        }
        return ofMillis(amount * 1000, base, invalid);
    }

    static long ofMillis(long amount, long base, CommandError invalid) {
        if (amount <= 0 || amount > Long.MAX_VALUE - base) {
            throw invalid;
        }
        return base + amount;
    }
}
