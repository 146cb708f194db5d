package io.glassbox.commands.sortedset;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;

/** What a range command asks for: kind and direction, by its name or by options, LIMIT and WITHSCORES. Re-used. */
final class RangeOptions {
    private static final CommandError LIMIT_OF_RANKS =
            CommandError.of("ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
    private static final CommandError SCORES_OF_MEMBERS =
            CommandError.of("ERR syntax error, WITHSCORES not supported in combination with BYLEX");

    private ElementRange.Kind kind = ElementRange.Kind.RANK;
    private boolean reverse;
    private boolean withScores;
    private long offset;
    private long most = -1;

    /** For a command whose name says what it ranges over; options begin at {@code from}. */
    void read(Args args, int from, ElementRange.Kind namedKind, boolean isReverse) {
        read(args, from, namedKind, isReverse, false, true);
    }

    /** For ZRANGE and, if it takes no WITHSCORES, ZRANGESTORE. */
    void read(Args args, int from, boolean takesScores) {
        read(args, from, ElementRange.Kind.RANK, false, true, takesScores);
    }

    private void read(
            Args args, int from, ElementRange.Kind namedKind, boolean isReverse, boolean isOpen, boolean takesScores) {
        kind = namedKind;
        reverse = isReverse;
        withScores = false;
        offset = 0;
        most = -1;
        boolean isKindSaid = false;
        for (int i = from; i < args.count(); i++) {
            if (takesScores && args.is(i, "WITHSCORES")) {
                withScores = true;
            } else if (args.is(i, "LIMIT") && i + 2 < args.count()) {
                offset = args.longAt(i + 1);
                most = args.longAt(i + 2);
                i += 2;
            } else if (isOpen && !reverse && args.is(i, "REV")) {
                reverse = true;
            } else if (isOpen && !isKindSaid && args.is(i, "BYSCORE")) {
                kind = ElementRange.Kind.SCORE;
                isKindSaid = true;
            } else if (isOpen && !isKindSaid && args.is(i, "BYLEX")) {
                kind = ElementRange.Kind.MEMBER;
                isKindSaid = true;
            } else {
                throw CommandError.SYNTAX;
            }
        }
        if (most != -1 && kind == ElementRange.Kind.RANK) {
            throw LIMIT_OF_RANKS;
        }
        if (kind == ElementRange.Kind.RANK) {
            // LIMIT with -1 passes, and does nothing.
            offset = 0;
        }
        if (withScores && kind == ElementRange.Kind.MEMBER) {
            throw SCORES_OF_MEMBERS;
        }
    }

    ElementRange.Kind kind() {
        return kind;
    }

    boolean isReverse() {
        return reverse;
    }

    boolean isWithScores() {
        return withScores;
    }

    /** Whether the first of the two arguments of the range is its higher end. */
    boolean isHighFirst() {
        return reverse && kind != ElementRange.Kind.RANK;
    }

    long offset() {
        return offset;
    }

    long most() {
        return most;
    }
}
