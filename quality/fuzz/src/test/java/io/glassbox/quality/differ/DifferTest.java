package io.glassbox.quality.differ;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.differ.Answers.Verdict;
import io.glassbox.quality.testkit.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class DifferTest {
    private static final long NOW = 1_700_000_000;

    @Test
    void aHistoryIsShortenedToWhatMatters() {
        List<Call> history = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            history.add(Call.of(i == 300 ? "first" : i == 999 ? "second" : "idle"));
        }
        List<Call> shortest = new Shrinking(DifferTest::afterFirst).shrink(history);
        assertEquals(List.of(Call.of("first"), Call.of("second")), shortest);
    }

    /** "second" is answered otherwise once there was a "first". */
    private static OptionalInt afterFirst(List<Call> calls) {
        int first = calls.indexOf(Call.of("first"));
        int second = calls.indexOf(Call.of("second"));
        return first >= 0 && second > first ? OptionalInt.of(second) : OptionalInt.empty();
    }

    @Test
    void onlyTheOrderOfASetMayDiffer() {
        Reply ab = Reply.bulks("a", "b");
        Reply ba = Reply.bulks("b", "a");
        assertEquals(Verdict.SAME, Answers.verdict(Call.of("smembers", "k"), ab, ba));
        assertEquals(Verdict.DIFFERENT, Answers.verdict(Call.of("lrange", "k", "0", "-1"), ab, ba));
        assertEquals(Verdict.DIFFERENT, Answers.verdict(Call.of("smembers", "k"), ab, Reply.bulks("a", "c")));
        assertEquals(Verdict.SAME, Answers.verdict(Call.of("pttl", "k"), Reply.whole(5000), Reply.whole(5003)));
        assertEquals(Verdict.DIFFERENT, Answers.verdict(Call.of("pttl", "k"), Reply.whole(-1), Reply.whole(5003)));
    }

    @Test
    void aSortedSetThatWasSortedMayBeAListpackAlsoInsideATransaction() {
        Reply ours = Reply.bulk("listpack");
        Reply theirs = Reply.bulk("skiplist");
        Call exec = Call.of("exec");
        assertEquals(Verdict.SAME, Answers.verdict(Call.of("object", "encoding", "k"), ours, theirs));
        assertEquals(
                Verdict.SAME, Answers.verdict(exec, sequence(Reply.whole(1), ours), sequence(Reply.whole(1), theirs)));
        assertEquals(
                Verdict.DIFFERENT,
                Answers.verdict(exec, sequence(Reply.bulk("x"), ours), sequence(Reply.bulk("y"), theirs)));
        assertEquals(Verdict.DIFFERENT, Answers.verdict(exec, sequence(theirs), sequence(ours)));
    }

    private static Reply sequence(Reply... elements) {
        return new Reply.Sequence(((Reply.Sequence) Reply.bulks()).shape(), List.of(elements));
    }

    @Test
    void whatIsAMatterOfChanceOrOfTheMomentIsNotCompared() {
        assertTrue(Comparability.isComparable(Call.of("SET", "k", "v"), NOW));
        assertFalse(Comparability.isComparable(Call.of("SET", "k", "v", "EX", "10"), NOW));
        assertFalse(Comparability.isComparable(Call.of("EXPIREAT", "k", Long.toString(NOW + 5)), NOW));
        assertTrue(Comparability.isComparable(Call.of("EXPIREAT", "k", Long.toString(2 * NOW * 1000)), NOW));
        assertFalse(Comparability.isComparable(Call.of("SPOP", "k"), NOW));
        assertFalse(Comparability.isComparable(Call.of("XADD", "k", "*", "f", "v"), NOW));
        assertFalse(Comparability.isComparable(Call.of("OBJECT", "FREQ", "k"), NOW));
        assertFalse(Comparability.isComparable(Call.of("rename\0x", "a", "b"), NOW));
    }

    @Test
    void aCallIsPrintedAsRedisCliWouldTakeIt() {
        assertEquals("SET k \"a b\\x00\\\"\"", Call.of("SET", "k", "a b\0\"").toString());
    }
}
