package io.glassbox.commands.stream;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.WaitTime;
import io.glassbox.command.declare.KeyFinder;
import io.glassbox.command.declare.KeyFlag;
import io.glassbox.engine.clock.CommandClock;

/** The options of XREAD and XREADGROUP, up to the keys and IDs behind STREAMS. */
final class ReadOptions {
    /** That no such limit or time was given. */
    static final long NONE = -1;

    private static final CommandError MAXCOUNT_BELOW_COUNT =
            CommandError.of("ERR MAXCOUNT must be greater than or equal to COUNT");
    private static final CommandError MAXCOUNT_NOT_POSITIVE = CommandError.of("ERR MAXCOUNT must be > 0");
    private static final CommandError MAXSIZE_NOT_POSITIVE = CommandError.of("ERR MAXSIZE must be > 0");
    private static final CommandError NEGATIVE_IDLE = CommandError.of("ERR min-idle-time must be a positive integer");
    private static final CommandError GROUP_OF_XREAD =
            CommandError.of("ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.");
    private static final CommandError NOACK_OF_XREAD =
            CommandError.of("ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.");
    private static final CommandError UNBALANCED = CommandError.of(
            "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.");
    private static final CommandError MISSING_GROUP = CommandError.of("ERR Missing GROUP option for XREADGROUP");

    private boolean isGroup;
    private long count;
    private long mostEntries;
    private long mostBytes;
    private long deadline;
    private long leastIdle;
    private int group;
    private boolean isUnacknowledged;
    private int firstKey;
    private int streams;

    void read(Args args, CommandClock clock, boolean ofGroup) {
        isGroup = ofGroup;
        count = 0;
        mostEntries = 0;
        mostBytes = 0;
        deadline = NONE;
        leastIdle = NONE;
        group = 0;
        isUnacknowledged = false;
        firstKey = 0;
        int at = 1;
        while (at < args.count() && firstKey == 0) {
            at += readOne(args, at, clock);
        }
        if (firstKey == 0) {
            throw CommandError.SYNTAX;
        }
        if (isGroup && group == 0) {
            throw MISSING_GROUP;
        }
        if (mostEntries > 0 && count > mostEntries) {
            throw MAXCOUNT_BELOW_COUNT;
        }
    }

    /**
     * Finds the keys behind STREAMS as {@link #read} does: a group, a consumer or a number may be spelt like it. Finds none in a
     * malformed call.
     */
    static void findKeys(Args args, KeyFinder.Sink keys) {
        int at = 1;
        while (at < args.count() && !args.is(at, "STREAMS")) {
            at += args.is(at, "GROUP") ? 3 : args.is(at, "NOACK") ? 1 : 2;
        }
        int left = args.count() - at - 1;
        if (left > 0 && left % 2 == 0) {
            for (int i = at + 1; i <= at + left / 2; i++) {
                keys.key(i, KeyFlag.RO.bit() | KeyFlag.ACCESS.bit());
            }
        }
    }

    /** Reads one option; returns how many arguments it takes. */
    private int readOne(Args args, int at, CommandClock clock) {
        int left = args.count() - at - 1;
        if (left >= 1 && args.is(at, "COUNT")) {
            count = Math.max(0, args.longAt(at + 1));
        } else if (left >= 1 && args.is(at, "BLOCK")) {
            deadline = WaitTime.ofMillis(args, at + 1, clock);
        } else if (left >= 1 && args.is(at, "STREAMS")) {
            readStreams(args, at);
        } else if (left >= 1 && args.is(at, "MAXCOUNT")) {
            mostEntries = positive(args, at + 1, MAXCOUNT_NOT_POSITIVE);
        } else if (left >= 1 && args.is(at, "MAXSIZE")) {
            mostBytes = positive(args, at + 1, MAXSIZE_NOT_POSITIVE);
        } else {
            return readOfGroup(args, at, left);
        }
        return 2;
    }

    private int readOfGroup(Args args, int at, int left) {
        if (left >= 2 && args.is(at, "GROUP")) {
            if (!isGroup) {
                throw GROUP_OF_XREAD;
            }
            group = at + 1;
            return 3;
        }
        if (args.is(at, "NOACK")) {
            if (!isGroup) {
                throw NOACK_OF_XREAD;
            }
            isUnacknowledged = true;
            return 1;
        }
        if (isGroup && left >= 1 && args.is(at, "CLAIM")) {
            leastIdle = args.longAt(at + 1, NEGATIVE_IDLE);
            if (leastIdle < 0) {
                throw NEGATIVE_IDLE;
            }
            return 2;
        }
        throw CommandError.SYNTAX;
    }

    private void readStreams(Args args, int at) {
        firstKey = at + 1;
        int left = args.count() - firstKey;
        if (left % 2 != 0) {
            throw UNBALANCED;
        }
        streams = left / 2;
    }

    private static long positive(Args args, int index, CommandError otherwise) {
        long number = args.longAt(index);
        if (number <= 0) {
            throw otherwise;
        }
        return number;
    }

    /** Entries of each stream at most; 0 for no limit. */
    long count() {
        return count;
    }

    /** Entries of all streams at most; 0 for no limit. */
    long mostEntries() {
        return mostEntries;
    }

    /** Bytes of fields and values of all streams at most, the first entry aside; 0 for no limit. */
    long mostBytes() {
        return mostBytes;
    }

    /** Until when to wait, in monotonic nanoseconds; {@link #NONE} for not at all. */
    long deadline() {
        return deadline;
    }

    /** From how many milliseconds on pending entries of others are taken over; {@link #NONE} for not at all. */
    long leastIdle() {
        return leastIdle;
    }

    /** The index of the group, behind which its consumer is. */
    int group() {
        return group;
    }

    boolean isUnacknowledged() {
        return isUnacknowledged;
    }

    /** The index of the first key. */
    int firstKey() {
        return firstKey;
    }

    /** How many keys there are, and IDs behind them. */
    int streams() {
        return streams;
    }
}
