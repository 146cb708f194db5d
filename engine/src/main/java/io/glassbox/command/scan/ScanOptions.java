package io.glassbox.command.scan;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.GlobPattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of SCAN, HSCAN, SSCAN and ZSCAN: where to go on, how far, what to keep. The pattern is a view of the request.
 */
public final class ScanOptions {
    private static final CommandError INVALID_CURSOR = CommandError.of("ERR invalid cursor");
    private static final long DEFAULT_COUNT = 10;

    /** Buckets looked at per key asked for, in a sparse table. */
    private static final long STEPS_PER_KEY = 10;

    private final long cursor;
    private long count = DEFAULT_COUNT;
    private @Nullable ByteView pattern;
    private @Nullable ByteView type;

    /** What an element is replied with: a member alone, a member or field and what goes with it. */
    private int parts;

    private ScanOptions(long cursor, int parts) {
        this.cursor = cursor;
        this.parts = parts;
    }

    /** Of SCAN cursor …, which may ask for keys of one type. */
    public static ScanOptions ofKeys(Args args) {
        return new ScanOptions(cursor(args, 1), 1).read(args, 1, true, false);
    }

    /** Of SSCAN key cursor …. */
    public static ScanOptions ofMembers(Args args) {
        return new ScanOptions(cursor(args, 2), 1).read(args, 2, false, false);
    }

    /** Of ZSCAN key cursor …. */
    public static ScanOptions ofScoredMembers(Args args) {
        return new ScanOptions(cursor(args, 2), 2).read(args, 2, false, false);
    }

    /** Of HSCAN key cursor …, which may ask for fields alone. */
    public static ScanOptions ofFields(Args args) {
        return new ScanOptions(cursor(args, 2), 2).read(args, 2, false, true);
    }

    private ScanOptions read(Args args, int position, boolean takesType, boolean takesNoValues) {
        for (int i = position + 1; i < args.count(); i++) {
            boolean hasValue = i + 1 < args.count();
            if (hasValue && args.is(i, "COUNT")) {
                readCount(args, ++i);
            } else if (hasValue && args.is(i, "MATCH")) {
                readPattern(args.at(++i));
            } else if (hasValue && takesType && args.is(i, "TYPE")) {
                type = args.at(++i);
            } else if (takesNoValues && args.is(i, "NOVALUES")) {
                parts = 1;
            } else {
                throw CommandError.SYNTAX;
            }
        }
        return this;
    }

    public long cursor() {
        return cursor;
    }

    /** How many parts of the reply an element takes: 1 for a name alone, 2 with a score or value. */
    public int parts() {
        return parts;
    }

    /** How many keys to visit, about. */
    public long count() {
        return count;
    }

    /** How many buckets to visit at most, for the sake of sparse tables. */
    public long mostSteps() {
        return count > Long.MAX_VALUE / STEPS_PER_KEY ? Long.MAX_VALUE : count * STEPS_PER_KEY;
    }

    public boolean matches(ByteView key) {
        return pattern == null || GlobPattern.matches(pattern, key, false);
    }

    public boolean isOfType(ValueType candidate) {
        return type == null || type.equalsIgnoreCase(candidate.printedName());
    }

    private void readCount(Args args, int position) {
        count = args.longAt(position);
        if (count < 1) {
            throw CommandError.SYNTAX;
        }
    }

    private void readPattern(ByteView text) {
        pattern = text.length() == 1 && text.byteAt(0) == '*' ? null : text;
    }

    /** The cursor alone; throws if it is none. For commands that look at the key before they look at the options. */
    public static long cursor(Args args, int position) {
        return cursor(args.at(position));
    }

    /**
     * An unsigned number of 64 bits as C's {@code strtoul} reads it, since clients have got away with its habits: a sign is fine,
     * a negative number counts from the end, nothing at all is 0. Blanks and overflow are not fine.
     */
    private static long cursor(ByteView text) {
        int at = 0;
        boolean negative = false;
        if (text.length() > 1 && (text.byteAt(0) == '-' || text.byteAt(0) == '+')) {
            negative = text.byteAt(0) == '-';
            at = 1;
        }
        long value = 0;
        for (; at < text.length(); at++) {
            int digit = text.byteAt(at) - '0';
            boolean overflows = Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, 10)) > 0;
            if (digit < 0 || digit > 9 || overflows) {
                throw INVALID_CURSOR;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }
}
