package io.glassbox.commands.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.SpokenTestCase;
import io.glassbox.engine.server.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups: who has what, what is acknowledged, taken over, given back, and waited for. */
final class GroupTest extends SpokenTestCase {
    private final Session first = harness.connect();
    private final Session second = harness.connect();

    @BeforeEach
    void someEntriesAndAGroup() {
        for (int i = 1; i <= 3; i++) {
            says(i + "-0", "XADD s " + i + " f v" + i);
        }
        says("OK", "XGROUP CREATE s g 0");
    }

    @Test
    void whatIsReadIsPendingUntilItIsAcknowledged() {
        says("[[s [[1-0 [f v1]] [2-0 [f v2]]]]]", "XREADGROUP GROUP g a COUNT 2 STREAMS s >");
        says("[[s [[3-0 [f v3]]]]]", "XREADGROUP GROUP g b STREAMS s >");
        says("nil-array", "XREADGROUP GROUP g b STREAMS s >");
        says("[3 1-0 3-0 [[a 2] [b 1]]]", "XPENDING s g");
        says("1", "XACK s g 1-0 9-9");
        says("[[s [[2-0 [f v2]]]]]", "XREADGROUP GROUP g a STREAMS s 0");
        says("1", "XDEL s 2-0");
        says("[[s [[2-0 nil-array]]]]", "XREADGROUP GROUP g a STREAMS s 0");
        says("2", "XACK s g 2-0 3-0");
        says("[0 nil nil nil-array]", "XPENDING s g");
    }

    @Test
    void replicasAreToldWhoHasWhat() {
        replicate();
        says("[[s [[1-0 [f v1]]]]]", "XREADGROUP GROUP g a COUNT 1 STREAMS s >");
        says("[[s [[2-0 [f v2]]]]]", "XREADGROUP GROUP g b COUNT 1 NOACK STREAMS s >");
        long now = harness.server.clock().unixMillis();
        expectEffects(
                "XCLAIM s g a 0 1-0 TIME " + now + " RETRYCOUNT 1 FORCE JUSTID LASTID 1-0",
                "XGROUP CREATECONSUMER s g b",
                "XGROUP SETID s g 2-0 ENTRIESREAD 2");
    }

    @Test
    void entriesAreTakenOver() {
        says("[[s [[1-0 [f v1]] [2-0 [f v2]] [3-0 [f v3]]]]]", "XREADGROUP GROUP g a STREAMS s >");
        says("[[1-0 [f v1]]]", "XCLAIM s g b 0 1-0");
        says("[2-0]", "XCLAIM s g b 0 2-0 JUSTID");
        says("[]", "XCLAIM s g b 100000 3-0");
        says("1", "XDEL s 3-0");
        says("[0-0 [[1-0 [f v1]] [2-0 [f v2]]] [3-0]]", "XAUTOCLAIM s g c 0 -");
        says("[2-0 [1-0] []]", "XAUTOCLAIM s g c 0 - COUNT 1 JUSTID");
        says("[2 1-0 2-0 [[c 2]]]", "XPENDING s g");
        says("2", "XGROUP DELCONSUMER s g c");
    }

    @Test
    void entriesAreGivenBackAndClaimedByWhoReadsNext() {
        says("[[s [[1-0 [f v1]] [2-0 [f v2]]]]]", "XREADGROUP GROUP g a COUNT 2 STREAMS s >");
        says("1", "XNACK s g FAIL IDS 1 2-0");
        says("[[2-0  -1 1]]", "XPENDING s g (1-0 + 10");
        says("[[s [[2-0 [f v2] -1 1] [3-0 [f v3] 0 0]]]]", "XREADGROUP GROUP g b CLAIM 1000 STREAMS s >");
        says("[3 1-0 3-0 [[a 1] [b 2]]]", "XPENDING s g");
        says("[[s [[1-0 [f v1] 0 1] [2-0 [f v2] 0 2] [3-0 [f v3] 0 1]]]]", "XREADGROUP GROUP g c CLAIM 0 STREAMS s >");
        says("ERR syntax error", "XNACK s g LOUD IDS 1 2-0");
    }

