package io.glassbox.commands.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.engine.server.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking elements away, at once and when there are some. */
final class ListPopTest extends ListTestCase {
    private final Session first = harness.connect();
    private final Session second = harness.connect();

    @ParameterizedTest
    @ValueSource(strings = {SMALL, NODES, COMPRESSED, PLAIN})
    void elementsArePoppedFromEitherEnd(String form) {
        useForm(form);
        says("7", "RPUSH l a b c d e f g");
        listen();
        says("a", "LPOP l");
        says("g", "RPOP l");
        says("[b c]", "LPOP l 2");
        says("[]", "LPOP l 0");
        says("[f e d]", "RPOP l 10");
        expectEvents("lpop l", "rpop l", "lpop l", "rpop l", "del l");
        says("nil", "LPOP l");
        says("nil-array", "LPOP l 1");
        says("nil-array", "LPOP l 0");
        says("ERR value is out of range, must be positive", "LPOP l -1");
        says("ERR value is out of range, must be positive", "RPOP l x");
        says("ERR wrong number of arguments for 'lpop' command", "LPOP l 1 2");
    }

    @Test
    void lmpopTakesTheFirstKeyThatHasAny() {
        says("3", "RPUSH y a b c");
        replicate();
        says("[y [c]]", "LMPOP 2 x y RIGHT");
        says("[y [a b]]", "LMPOP 3 x y z left COUNT 5");
        says("nil-array", "LMPOP 2 x y LEFT");
        expectEffects("RPOP y 1", "LPOP y 2");
        says("ERR numkeys should be greater than 0", "LMPOP 0 x LEFT");
        says("ERR count should be greater than 0", "LMPOP 1 x LEFT COUNT 0");
        says("ERR syntax error", "LMPOP 1 x MIDDLE");
        says("ERR syntax error", "LMPOP 2 x LEFT");
        says("ERR syntax error", "LMPOP 1 x LEFT COUNT 1 COUNT 2");
    }

    @Test
    void whoWaitsIsServedInTurn() {
        replicate();
        says("", first, "BLPOP x y 0");
        says("", second, "BLMPOP 0 2 y z RIGHT COUNT 5");
        says("3", "RPUSH y a b c");
        assertEquals("[y a]", saidTo(first));
        assertEquals("[y [c b]]", saidTo(second));
        says("0", "EXISTS y");
        expectEffects("RPUSH y a b c", "LPOP y", "RPOP y 2");
    }

    @Test
    void whatIsThereIsNotWaitedFor() {
        says("3", "RPUSH l a b c");
        says("[l c]", "BRPOP x l 0");
        says("[l a]", "BLPOP l 0");
        says("b", "BRPOPLPUSH l m 0");
        says("b", "BLMOVE m l RIGHT LEFT 0");
        says("[l [b]]", "BLMPOP 0 1 l LEFT");
        says("ERR timeout is not a float or out of range", "BLPOP l x");
        says("ERR timeout is negative", "BLMOVE l m LEFT LEFT -1");
    }

    @Test
    void nobodyWaitsInATransaction() {
        says("OK", "MULTI");
        for (String command :
                new String[] {"BLPOP l 0", "BRPOPLPUSH l m 0", "BLMOVE l m LEFT LEFT 0", "BLMPOP 0 1 l LEFT"}) {
            says("QUEUED", command);
        }
        says("[nil-array nil nil nil-array]", "EXEC");
    }

    @Test
    void oneServedServesTheNext() {
        replicate();
        says("", first, "BLMOVE a b LEFT RIGHT 0");
        says("", second, "BRPOPLPUSH b c 0");
        says("1", "LPUSH a x");
        assertEquals("x", saidTo(first));
        assertEquals("x", saidTo(second));
        says("[x]", "LRANGE c 0 -1");
        expectEffects("LPUSH a x", "LMOVE a b left right", "RPOPLPUSH b c");
    }

    @Test
    void aWrongDestinationLosesNothing() {
        says("OK", "SET s text");
        says("", first, "BLMOVE a s LEFT LEFT 0");
        says("1", "LPUSH a x");
        assertEquals("WRONGTYPE Operation against a key holding the wrong kind of value", saidTo(first));
        says("[x]", "LRANGE a 0 -1");
    }
}
