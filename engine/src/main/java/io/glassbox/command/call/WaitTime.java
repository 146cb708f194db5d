package io.glassbox.command.call;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.structure.text.DoubleText;

/** The argument of a blocking command that says how long it waits; 0 stands for ever. Results are monotonic nanoseconds. */
public final class WaitTime {
    private static final CommandError NOT_AN_INTEGER = CommandError.of("ERR timeout is not an integer or out of range");
    private static final CommandError NOT_A_NUMBER = CommandError.of("ERR timeout is not a float or out of range");
    private static final CommandError NEGATIVE = CommandError.of("ERR timeout is negative");
    private static final CommandError OUT_OF_RANGE = CommandError.of("ERR timeout is out of range");

    private WaitTime() {}

    /** The deadline that a number of seconds, with or without a fraction, sets. */
    public static long ofSeconds(Args args, int index, CommandClock clock) {
        double seconds = DoubleText.parse(args.at(index));
        if (Double.isNaN(seconds)) {
            throw NOT_A_NUMBER;
        }
        double millis = Math.ceil(seconds * 1000);
        if (millis >= Long.MAX_VALUE) {
            throw OUT_OF_RANGE;
        }
        return deadline((long) millis, clock);
    }

    /** The deadline that a whole number of milliseconds sets. */
    public static long ofMillis(Args args, int index, CommandClock clock) {
        return deadline(args.longAt(index, NOT_AN_INTEGER), clock);
    }

    private static long deadline(long millis, CommandClock clock) {
        if (millis < 0) {
            throw NEGATIVE;
        }
        if (millis > Long.MAX_VALUE - clock.unixMillis()) {
            throw OUT_OF_RANGE;
        }
        long now = clock.nanos();
        boolean isBeyondCounting = millis > (Long.MAX_VALUE - Math.max(0, now)) / 1_000_000;
        return millis == 0 || isBeyondCounting ? Long.MAX_VALUE : now + millis * 1_000_000;
    }
}
