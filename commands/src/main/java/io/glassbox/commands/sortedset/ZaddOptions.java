package io.glassbox.commands.sortedset;

import io.glassbox.command.call.Args;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.structure.memory.ByteView;

/** The words between key and first score of ZADD, as a set of bits; and what they make of one member. */
public final class ZaddOptions {
    public static final int NX = 1;
    public static final int XX = 2;
    static final int GT = 4;
    static final int LT = 8;
    public static final int CH = 16;
    static final int INCR = 32;

    private ZaddOptions() {}

    /** The position of the first argument that is no option. */
    static int end(Args args) {
        int end = 2;
        while (end < args.count() && bit(args, end) != 0) {
            end++;
        }
        return end;
    }

    static int read(Args args, int end) {
        int options = 0;
        for (int i = 2; i < end; i++) {
            options |= bit(args, i);
        }
        return options;
    }

    private static int bit(Args args, int index) {
        return switch (args.length(index)) {
            case 2 -> twoLetters(args, index);
            case 4 -> args.is(index, "INCR") ? INCR : 0;
            default -> 0;
        };
    }

    private static int twoLetters(Args args, int index) {
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
        return args.is(index, "CH") ? CH : 0;
    }

    public static boolean has(int options, int option) {
        return (options & option) != 0;
    }

    /** What became of a member. */
    public enum Outcome {
        ADDED,
        UPDATED,
        UNCHANGED
    }

    /** Adds a member or changes its score, as far as the options let it. */
    public static Outcome put(SortedSetValue set, int options, double score, ByteView member) {
        if (!set.find(member)) {
            if (has(options, XX)) {
                return Outcome.UNCHANGED;
            }
            set.add(score, member);
            return Outcome.ADDED;
        }
        double old = set.score();
        if (old == score || !admits(options, old, score)) {
            return Outcome.UNCHANGED;
        }
        set.rescore(score);
        return Outcome.UPDATED;
    }

    /** Whether a member that is there may get this score. */
    static boolean admits(int options, double old, double score) {
        return !has(options, NX) && !(has(options, GT) && score <= old) && !(has(options, LT) && score >= old);
    }
}
