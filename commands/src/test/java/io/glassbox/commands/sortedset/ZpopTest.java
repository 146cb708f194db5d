package io.glassbox.commands.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.engine.server.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Popping, at once and when there is something. */
final class ZpopTest extends SortedSetTestCase {
    private final Session first = harness.connect();
    private final Session second = harness.connect();

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void elementsArePoppedFromEitherEnd(String encoding) {
        useEncoding(encoding);
        says("5", "ZADD z 1 a 2 b 3 c 4 d 5 e");
        listen();
        says("[a 1]", "ZPOPMIN z");
        says("[e 5 d 4]", "ZPOPMAX z 2");
        says("[]", "ZPOPMIN z 0");
        says("[b 2 c 3]", "ZPOPMIN z 10");
        says("[]", "ZPOPMAX z");
        expectEvents("zpopmin z", "zpopmax z", "zpopmin z", "del z");
        says("ERR value is out of range, must be positive", "ZPOPMIN z -1");
        says("ERR value is out of range, must be positive", "ZPOPMIN z x");
        says("ERR syntax error", "ZPOPMIN z 1 2");
    }

    @Test
    void resp3HasPairsIfThereIsACount() {
        says("4", "ZADD z 1 a 2 b 3 c 4 d");
        harness.run("HELLO", "3");
        says("[a ,1]", "ZPOPMIN z");
        says("[[d ,4]]", "ZPOPMAX z 1");
        says("[z [[b ,2] [c ,3]]]", "ZMPOP 1 z MIN COUNT 9");
        says("[]", "ZPOPMIN z");
        says("[]", "ZPOPMIN z 2");
        says("null", "ZMPOP 1 z MIN");
    }

    @Test
    void zmpopTakesTheFirstKeyThatHasAny() {
        says("3", "ZADD y 1 a 2 b 3 c");
        replicate();
        says("[y [[c 3]]]", "ZMPOP 2 x y MAX");
        says("[y [[a 1] [b 2]]]", "ZMPOP 3 x y z min COUNT 5");
        says("nil-array", "ZMPOP 2 x y MAX");
        expectEffects("ZPOPMAX y 1", "ZPOPMIN y 2");
        says("ERR numkeys should be greater than 0", "ZMPOP 0 x MIN");
        says("ERR numkeys should be greater than 0", "ZMPOP a x MIN");
        says("ERR count should be greater than 0", "ZMPOP 1 x MIN COUNT 0");
        says("ERR syntax error", "ZMPOP 1 x MID");
        says("ERR syntax error", "ZMPOP 2 x MIN");
        says("ERR syntax error", "ZMPOP 1 x MIN COUNT 1 COUNT 2");
    }

    @Test
    void whoWaitsIsServedInTurn() {
        replicate();
        assertEquals("", harness.run(first, "BZPOPMIN", "x", "y", "0"));
        assertEquals("", harness.run(second, "BZMPOP", "0", "2", "y", "z", "MAX", "COUNT", "5"));
        says("3", "ZADD y 1 a 2 b 3 c");
        assertEquals("[y a 1]", saidTo(first));
        assertEquals("[y [[c 3] [b 2]]]", saidTo(second));
        says("0", "EXISTS y");
        expectEffects("ZADD y 1 a 2 b 3 c", "ZPOPMIN y", "ZPOPMAX y 2");
    }

    @Test
    void whatIsThereIsNotWaitedFor() {
        says("2", "ZADD z 1 a 2 b");
        says("[z b 2]", "BZPOPMAX x z 0");
        says("[z [[a 1]]]", "BZMPOP 0 1 z MIN");
        says("OK", "MULTI");
        says("QUEUED", "BZPOPMIN z 0");
        says("[nil-array]", "EXEC");
    }

    @Test
    void storedAndRenamedSetsServeToo() {
        assertEquals("", harness.run(first, "BZPOPMIN", "z", "0"));
        says("1", "ZADD x 1 a");
        says("1", "ZUNIONSTORE z 1 x");
        assertEquals("[z a 1]", saidTo(first));
        assertEquals("", harness.run(first, "BZPOPMIN", "z", "0"));
        says("OK", "RENAME x z");
        assertEquals("[z a 1]", saidTo(first));
    }

    @Test
    void anotherTypeIsAnError() {
        createOtherType("other");
        says("WRONGTYPE Operation against a key holding the wrong kind of value", "BZPOPMIN other 0");
        says("ERR timeout is not a float or out of range", "BZPOPMIN z x");
        says("ERR timeout is negative", "BZMPOP -1 1 z MIN");
    }
}