    @Test
    void whoWaitsClaimsWhatBecomesIdleEnough() {
        says("[[s [[1-0 [f v1]] [2-0 [f v2]] [3-0 [f v3]]]]]", "XREADGROUP GROUP g a STREAMS s >");
        says("3", "XACK s g 1-0 2-0 3-0");
        says("", first, "XREADGROUP GROUP g b BLOCK 0 CLAIM 100 STREAMS s >");
        harness.pass(99);
        assertEquals("", saidTo(first));
        // Nothing was pending when the wait began, and a delivery is no change that wakes anybody.
        says("1", "XNACK s g FAIL IDS 1 3-0 FORCE");
        assertEquals("[[s [[3-0 [f v3] -1 0]]]]", saidTo(first));
        says("", first, "XREADGROUP GROUP g c BLOCK 0 CLAIM 100 STREAMS s >");
        harness.pass(99);
        assertEquals("", saidTo(first));
        harness.pass(1);
        assertEquals("[[s [[3-0 [f v3] 100 1]]]]", saidTo(first));
    }

    @Test
    void deletionKnowsWhatGroupsNeed() {
        says("[[s [[1-0 [f v1]] [2-0 [f v2]]]]]", "XREADGROUP GROUP g a COUNT 2 STREAMS s >");
        says("[2 2 -1]", "XDELEX s ACKED IDS 3 1-0 3-0 9-9");
        says("[1 -1]", "XACKDEL s g ACKED IDS 2 1-0 3-0");
        says("[1]", "XDELEX s IDS 1 2-0 DELREF");
        says("[0 nil nil nil-array]", "XPENDING s g");
        says("[[3-0 [f v3]]]", "XRANGE s - +");
        says("4-0", "XADD s MAXLEN = 1 ACKED 4-0 f v4");
        says("2", "XLEN s");
    }

    @Test
    void messagesThatComeAgainAreAddedOnce() {
        says("1-1", "XADD t 1-1 a b");
        String id = said(harness.run("XADD", "t", "IDMP", "p", "m", "*", "f", "v"));
        says(id, "XADD t IDMP p m * f other");
        String other = said(harness.run("XADD", "t", "IDMPAUTO", "p", "*", "f", "v"));
        says(other, "XADD t IDMPAUTO p * f v");
        says("3", "XLEN t");
        says("ERR IDMP/IDMPAUTO can be used only with auto-generated IDs", "XADD t IDMP p m 5-* f v");
        says("ERR IDMP requires a non-empty producer ID", "XADD t IDMP  m * f v");
        says("OK", "XCFGSET t IDMP-DURATION 300 IDMP-MAXSIZE 10");
        says("ERR invalid duration", "XCFGSET t IDMP-DURATION 0");
        says("OK", "XIDMPRECORD t p m " + other);
        says(other, "XADD t IDMP p m * f other");
    }

    @Test
    void readersWaitForWhatComes() {
        says("", first, "XREAD BLOCK 0 STREAMS s t $ 0");
        says("OK", "XGROUP SETID s g $");
        says("", second, "XREADGROUP GROUP g a BLOCK 0 STREAMS s >");
        says("4-0", "XADD s 4 f v4");
        assertEquals("[[s [[4-0 [f v4]]]]]", saidTo(first));
        assertEquals("[[s [[4-0 [f v4]]]]]", saidTo(second));
        says("[1 4-0 4-0 [[a 1]]]", "XPENDING s g");
    }

    @Test
    void whoWaitsForAGroupThatGoesIsTold() {
        says("[[s [[1-0 [f v1]] [2-0 [f v2]] [3-0 [f v3]]]]]", "XREADGROUP GROUP g a STREAMS s >");
        says("", first, "XREADGROUP GROUP g a BLOCK 0 STREAMS s >");
        says("1", "XGROUP DESTROY s g");
        assertEquals("NOGROUP the consumer group this client was blocked on no longer exists", saidTo(first));
        says("OK", "XGROUP CREATE s g $");
        says("", second, "XREADGROUP GROUP g a BLOCK 0 STREAMS s >");
        says("1", "DEL s");
        assertEquals("UNBLOCKED the stream key no longer exists", saidTo(second));
    }
}
