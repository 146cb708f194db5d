package io.glassbox.commands.sortedset;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;

/** How the scores of a member that is in several sets become one. */
enum Aggregate {
    SUM,
    MIN,
    MAX,
    /** In how many of the sets it is, each counted by its weight. */
    COUNT;

    /** Reads the word at this position. */
    static Aggregate at(Args args, int index) {
        if (args.is(index, "SUM")) {
            return SUM;
        }
        if (args.is(index, "MIN")) {
            return MIN;
        }
        if (args.is(index, "MAX")) {
            return MAX;
        }
        if (args.is(index, "COUNT")) {
            return COUNT;
        }
        throw CommandError.SYNTAX;
    }

    /** The sum of opposite infinities is 0. */
    double of(double left, double right) {
        return switch (this) {
            case SUM, COUNT -> {
                double sum = left + right;
                yield Double.isNaN(sum) ? 0 : sum;
            }
            case MIN -> right < left ? right : left;
            case MAX -> right > left ? right : left;
        };
    }
}
