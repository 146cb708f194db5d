package io.glassbox.commands.sortedset;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SortedSetResult;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.DoubleText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A union, intersection or difference: reads {@code numkeys key [key …]} and the options, then gathers the result. Unions and
 * intersections take the smallest set first, which also settles the order in which scores are added up.
 */
final class Combination {
    enum Operation {
        UNION,
        INTERSECTION,
        DIFFERENCE
    }

    /** What a command takes behind its keys. */
    enum Form {
        /** Options and WITHSCORES. */
        REPLY,
        /** Options. */
        STORE,
        /** LIMIT. */
        CARDINALITY
    }

    private static final CommandError NOT_A_WEIGHT = CommandError.of("ERR weight value is not a float");
    private static final CommandError NEGATIVE_LIMIT = CommandError.of("ERR LIMIT can't be negative");

    private final Operation operation;
    private final List<Source> sources = new ArrayList<>();
    private Aggregate aggregate = Aggregate.SUM;
    private boolean withScores;
    private long limit;

    /** Reads everything from the number of keys on. Throws the errors of arguments, and WRONGTYPE. */
    Combination(Args args, Keyspace keys, int from, Operation operation, Form form, String command) {
        this.operation = operation;
        long count = args.longAt(from);
        if (count < 1) {
            throw CommandError.of("ERR at least 1 input key is needed for '" + command + "' command");
        }
        if (count > args.count() - from - 1) {
            throw CommandError.SYNTAX;
        }
        int end = from + 1 + (int) count;
        for (int i = from + 1; i < end; i++) {
            sources.add(Source.open(keys, args, i, i - from - 1));
        }
        readOptions(args, end, form);
        if (aggregate == Aggregate.COUNT) {
            sources.forEach(Source::count);
        }
        if (operation != Operation.DIFFERENCE) {
            sources.sort(Comparator.comparingLong(Source::size));
        }
    }

    private void readOptions(Args args, int from, Form form) {
        boolean isWeighed = operation != Operation.DIFFERENCE && form != Form.CARDINALITY;
        int i = from;
        while (i < args.count()) {
            int left = args.count() - i;
            if (isWeighed && left > sources.size() && args.is(i, "WEIGHTS")) {
                readWeights(args, i + 1);
                i += 1 + sources.size();
            } else if (isWeighed && left >= 2 && args.is(i, "AGGREGATE")) {
                aggregate = Aggregate.at(args, i + 1);
                i += 2;
            } else if (form == Form.REPLY && args.is(i, "WITHSCORES")) {
                withScores = true;
                i++;
            } else if (form == Form.CARDINALITY && left >= 2 && args.is(i, "LIMIT")) {
                limit = args.longAt(i + 1, NEGATIVE_LIMIT);
                if (limit < 0) {
                    throw NEGATIVE_LIMIT;
                }
                i += 2;
            } else {
                throw CommandError.SYNTAX;
            }
        }
    }

    private void readWeights(Args args, int from) {
        for (int i = 0; i < sources.size(); i++) {
            double weight = DoubleText.parse(args.at(from + i));
            if (Double.isNaN(weight)) {
                throw NOT_A_WEIGHT;
            }
            sources.get(i).weigh(weight);
        }
    }

    boolean isWithScores() {
        return withScores;
    }

    void gather(SortedSetResult result) {
        switch (operation) {
            case UNION -> unite(result);
            case INTERSECTION -> intersect(result);
            case DIFFERENCE -> subtract(result);
        }
    }

    private void unite(SortedSetResult result) {
        for (Source source : sources) {
            for (boolean more = source.first(); more; more = source.next()) {
                ByteView member = source.member();
                double score = source.contribution();
                if (result.find(member)) {
                    result.rescore(aggregate.of(result.score(), score));
                } else {
                    result.add(score, member);
                }
            }
        }
    }

    private void intersect(SortedSetResult result) {
        Source smallest = sources.getFirst();
        for (boolean more = smallest.first(); more; more = smallest.next()) {
            ByteView member = smallest.member();
            double score = smallest.contribution();
            boolean isEverywhere = true;
            for (int i = 1; i < sources.size() && isEverywhere; i++) {
                Source other = sources.get(i);
                isEverywhere = other.find(member);
                score = isEverywhere ? aggregate.of(score, other.found()) : score;
            }
            if (isEverywhere) {
                result.add(score, member);
            }
        }
    }

    private void subtract(SortedSetResult result) {
        Source from = sources.getFirst();
        for (boolean more = from.first(); more; more = from.next()) {
            ByteView member = from.member();
            if (!isElsewhere(member)) {
                keep(result, from, member);
            }
        }
    }

    /** Adds what is left over, behind all others if it comes in the order of sorted sets. */
    private static void keep(SortedSetResult result, Source from, ByteView member) {
        if (from.isInOrder()) {
            result.append(from.contribution(), member);
        } else {
            result.add(from.contribution(), member);
        }
    }

    private boolean isElsewhere(ByteView member) {
        for (int i = 1; i < sources.size(); i++) {
            if (sources.get(i).find(member)) {
                return true;
            }
        }
        return false;
    }

    /** How many members the intersection has; not more than LIMIT, unless that is 0. */
    long countIntersection() {
        Source smallest = sources.getFirst();
        long count = 0;
        boolean more = smallest.first();
        while (more && (limit == 0 || count < limit)) {
            ByteView member = smallest.member();
            count += isEverywhere(member) ? 1 : 0;
            more = smallest.next();
        }
        return count;
    }

    private boolean isEverywhere(ByteView member) {
        for (int i = 1; i < sources.size(); i++) {
            if (!sources.get(i).find(member)) {
                return false;
            }
        }
        return true;
    }
}
