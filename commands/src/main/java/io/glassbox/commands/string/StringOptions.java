package io.glassbox.commands.string;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.structure.memory.ByteView;

/**
 * The options of SET, GETEX and MSETEX, read into one long so that a SET allocates nothing:
 *
 * <pre>
 * bits  0..15  which options were given, as the constants say
 *      16..39  the index of the argument with the time
 *      40..63  the index of the argument to compare with
 * </pre>
 *
 * The same option twice is accepted where Redis accepts it, the last one counting; two of which only one makes sense are a
 * syntax error.
 */
final class StringOptions {
    static final long NX = 1;
    static final long XX = 1 << 1;
    static final long IFEQ = 1 << 2;
    static final long IFNE = 1 << 3;
    static final long IFDEQ = 1 << 4;
    static final long IFDNE = 1 << 5;
    static final long GET = 1 << 6;
    static final long EX = 1 << 7;
    static final long PX = 1 << 8;
    static final long EXAT = 1 << 9;
    static final long PXAT = 1 << 10;
    static final long KEEPTTL = 1 << 11;
    static final long PERSIST = 1 << 12;

    /** Conditions on the present value. */
    static final long COMPARISONS = IFEQ | IFNE | IFDEQ | IFDNE;

    static final long CONDITIONS = NX | XX | COMPARISONS;
    /** Options with a time behind them. */
    static final long TIMES = EX | PX | EXAT | PXAT;

    static final long LIFETIMES = TIMES | KEEPTTL | PERSIST;

    private static final int TIME_SHIFT = 16;
    private static final int COMPARAND_SHIFT = 40;
    private static final int INDEX_MASK = 0xFF_FFFF;

    private StringOptions() {}

    /** Reads the arguments from {@code from} to the end, of which each is one of the {@code allowed} options. */
    static long read(Args args, int from, long allowed) {
        int count = args.count();
        if (count > INDEX_MASK) {
            throw CommandError.SYNTAX;
        }
        long options = 0;
        for (int i = from; i < count; i++) {
            long option = optionAt(args, i);
            if ((option & allowed) == 0 || isContradicted(option, options)) {
                throw CommandError.SYNTAX;
            }
            options |= option;
            if ((option & (TIMES | COMPARISONS)) != 0) {
                i++;
                if (i == count) {
                    throw CommandError.SYNTAX;
                }
                int shift = (option & TIMES) != 0 ? TIME_SHIFT : COMPARAND_SHIFT;
                options = options & ~((long) INDEX_MASK << shift) | (long) i << shift;
            }
        }
        return options;
    }

    static boolean has(long options, long some) {
        return (options & some) != 0;
    }

    /** Whether the argument is the name of an option that compares. */
    static boolean isComparison(Args args, int index) {
        return has(optionAt(args, index), COMPARISONS);
    }

    /** The index of the argument with the time, 0 if there is none. */
    static int time(long options) {
        return (int) (options >>> TIME_SHIFT) & INDEX_MASK;
    }

    /** The index of the argument to compare the present value with, 0 if there is none. */
    static int comparand(long options) {
        return (int) (options >>> COMPARAND_SHIFT);
    }

    /**
     * The due time that the options ask for: unix milliseconds, {@link EntryStore#KEEP_DUE} for KEEPTTL, otherwise
     * {@link EntryStore#NO_DUE}. Throws {@code invalid} for a time out of range.
     */
    static long due(Args args, long options, long now, CommandError invalid) {
        if (!has(options, TIMES)) {
            return has(options, KEEPTTL) ? EntryStore.KEEP_DUE : EntryStore.NO_DUE;
        }
        long amount = args.longAt(time(options));
        long base = has(options, EX | PX) ? now : 0;
        return has(options, EX | EXAT)
                ? DueTimes.ofSeconds(amount, base, invalid)
                : DueTimes.ofMillis(amount, base, invalid);
    }

    private static boolean isContradicted(long option, long options) {
        long group = has(option, CONDITIONS) ? CONDITIONS : has(option, LIFETIMES) ? LIFETIMES : 0;
        long tolerated = has(option, COMPARISONS) ? 0 : option;
        return (options & group & ~tolerated) != 0;
    }

    /** The option that the argument names, 0 if none. */
    private static long optionAt(Args args, int index) {
        ByteView word = args.at(index);
        return switch (word.length()) {
            case 2 -> ofTwoLetters(word);
            case 3 -> word.equalsIgnoreCase("GET") ? GET : 0;
            case 4 -> ofFourLetters(word);
            case 5 -> word.equalsIgnoreCase("IFDEQ") ? IFDEQ : word.equalsIgnoreCase("IFDNE") ? IFDNE : 0;
            case 7 -> word.equalsIgnoreCase("KEEPTTL") ? KEEPTTL : word.equalsIgnoreCase("PERSIST") ? PERSIST : 0;
            default -> 0;
        };
    }

    private static long ofTwoLetters(ByteView word) {
        if (word.equalsIgnoreCase("EX")) {
            return EX;
        }
        if (word.equalsIgnoreCase("PX")) {
            return PX;
        }
        if (word.equalsIgnoreCase("NX")) {
            return NX;
        }
        return word.equalsIgnoreCase("XX") ? XX : 0;
    }

    private static long ofFourLetters(ByteView word) {
        if (word.equalsIgnoreCase("EXAT")) {
            return EXAT;
        }
        if (word.equalsIgnoreCase("PXAT")) {
            return PXAT;
        }
        if (word.equalsIgnoreCase("IFEQ")) {
            return IFEQ;
        }
        return word.equalsIgnoreCase("IFNE") ? IFNE : 0;
    }
}
