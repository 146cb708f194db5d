package io.glassbox.quality.differ;

import io.glassbox.quality.testkit.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Whether two replies to the same call say the same. What differs on purpose is told in {@code differences.txt}; this class and
 * {@link Comparability} know the rules behind it.
 */
final class Answers {
    /** What two replies are to each other. */
    enum Verdict {
        SAME,
        DIFFERENT,
        /** They differ on purpose, and so does the data from now on. */
        PARTED
    }

    /** Of these the order is each server's own; what an EXEC gives may have some of them inside. */
    private static final Set<String> UNORDERED = Set.of(
            "smembers", "sinter", "sunion", "sdiff", "hgetall", "hkeys", "hvals", "keys", "sort", "sort_ro", "exec");

    /** These tell a time left or a time of day, which goes on between the two calls. */
    private static final Set<String> OF_TIME = Set.of("ttl", "pttl", "expiretime", "pexpiretime", "xpending", "exec");

    private static final long LATEST_MILLIS = 20_000;

    private Answers() {}

    static Verdict verdict(Call call, Reply ours, Reply theirs) {
        if (areEqual(call, ours, theirs) || isListpackOfSorted(call, ours, theirs)) {
            return Verdict.SAME;
        }
        boolean isDamageSeenEarlier = call.name().startsWith("pf")
                && ours instanceof Reply.Failure error
                && error.text().startsWith("INVALIDOBJ");
        boolean isNewer = theirs instanceof Reply.Failure error && error.text().startsWith("ERR unknown command");
        return isDamageSeenEarlier || isNewer || isScoreOfAnotherCall(call, theirs)
                ? Verdict.PARTED
                : Verdict.DIFFERENT;
    }

    /** Redis asks the C library's error of the last number it read, which may have been one in another command. */
    private static boolean isScoreOfAnotherCall(Call call, Reply theirs) {
        return call.name().startsWith("sort")
                && theirs.equals(Reply.error("ERR One or more scores can't be converted into double"));
    }

    /** SORT makes a skiplist of a small sorted set in Redis, and changes nothing here; EXEC may tell it among other replies. */
    private static boolean isListpackOfSorted(Call call, Reply ours, Reply theirs) {
        return switch (call.name()) {
            case "object" -> isListpackOfSorted(ours, theirs);
            case "exec" ->
                ours instanceof Reply.Sequence a
                        && theirs instanceof Reply.Sequence b
                        && areListpacksOfSorted(call, a.elements(), b.elements());
            default -> false;
        };
    }

    private static boolean areListpacksOfSorted(Call exec, List<Reply> ours, List<Reply> theirs) {
        if (ours.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < ours.size(); i++) {
            if (!areEqual(exec, ours.get(i), theirs.get(i)) && !isListpackOfSorted(ours.get(i), theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isListpackOfSorted(Reply ours, Reply theirs) {
        return ours.equals(Reply.bulk("listpack")) && theirs.equals(Reply.bulk("skiplist"));
    }

    private static boolean areEqual(Call call, Reply ours, Reply theirs) {
        if (ours.equals(theirs)) {
            return true;
        }
        String name = call.name();
        if (UNORDERED.contains(name) && sorted(ours).equals(sorted(theirs))) {
            return true;
        }
        return OF_TIME.contains(name) && areNear(sorted(ours), sorted(theirs));
    }

    /** The same, with all that it holds in one order. */
    private static Reply sorted(Reply reply) {
        if (!(reply instanceof Reply.Sequence sequence)) {
            return reply;
        }
        List<Reply> elements = new ArrayList<>();
        sequence.elements().forEach(element -> elements.add(sorted(element)));
        elements.sort(Comparator.comparing(Reply::toString));
        return new Reply.Sequence(sequence.shape(), elements);
    }

    private static boolean areNear(Reply ours, Reply theirs) {
        if (ours instanceof Reply.Whole a && theirs instanceof Reply.Whole b) {
            return a.number() > 0 && b.number() > 0 && Math.abs(a.number() - b.number()) <= LATEST_MILLIS;
        }
        if (!(ours instanceof Reply.Sequence a && theirs instanceof Reply.Sequence b)
                || a.elements().size() != b.elements().size()) {
            return ours.equals(theirs);
        }
        for (int i = 0; i < a.elements().size(); i++) {
            if (!areNear(a.elements().get(i), b.elements().get(i))) {
                return false;
            }
        }
        return true;
    }
}
