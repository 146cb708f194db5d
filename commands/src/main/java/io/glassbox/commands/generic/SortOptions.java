package io.glassbox.commands.generic;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;

/** The options of SORT and SORT_RO, as positions of arguments; 0 is none. */
final class SortOptions {
    private static final CommandError MAY_NOT_WEIGH =
            CommandError.of("ERR BY option of SORT denied due to insufficient ACL permissions.");
    private static final CommandError MAY_NOT_GET =
            CommandError.of("ERR GET option of SORT denied due to insufficient ACL permissions.");

    private final Args args;
    private final int[] gets;
    private int getCount;
    private int by;
    private int store;
    private long start;
    private long count = -1;
    private boolean isDescending;
    private boolean isAlpha;

    /** {@code readsAll}: whether the user may read keys that patterns lead to. */
    SortOptions(Args args, boolean mayStore, boolean readsAll) {
        this.args = args;
        this.gets = new int[args.count() / 2];
        for (int i = 2; i < args.count(); i++) {
            int left = args.count() - i - 1;
            if (args.is(i, "ASC")) {
                isDescending = false;
            } else if (args.is(i, "DESC")) {
                isDescending = true;
            } else if (args.is(i, "ALPHA")) {
                isAlpha = true;
            } else if (args.is(i, "LIMIT") && left >= 2) {
                start = args.longAt(++i);
                count = args.longAt(++i);
            } else if (mayStore && args.is(i, "STORE") && left >= 1) {
                store = ++i;
            } else if (args.is(i, "BY") && left >= 1) {
                by = ++i;
                if (!readsAll && isSorted()) {
                    throw MAY_NOT_WEIGH;
                }
            } else if (args.is(i, "GET") && left >= 1) {
                if (!readsAll) {
                    throw MAY_NOT_GET;
                }
                gets[getCount++] = ++i;
            } else {
                throw CommandError.SYNTAX;
            }
        }
    }

    /** The position of the BY pattern by which elements weigh something; 0 if it is theirs to say or if there is no order. */
    int weightPattern() {
        return isSorted() ? by : 0;
    }

    /** Whether there is to be an order: a BY pattern that is the same for all elements says that there is not. */
    boolean isSorted() {
        return by == 0 || SortPattern.hasStar(args.at(by));
    }

    int getCount() {
        return getCount;
    }

    /** The position of a GET pattern. */
    int get(int index) {
        return gets[index];
    }

    /** The position of the key to store to. */
    int store() {
        return store;
    }

    boolean isDescending() {
        return isDescending;
    }

    boolean isAlpha() {
        return isAlpha;
    }

    /** The first of {@code size} elements that is wanted. */
    long first(long size) {
        return Math.clamp(start, 0, size);
    }

    /** How many are wanted from there on. */
    long wanted(long size) {
        long rest = size - first(size);
        return count < 0 ? rest : Math.min(count, rest);
    }
}
