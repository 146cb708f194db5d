package io.glassbox.commands.sortedset;

import io.glassbox.engine.type.SortedSetResult;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;

/** Elements as replies: members alone, or with scores, which RESP3 has as pairs and RESP2 one behind the other. */
final class SortedSetReply {
    private SortedSetReply() {}

    /** The header of a reply of so many elements. */
    static void open(ReplyWriter reply, long count, boolean withScores) {
        reply.array(withScores && !reply.isResp3() ? count * 2 : count);
    }

    static void element(ReplyWriter reply, ByteView member, double score, boolean withScores) {
        if (!withScores) {
            reply.bulk(member);
            return;
        }
        if (reply.isResp3()) {
            reply.array(2);
        }
        reply.bulk(member);
        reply.number(score);
    }

    /** Everything that was gathered, in order. */
    static void all(ReplyWriter reply, SortedSetResult result, boolean withScores) {
        open(reply, result.size(), withScores);
        if (result.isEmpty()) {
            return;
        }
        result.seek(0);
        do {
            element(reply, result.member(), result.score(), withScores);
        } while (result.next());
    }

    /** The elements of a range, which was found in this set. */
    static void range(
            ReplyWriter reply, SortedSetValue set, ElementRange range, boolean isReverse, boolean withScores) {
        long count = range.count();
        open(reply, count, withScores);
        if (count == 0) {
            return;
        }
        range.seek(set, isReverse);
        for (long i = 0; i < count; i++) {
            if (i > 0) {
                set.step(isReverse);
            }
            element(reply, set.member(), set.score(), withScores);
        }
    }
}
