package io.glassbox.commands.string;

import static io.glassbox.commands.string.StringOptions.COMPARISONS;
import static io.glassbox.commands.string.StringOptions.IFEQ;
import static io.glassbox.commands.string.StringOptions.NX;
import static io.glassbox.commands.string.StringOptions.XX;
import static io.glassbox.commands.string.StringOptions.comparand;
import static io.glassbox.commands.string.StringOptions.has;

import io.glassbox.command.call.Args;
import io.glassbox.engine.type.StringValue;

/** The conditions on a present value under which SET sets and DELEX deletes. */
final class StringConditions {
    private StringConditions() {}

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
        return value.exists() ? admits(args, options, value) : !has(options, IFEQ);
    }

    /** Whether a value that exists compares as the options want it. O(length). */
    static boolean admits(Args args, long options, StringValue value) {
        boolean isEqual = value.bytes().sameBytes(args.at(comparand(options)));
        return isEqual == has(options, IFEQ);
    }
}
