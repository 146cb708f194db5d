package io.glassbox.commands.generic;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.entry.EntryStore;

/** The conditions of the EXPIRE family, as bits. */
final class ExpireOptions {
    private static final int NX = 1;
    private static final int XX = 2;
    private static final int GT = 4;
    private static final int LT = 8;

    private static final CommandError NX_AND_OTHERS =
            CommandError.of("ERR NX and XX, GT or LT options at the same time are not compatible");
    private static final CommandError GT_AND_LT =
            CommandError.of("ERR GT and LT options at the same time are not compatible");

    private ExpireOptions() {}

    /** Reads all arguments from {@code from} on. */
    static int read(Args args, int from) {
        int options = 0;
        for (int i = from; i < args.count(); i++) {
            options |= option(args, i);
        }
        if ((options & NX) != 0 && options != NX) {
            throw NX_AND_OTHERS;
        }
        if ((options & GT) != 0 && (options & LT) != 0) {
            throw GT_AND_LT;
        }
        return options;
    }

    /** Whether a key that is due at {@code old} may become due at {@code due}. A key without a due time counts as due never. */
    static boolean allow(int options, long old, long due) {
        boolean hasDue = old != EntryStore.NO_DUE;
        if ((options & NX) != 0 && hasDue || (options & XX) != 0 && !hasDue) {
            return false;
        }
        if ((options & GT) != 0 && (!hasDue || due <= old)) {
            return false;
        }
        return (options & LT) == 0 || !hasDue || due < old;
    }

    private static int option(Args args, int index) {
        if (args.is(index, "NX")) {
            return NX;
        }
        if (args.is(index, "XX")) {
            return XX;
        }
        if (args.is(index, "GT")) {
            return GT;
        }
        if (args.is(index, "LT")) {
            return LT;
        }
        throw CommandError.of("ERR Unsupported option " + args.at(index).toCString());
    }
}
