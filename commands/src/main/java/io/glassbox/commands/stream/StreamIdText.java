package io.glassbox.commands.stream;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.StreamId;
import io.glassbox.structure.text.DecimalInteger;

/**
 * IDs as clients write them: {@code millis-sequence}, or milliseconds alone. Numbers are read with the habits of C's
 * {@code strtoull}, since clients have got away with them: leading zeros, blanks and a plus are fine.
 */
final class StreamIdText {
    static final CommandError INVALID = CommandError.of("ERR Invalid stream ID specified as stream command argument");

    private static final CommandError INVALID_START = CommandError.of("ERR invalid start ID for the interval");
    private static final CommandError INVALID_END = CommandError.of("ERR invalid end ID for the interval");

    /** What Redis has room for. */
    private static final int MAX_LENGTH = 127;

    private static final long MAX_TENTH = Long.divideUnsigned(-1L, 10);
    private static final int MAX_LAST_DIGIT = 5;

    private StreamIdText() {}

    /** An ID with numbers. */
    static void readStrict(Args args, int index, long missingSequence, StreamId target) {
        if (!parse(args.at(index), missingSequence, target)) {
            throw INVALID;
        }
    }

    /** Whether it is an ID with numbers, which is put into the target then. A zero byte is the end of it. */
    static boolean parse(ByteView text, long missingSequence, StreamId target) {
        int length = text.cLength();
        if (length == 0 || text.length() > MAX_LENGTH) {
            return false;
        }
        int dash = Math.min(length, indexOfDash(text));
        if (!isNumber(text, 0, dash)) {
            return false;
        }
        long millis = number(text, 0, dash);
        if (dash == length) {
            target.set(millis, missingSequence);
            return true;
        }
        if (!isNumber(text, dash + 1, length)) {
            return false;
        }
        target.set(millis, number(text, dash + 1, length));
        return true;
    }

    /** Whether it is milliseconds and a star: a sequence number that is to be found; it is 0 in the target. */
    static boolean parseOpen(ByteView text, StreamId target) {
        int dash = indexOfDash(text);
        int length = text.length();
        if (length > MAX_LENGTH || dash != length - 2 || text.byteAt(length - 1) != '*' || !isNumber(text, 0, dash)) {
            return false;
        }
        target.set(number(text, 0, dash), 0);
        return true;
    }

    /** An ID, or {@code -} or {@code +} for the least and the greatest. */
    static void read(Args args, int index, long missingSequence, StreamId target) {
        ByteView text = args.at(index);
        int only = text.cLength() == 1 ? text.byteAt(0) : 0;
        if (only == '-') {
            target.setLeast();
        } else if (only == '+') {
            target.setGreatest();
        } else {
            readStrict(args, index, missingSequence, target);
        }
    }

    /** The beginning of an interval; behind a parenthesis the ID itself is not of it. */
    static void readStart(Args args, int index, StreamId target) {
        if (!isExclusive(args, index)) {
            read(args, index, 0, target);
            return;
        }
        readBehindParenthesis(args, index, 0, target);
        if (!target.increment()) {
            throw INVALID_START;
        }
    }

    /** The end of an interval. */
    static void readEnd(Args args, int index, StreamId target) {
        if (!isExclusive(args, index)) {
            read(args, index, -1, target);
            return;
        }
        readBehindParenthesis(args, index, -1, target);
        if (!target.decrement()) {
            throw INVALID_END;
        }
    }

    private static boolean isExclusive(Args args, int index) {
        return args.length(index) > 1 && args.at(index).byteAt(0) == '(';
    }

    private static void readBehindParenthesis(Args args, int index, long missingSequence, StreamId target) {
        ByteView text = args.at(index);
        text.set(text.address() + 1, text.length() - 1);
        if (!parse(text, missingSequence, target)) {
            throw INVALID;
        }
    }

    private static int indexOfDash(ByteView text) {
        int at = 0;
        while (at < text.length() && text.byteAt(at) != '-') {
            at++;
        }
        return at;
    }

    private static boolean isNumber(ByteView text, int from, int to) {
        if (DecimalInteger.isInteger(text.address() + from, to - from)) {
            return text.byteAt(from) != '-';
        }
        int at = firstDigit(text, from, to);
        if (at == to) {
            return false;
        }
        long value = 0;
        for (; at < to; at++) {
            int digit = text.byteAt(at) - '0';
            int most = Long.compareUnsigned(value, MAX_TENTH);
            if (digit < 0 || digit > 9 || most > 0 || most == 0 && digit > MAX_LAST_DIGIT) {
                return false;
            }
            value = value * 10 + digit;
        }
        return true;
    }

    /** The value of what {@link #isNumber} has accepted. */
    private static long number(ByteView text, int from, int to) {
        int at = firstDigit(text, from, to);
        boolean negative = at > from && text.byteAt(at - 1) == '-';
        long value = 0;
        for (; at < to; at++) {
            value = value * 10 + (text.byteAt(at) - '0');
        }
        return negative ? -value : value;
    }

    private static int firstDigit(ByteView text, int from, int to) {
        int at = from;
        while (at < to && (text.byteAt(at) == ' ' || text.byteAt(at) >= '\t' && text.byteAt(at) <= '\r')) {
            at++;
        }
        if (at < to && (text.byteAt(at) == '+' || text.byteAt(at) == '-')) {
            at++;
        }
        return at;
    }
}
