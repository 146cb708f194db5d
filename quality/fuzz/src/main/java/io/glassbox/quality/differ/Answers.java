package io.glassbox.quality.differ;

import io.glassbox.quality.testkit.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Whether two replies to the same call say the same. */
final class Answers {
    /** Of these the order is each server's own; what an EXEC gives may have some of them inside. */
    private static final Set<String> UNORDERED = Set.of(
            "smembers", "sinter", "sunion", "sdiff", "hgetall", "hkeys", "hvals", "keys", "sort", "sort_ro", "exec");

    /** These tell a time left or a time of day, which goes on between the two calls. */
    private static final Set<String> OF_TIME = Set.of("ttl", "pttl", "expiretime", "pexpiretime", "xpending", "exec");

    private static final long LATEST_MILLIS = 20_000;

    private Answers() {}

    static boolean areEqual(Call call, Reply ours, Reply theirs) {
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
