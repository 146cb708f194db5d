package io.glassbox.commands.string;

import static io.glassbox.commands.string.StringOptions.COMPARISONS;
import static io.glassbox.commands.string.StringOptions.IFDEQ;
import static io.glassbox.commands.string.StringOptions.IFDNE;
import static io.glassbox.commands.string.StringOptions.IFEQ;
import static io.glassbox.commands.string.StringOptions.NX;
import static io.glassbox.commands.string.StringOptions.XX;
import static io.glassbox.commands.string.StringOptions.comparand;
import static io.glassbox.commands.string.StringOptions.has;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.type.StringValue;

/** The conditions on a present value under which SET sets and DELEX deletes. */
final class StringConditions {
    private static final CommandError NOT_A_DIGEST =
            CommandError.of("ERR digest must be exactly " + StringDigest.LENGTH + " hexadecimal characters");

    private StringConditions() {}

    /** Throws if the options compare with something that cannot be a digest. */
    static void check(Args args, long options) {
        if (has(options, IFDEQ | IFDNE) && args.length(comparand(options)) != StringDigest.LENGTH) {
            throw NOT_A_DIGEST;
        }
    }

    /** Whether the value, which may be missing, fulfils the condition of a SET: a missing one differs from everything. */
    static boolean admitSet(Args args, long options, StringValue value) {
        if (has(options, NX)) {
            return !value.exists();
        }
        if (has(options, XX)) {
            return value.exists();
        }
        if (!has(options, COMPARISONS)) {
            return true;
        }
        return value.exists() ? admits(args, options, value) : !has(options, IFEQ | IFDEQ);
    }

    /** Whether a value that exists compares as the options want it. O(length). */
    static boolean admits(Args args, long options, StringValue value) {
        boolean isEqual = has(options, IFDEQ | IFDNE)
                ? StringDigest.matches(value, args.at(comparand(options)))
                : value.bytes().sameBytes(args.at(comparand(options)));
        return isEqual == has(options, IFEQ | IFDEQ);
    }
}
