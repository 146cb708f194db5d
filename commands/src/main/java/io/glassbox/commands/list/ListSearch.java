package io.glassbox.commands.list;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.type.ListValue;

/** One search of LPOS: what it was asked for, and how far it has come. */
final class ListSearch {
    private static final CommandError RANK_ZERO = CommandError.of(
            "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start"
                    + " from the end of the list");
    private static final CommandError NEGATIVE_COUNT = CommandError.of("ERR COUNT can't be negative");
    private static final CommandError NEGATIVE_LENGTH = CommandError.of("ERR MAXLEN can't be negative");

    private static final int NO_COUNT = -1;

    private long rank = 1;
    private long count = NO_COUNT;
    private long mostCompared;

    // The walk: where it is, how many elements it may still look at, how many matches are passed over.
    private long index;
    private long left;
    private long passed;

    /** The arguments behind key and element. */
    ListSearch(Args args) {
        for (int i = 3; i < args.count(); i += 2) {
            boolean hasValue = i + 1 < args.count();
            if (hasValue && args.is(i, "RANK")) {
                rank = readRank(args, i + 1);
            } else if (hasValue && args.is(i, "COUNT")) {
                count = readLimit(args, i + 1, NEGATIVE_COUNT);
            } else if (hasValue && args.is(i, "MAXLEN")) {
                mostCompared = readLimit(args, i + 1, NEGATIVE_LENGTH);
            } else {
                throw CommandError.SYNTAX;
            }
        }
    }

    private static long readRank(Args args, int index) {
        long rank = args.negatableAt(index);
        if (rank == 0) {
            throw RANK_ZERO;
        }
        return rank;
    }

    private static long readLimit(Args args, int index, CommandError error) {
        long limit = args.longAt(index, error);
        if (limit < 0) {
            throw error;
        }
        return limit;
    }

    /** Whether all matches up to {@link #mostMatches} are asked for, as an array. */
    boolean isForMany() {
        return count != NO_COUNT;
    }

    long mostMatches() {
        return count == 0 ? Long.MAX_VALUE : Math.abs(count);
    }

    /** Begins at the end of the list that the rank says; false if there is nothing to look at. */
    boolean begin(ListValue list) {
        long length = list.length();
        boolean forward = rank > 0;
        left = mostCompared == 0 ? length : Math.min(length, mostCompared);
        index = forward ? 0 : length - 1;
        passed = Math.abs(rank) - 1;
        if (left > 0) {
            list.seek(index, forward);
        }
        return left > 0;
    }

    /** The index of the next match; -1 if there is none any more. */
    long next(ListValue list) {
        while (left > 0) {
            long here = index;
            boolean isMatch = list.isSought() && passed-- <= 0;
            left--;
            index += rank > 0 ? 1 : -1;
            if (left > 0) {
                list.next();
            }
            if (isMatch) {
                return here;
            }
        }
        return -1;
    }
}
