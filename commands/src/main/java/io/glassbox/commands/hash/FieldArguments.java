package io.glassbox.commands.hash;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.entry.EntryStore;

/**
 * The arguments of commands about some fields of a hash: options in any order, and the block {@code FIELDS numfields field …}, which
 * may hold a value behind each field. One object serves any number of commands in turn.
 */
final class FieldArguments {
    static final int NX = 1;
    static final int XX = 1 << 1;
    static final int GT = 1 << 2;
    static final int LT = 1 << 3;
    static final int FNX = 1 << 4;
    static final int FXX = 1 << 5;
    static final int EX = 1 << 6;
    static final int PX = 1 << 7;
    static final int EXAT = 1 << 8;
    static final int PXAT = 1 << 9;
    static final int KEEPTTL = 1 << 10;
    static final int PERSIST = 1 << 11;

    /** Conditions on due times. */
    static final int COMPARISONS = NX | XX | GT | LT;

    /** Options with a time behind them. */
    static final int TIMES = EX | PX | EXAT | PXAT;

    /** The latest due time: what fits into the bits that Redis has for it. */
    static final long LATEST = (1L << 46) - 1;

    private static final int MILLIS = 1000;

    private static final CommandError NO_FIELDS =
            CommandError.of("ERR Mandatory argument FIELDS is missing or not at the right position");
    private static final CommandError TWICE = CommandError.of("ERR FIELDS keyword specified multiple times");
    private static final CommandError NO_COUNT = CommandError.of("ERR Parameter `numFields` should be greater than 0");
    private static final CommandError OTHER_COUNT =
            CommandError.of("ERR The `numfields` parameter must match the number of arguments");
    private static final CommandError SEVERAL_COMPARISONS = CommandError.of("ERR Multiple condition flags specified");
    private static final CommandError NEGATIVE = CommandError.of("ERR invalid expire time, must be >= 0");

    private int options;
    private int time;
    private int first;
    private int count;
    private int stride;

    /** Reads the block alone, which begins at an index and ends with the arguments. */
    FieldArguments readBlock(Args args, int from) {
        begin(1);
        if (!args.is(from, "FIELDS")) {
            throw NO_FIELDS;
        }
        if (readCount(args, from) != args.count()) {
            throw OTHER_COUNT;
        }
        return this;
    }

    /** Reads options among those allowed, and the block, whose fields have values behind them if {@code hasValues}. */
    FieldArguments read(Args args, int from, int allowed, boolean hasValues) {
        begin(hasValues ? 2 : 1);
        for (int i = from; i < args.count(); ) {
            if (args.is(i, "FIELDS")) {
                if (first != 0) {
                    throw TWICE;
                }
                i = readCount(args, i);
            } else {
                i = readOption(args, i, allowed);
            }
        }
        if (first == 0) {
            throw NO_FIELDS;
        }
        return this;
    }

    private void begin(int newStride) {
        options = 0;
        time = 0;
        first = 0;
        count = 0;
        stride = newStride;
    }

    /** Returns the index behind the block. */
    private int readCount(Args args, int at) {
        if (at + 1 >= args.count()) {
            throw NO_FIELDS;
        }
        long number = args.longAt(at + 1, NO_COUNT);
        if (number <= 0) {
            throw NO_COUNT;
        }
        first = at + 2;
        if (number > (args.count() - first) / stride) {
            throw OTHER_COUNT;
        }
        count = (int) number;
        return first + count * stride;
    }

    /** Returns the index behind the option. */
    private int readOption(Args args, int at, int allowed) {
        int option = optionAt(args, at) & allowed;
        if (option == 0) {
            boolean isField = first != 0 && (allowed & COMPARISONS) != 0;
            throw isField
                    ? OTHER_COUNT
                    : CommandError.of("ERR unknown argument: " + args.at(at).toCString());
        }
        int lifetimes = TIMES | KEEPTTL | PERSIST;
        if ((option & lifetimes) != 0 && (options & lifetimes) != 0) {
            throw onlyOne("EX, PX, EXAT, PXAT or " + ((allowed & KEEPTTL) != 0 ? "KEEPTTL" : "PERSIST"));
        }
        if ((option & (FNX | FXX)) != 0 && (options & (FNX | FXX)) != 0) {
            throw onlyOne("FXX or FNX");
        }
        if ((option & COMPARISONS) != 0 && (options & COMPARISONS) != 0) {
            throw SEVERAL_COMPARISONS;
        }
        options |= option;
        if ((option & TIMES) == 0) {
            return at + 1;
        }
        time = at + 1;
        if (time >= args.count()) {
            throw CommandError.SYNTAX;
        }
        return at + 2;
    }

    private static CommandError onlyOne(String words) {
        return CommandError.of("ERR Only one of " + words + " arguments can be specified");
    }

    private static int optionAt(Args args, int index) {
        return switch (args.length(index)) {
            case 2 ->
                either(args, index, "NX", NX)
                        | either(args, index, "XX", XX)
                        | either(args, index, "GT", GT)
                        | either(args, index, "LT", LT)
                        | either(args, index, "EX", EX)
                        | either(args, index, "PX", PX);
            case 3 -> either(args, index, "FNX", FNX) | either(args, index, "FXX", FXX);
            case 4 -> either(args, index, "EXAT", EXAT) | either(args, index, "PXAT", PXAT);
            default -> either(args, index, "KEEPTTL", KEEPTTL) | either(args, index, "PERSIST", PERSIST);
        };
    }

    private static int either(Args args, int index, String word, int option) {
        return args.is(index, word) ? option : 0;
    }

    boolean has(int some) {
        return (options & some) != 0;
    }

    /** The number of fields, at least one. */
    int count() {
        return count;
    }

    /** The index of the argument that is a field; behind it is its value. */
    int field(int number) {
        return first + number * stride;
    }

    /** The due time that the options ask for: unix milliseconds, or {@link EntryStore#NO_DUE} without one of {@link #TIMES}. */
    long due(Args args, long now, CommandError invalid) {
        return has(TIMES) ? due(args.longAt(time), has(EX | EXAT), has(EXAT | PXAT), now, invalid) : EntryStore.NO_DUE;
    }

    /** A due time from a number that is not negative: of seconds or milliseconds, since 1970 or from now on. */
    static long due(long amount, boolean isSeconds, boolean isAbsolute, long now, CommandError invalid) {
        if (amount < 0) {
            throw NEGATIVE;
        }
        if (amount > LATEST) {
            throw invalid;
        }
        long due = (isSeconds ? amount * MILLIS : amount) + (isAbsolute ? 0 : now);
        if (due > LATEST) {
            throw invalid;
        }
        return due;
    }

    /** Whether a field that is due at {@code old} may become due at {@code due}. One without a due time counts as due never. */
    boolean allows(long old, long due) {
        if (old == EntryStore.NO_DUE) {
            return !has(XX | GT);
        }
        return !has(NX) && (!has(GT) || due > old) && (!has(LT) || due < old);
    }
}
