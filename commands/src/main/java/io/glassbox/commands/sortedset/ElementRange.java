package io.glassbox.commands.sortedset;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.ordered.Bound;

/**
 * A range of ranks, of scores or of members, read from two arguments and then found in a sorted set: the elements from rank
 * {@link #first} on, {@link #count} of them. Re-used.
 */
final class ElementRange {
    enum Kind {
        RANK,
        SCORE,
        MEMBER
    }

    private static final CommandError NOT_A_SCORE = CommandError.of("ERR min or max is not a float");
    private static final CommandError NOT_A_MEMBER = CommandError.of("ERR min or max not valid string range item");

    private final Bound low = new Bound();
    private final Bound high = new Bound();
    private Kind kind = Kind.RANK;
    private long start;
    private long end;

    /** Where a range of members has a sign for an end: -1 for before everything, 1 for behind everything, 0 for a bound. */
    private int lowInfinity;

    private int highInfinity;

    private long first;
    private long count;

    /** Reads the range; {@code min} and {@code max} are the positions of its arguments. */
    void read(Args args, Kind newKind, int min, int max) {
        kind = newKind;
        switch (kind) {
            case RANK -> {
                start = args.longAt(min);
                end = args.longAt(max);
            }
            case SCORE -> {
                readScore(args.at(min), low, true);
                readScore(args.at(max), high, false);
            }
            case MEMBER -> {
                lowInfinity = readMember(args.at(min), low, true);
                highInfinity = readMember(args.at(max), high, false);
            }
        }
    }

    /** A bound behind what the range leaves out below it, or behind the last that it has. */
    private static void readScore(ByteView text, Bound bound, boolean isLow) {
        boolean isExclusive = text.length() > 0 && text.byteAt(0) == '(';
        int start = isExclusive ? 1 : 0;
        double score = ScoreText.parse(text.address() + start, text.cLength() - start);
        if (Double.isNaN(score)) {
            throw NOT_A_SCORE;
        }
        bound.ofScore(score, isExclusive == isLow);
    }

    private static int readMember(ByteView text, Bound bound, boolean isLow) {
        int sign = text.length() == 0 ? 0 : text.byteAt(0);
        if (text.length() == 1 && (sign == '-' || sign == '+')) {
            return sign == '-' ? -1 : 1;
        }
        if (sign != '(' && sign != '[') {
            throw NOT_A_MEMBER;
        }
        bound.ofMember(text.address() + 1, text.length() - 1, (sign == '(') == isLow);
        return 0;
    }

    /** Finds the range. Ranks count from the highest element if {@code isReverse}. */
    void find(SortedSetValue set, boolean isReverse) {
        long size = set.size();
        long from;
        long behind;
        switch (kind) {
            case RANK -> {
                long begin = Math.clamp(start < 0 ? start + size : start, 0, size);
                long last = Math.clamp(end < 0 ? end + size : end, -1, size - 1);
                from = isReverse ? size - 1 - last : begin;
                behind = isReverse ? size - begin : last + 1;
            }
            case SCORE -> {
                from = set.countBefore(low);
                behind = set.countBefore(high);
            }
            default -> {
                from = countBefore(set, low, lowInfinity, size);
                behind = countBefore(set, high, highInfinity, size);
            }
        }
        first = from;
        count = Math.max(0, behind - from);
    }

    private static long countBefore(SortedSetValue set, Bound bound, int infinity, long size) {
        if (infinity != 0) {
            return infinity < 0 ? 0 : size;
        }
        return set.countBefore(bound);
    }

    /** Leaves out the first {@code offset} elements and those behind {@code most}, seen in this direction; -1 for all. */
    void limit(long offset, long most, boolean isReverse) {
        long skipped = offset < 0 ? count : Math.min(offset, count);
        long left = count - skipped;
        long kept = most < 0 ? left : Math.min(most, left);
        first += isReverse ? left - kept : skipped;
        count = kept;
    }

    /** The rank of the lowest element found. */
    long first() {
        return first;
    }

    long count() {
        return count;
    }

    /** Makes the first element in this direction the current one; there must be one. */
    void seek(SortedSetValue set, boolean isReverse) {
        set.seek(isReverse ? first + count - 1 : first);
    }
}
