package io.glassbox.commands.string;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

/** MSET, MSETNX, MSETEX. */
final class MsetTest extends CommandTestCase {
    @Test
    void aKeyNamedTwiceKeepsItsLastValue() {
        listen();
        expect(OK, "MSET", "a", "1", "b", "2", "a", "3");
        expectEvents("new a", "set a", "new b", "set b", "overwritten a", "set a");
        expect("*2\r\n$1\r\n3\r\n$1\r\n2\r\n", "MGET", "a", "b");
        expectInteger(1, "MSETNX", "c", "1", "c", "2");
        expectBulk("2", "GET", "c");
    }

    @Test
    void pairsMustBeWhole() {
        expectError("ERR wrong number of arguments for 'mset' command", "MSET", "a", "1", "b");
        expectError("ERR wrong number of arguments for 'msetnx' command", "MSETNX", "a", "1", "b");
    }

    @Test
    void msetnxSetsAllOrNone() {
        createOtherType("b");
        expectInteger(0, "MSETNX", "a", "1", "b", "2");
        expect(NIL, "GET", "a");
        expectInteger(1, "MSETNX", "a", "1", "c", "2");
        expect("*2\r\n$1\r\n1\r\n$1\r\n2\r\n", "MGET", "a", "c");
    }

    @Test
    void msetexSetsAllOrNone() {
        expectInteger(0, "MSETEX", "2", "a", "1", "b", "2", "XX");
        expectInteger(1, "MSETEX", "2", "a", "1", "b", "2", "NX", "EX", "10");
        expectInteger(0, "MSETEX", "2", "c", "1", "b", "3", "NX");
        expectInteger(0, "MSETEX", "2", "a", "1", "c", "3", "XX");
        expectInteger(1, "MSETEX", "2", "a", "x", "b", "y", "XX", "KEEPTTL");
        expect("*3\r\n$1\r\nx\r\n$1\r\ny\r\n$-1\r\n", "MGET", "a", "b", "c");
        expectInteger(1, "MSETEX", "1", "b", "z");
        harness.clock.advanceMillis(10_000);
        expect("*2\r\n$-1\r\n$1\r\nz\r\n", "MGET", "a", "b");
    }

    @Test
    void msetexAnnouncesTheTimeFirstAndTellsReplicasAnAbsoluteOne() {
        listen();
        replicate();
        expectInteger(1, "MSETEX", "2", "a", "1", "b", "2", "nx", "ex", "10");
        expectEvents("new a", "expire a", "set a", "new b", "expire b", "set b");
        expectEffects("MSETEX 2 a 1 b 2 PXAT 1700000010000");
        expectInteger(1, "MSETEX", "1", "a", "1", "XX");
        expectEffects("MSETEX 1 a 1 XX");
        expectEvents("overwritten a", "set a");
    }

    @Test
    void aTimeInThePastMakesTheKeysVanish() {
        expectInteger(1, "MSETEX", "1", "a", "1", "EXAT", "1");
        expect(NIL, "GET", "a");
    }

    @Test
    void msetexNamesWrongArguments() {
        for (String count : new String[] {"0", "-1", "x", "1.5", "2147483648", ""}) {
            expectError("ERR invalid numkeys value", "MSETEX", count, "a", "1");
        }
        expectError("ERR wrong number of key-value pairs", "MSETEX", "2", "a", "1", "b");
        expectError("ERR wrong number of key-value pairs", "MSETEX", "2147483647", "a", "1");
        expect(SYNTAX_ERROR, "MSETEX", "1", "a", "1", "what");
        expect(SYNTAX_ERROR, "MSETEX", "1", "a", "1", "NX", "XX");
        expect(SYNTAX_ERROR, "MSETEX", "1", "a", "1", "EX", "1", "KEEPTTL");
        expect(SYNTAX_ERROR, "MSETEX", "1", "a", "1", "GET");
        expectError("ERR invalid expire time in 'msetex' command", "MSETEX", "1", "a", "1", "EX", "0");
    }
}
