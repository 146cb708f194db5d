package io.glassbox.commands.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.engine.server.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements that go from one list to another. */
final class ListMoveTest extends ListTestCase {
    private final Session other = harness.connect();

    @ParameterizedTest
    @ValueSource(strings = {SMALL, NODES, COMPRESSED, PLAIN})
    void oneElementGoesFromEndToEnd(String form) {
        useForm(form);
        says("4", "RPUSH s 1 b c d");
        says("1", "RPUSH t x");
        listen();
        says("1", "LMOVE s t LEFT LEFT");
        says("d", "LMOVE s t RIGHT RIGHT");
        says("c", "RPOPLPUSH s t");
        says("b", "LMOVE s t LEFT RIGHT");
        says("[c 1 x d b]", "LRANGE t 0 -1");
        expectEvents("lpush t", "lpop s", "rpush t", "rpop s", "lpush t", "rpop s", "rpush t", "lpop s", "del s");
        says("nil", "LMOVE s t LEFT LEFT");
        says("b", "LMOVE t t RIGHT LEFT");
        says("b", "LMOVE t t LEFT LEFT");
        says("[b c 1 x d]", "LRANGE t 0 -1");
        says("ERR syntax error", "LMOVE s t LEFT UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {SMALL, NODES, COMPRESSED, PLAIN})
    void severalElementsGoInTheOrderAskedFor(String form) {
        useForm(form);
        moves("[3 2 1]", "[4 5]", "LEFT LEFT COUNT 3 OBO");
        moves("[1 2 3]", "[4 5]", "LEFT LEFT COUNT 3 BULK");
        moves("[1 2 3]", "[4 5]", "LEFT RIGHT COUNT 3 OBO");
        moves("[1 2 3]", "[4 5]", "LEFT RIGHT COUNT 3 BULK");
        moves("[5 4 3]", "[1 2]", "RIGHT RIGHT COUNT 3 OBO");
        moves("[3 4 5]", "[1 2]", "RIGHT RIGHT EXACTLY 3 BULK");
        moves("[3 4 5]", "[1 2]", "RIGHT LEFT COUNT 3 OBO");
        moves("[3 4 5]", "[1 2]", "RIGHT LEFT EXACTLY 3 BULK");
        moves("[5]", "[1 2 3 4]", "RIGHT LEFT");
        moves("[1 2 3 4 5]", "[]", "LEFT RIGHT COUNT 9 BULK");
    }

    private void moves(String moved, String left, String how) {
        harness.run("DEL", "s", "t");
        says("5", "RPUSH s 1 2 3 4 5");
        says(moved, "LMOVEM s t " + how);
        says(moved, "LRANGE t 0 -1");
        says(left, "LRANGE s 0 -1");
    }

    @Test
    void aListIsTurnedWithinItself() {
        says("3", "RPUSH l a b c");
        says("[a b]", "LMOVEM l l LEFT RIGHT COUNT 2 BULK");
        says("[c a b]", "LRANGE l 0 -1");
        says("[a c]", "LMOVEM l l LEFT LEFT EXACTLY 2 OBO");
        says("[a c b]", "LRANGE l 0 -1");
        says("[a c]", "LMOVEM l l LEFT LEFT COUNT 2 BULK");
        says("[b c]", "LMOVEM l l RIGHT RIGHT COUNT 2 OBO");
        says("[a b c]", "LRANGE l 0 -1");
        says("[b c]", "LMOVEM l l RIGHT LEFT COUNT 2 OBO");
        says("[b c a]", "LRANGE l 0 -1");
    }

    @Test
    void tooFewAreNoneIfTheCountIsExact() {
        says("2", "RPUSH s a b");
        says("nil-array", "LMOVEM s t LEFT LEFT EXACTLY 3 OBO");
        says("2", "LLEN s");
        says("[]", "LMOVEM none t LEFT LEFT COUNT 3 OBO");
        says("[]", "LMOVEM none t LEFT LEFT");
        says("ERR count should be greater than 0", "LMOVEM s t LEFT LEFT COUNT 0 OBO");
        says("ERR count should be greater than 0", "LMOVEM s t LEFT LEFT COUNT x OBO");
        says("ERR syntax error", "LMOVEM s t LEFT LEFT COUNT 1");
        says("ERR syntax error", "LMOVEM s t LEFT LEFT COUNT 1 ANY");
        says("ERR syntax error", "LMOVEM s t LEFT LEFT SOME 1 OBO");
    }

    @Test
    void whoWantsAnExactCountWaitsForIt() {
        replicate();
        listen();
        says("", other, "BLMOVEM s t LEFT RIGHT 0 EXACTLY 3 BULK");
        says("2", "RPUSH s a b");
        assertEquals("", saidTo(other));
        says("3", "RPUSH s c");
        assertEquals("[a b c]", saidTo(other));
        expectEvents("new s", "rpush s", "rpush s", "new t", "rpush t", "lpop s", "del s");
        expectEffects("RPUSH s a b", "RPUSH s c", "LMOVEM s t LEFT RIGHT EXACTLY 3 BULK");
        says("[c]", "BLMOVEM t s RIGHT LEFT 0");
        expectEffects("LMOVEM t s RIGHT LEFT EXACTLY 1 BULK");
    }
}
