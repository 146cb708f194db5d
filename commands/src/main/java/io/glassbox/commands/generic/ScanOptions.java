package io.glassbox.commands.generic;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.GlobPattern;
import org.jspecify.annotations.Nullable;

/** The arguments of SCAN: where to go on, how far, what to keep. The pattern is a view of the request. */
final class ScanOptions {
    private static final CommandError INVALID_CURSOR = CommandError.of("ERR invalid cursor");
    private static final long DEFAULT_COUNT = 10;

    /** Buckets looked at per key asked for, in a sparse table. */
    private static final long STEPS_PER_KEY = 10;

    private final long cursor;
    private long count = DEFAULT_COUNT;
    private @Nullable ByteView pattern;
    private @Nullable ByteView type;

    private ScanOptions(long cursor) {
        this.cursor = cursor;
    }

    /** Reads the cursor at {@code position} and the options behind it. */
    static ScanOptions read(Args args, int position) {
        ScanOptions options = new ScanOptions(cursor(args.at(position)));
        for (int i = position + 1; i < args.count(); i += 2) {
            if (i + 1 == args.count()) {
                throw CommandError.SYNTAX;
            }
            options.read(args, i, i + 1);
        }
        return options;
    }

    long cursor() {
        return cursor;
    }

    /** How many keys to visit, about. */
    long count() {
        return count;
    }

    long mostSteps() {
        return count > Long.MAX_VALUE / STEPS_PER_KEY ? Long.MAX_VALUE : count * STEPS_PER_KEY;
    }

    boolean matches(ByteView key) {
        return pattern == null || GlobPattern.matches(pattern, key, false);
    }

    boolean isOfType(ValueType candidate) {
        return type == null || type.equalsIgnoreCase(candidate.printedName());
    }

    private void read(Args args, int name, int value) {
        if (args.is(name, "COUNT")) {
            count = args.longAt(value);
            if (count < 1) {
                throw CommandError.SYNTAX;
            }
        } else if (args.is(name, "MATCH")) {
            ByteView text = args.at(value);
            pattern = text.length() == 1 && text.byteAt(0) == '*' ? null : text;
        } else if (args.is(name, "TYPE")) {
            type = args.at(value);
        } else {
            throw CommandError.SYNTAX;
        }
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
