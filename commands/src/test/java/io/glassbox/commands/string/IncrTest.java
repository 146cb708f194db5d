package io.glassbox.commands.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

/** INCR, DECR, INCRBY, DECRBY, INCRBYFLOAT. */
final class IncrTest extends CommandTestCase {
    @Test
    void aMissingKeyCountsAsZero() {
        expectInteger(1, "INCR", "a");
        expectInteger(-1, "DECR", "b");
        expectInteger(5, "INCRBY", "c", "5");
        expectInteger(-5, "DECRBY", "d", "5");
        assertEquals("int", encodingOf("a"));
    }

    @Test
    void theDueTimeStays() {
        expect(OK, "SET", "k", "1", "PX", "100");
        expectInteger(2, "INCR", "k");
        expectBulk("3.5", "INCRBYFLOAT", "k", "1.5");
        harness.clock.advanceMillis(100);
        expect(NIL, "GET", "k");
    }

    @Test
    void overflowIsAnErrorAndChangesNothing() {
        expect(OK, "SET", "k", "9223372036854775807");
        expectError("ERR increment or decrement would overflow", "INCR", "k");
        expectError("ERR decrement would overflow", "DECRBY", "k", "-9223372036854775808");
        expectInteger(-1, "INCRBY", "k", "-9223372036854775808");
        expectInteger(Long.MIN_VALUE, "DECRBY", "k", "9223372036854775807");
        expectError("ERR increment or decrement would overflow", "DECR", "k");
        expectBulk("-9223372036854775808", "GET", "k");
    }

    @Test
    void onlyTheStrictSpellingIsANumber() {
        for (String text : new String[] {"", " 1", "1 ", "+1", "01", "-0", "1.0", "x", "9223372036854775808"}) {
            expect(OK, "SET", "k", text);
            expect(NOT_AN_INTEGER, "INCR", "k");
            expect(NOT_AN_INTEGER, "INCRBY", "fresh", text);
        }
        createOtherType("k");
        expect(WRONG_TYPE, "INCR", "k");
        expect(WRONG_TYPE, "INCRBYFLOAT", "k", "1");
    }

    @Test
    void textThatReadsAsANumberCounts() {
        expectInteger(1, "SETRANGE", "k", "0", "7");
        assertEquals("raw", encodingOf("k"));
        expectInteger(8, "INCR", "k");
        assertEquals("int", encodingOf("k"));
    }

    @Test
    void floatsPrintAsTheyAreAdded() {
        expectBulk("1", "INCRBYFLOAT", "k", "1");
        assertEquals("embstr", encodingOf("k"));
        expectBulk("1.1", "INCRBYFLOAT", "k", "0.1");
        expectBulk("1.2", "INCRBYFLOAT", "k", "1e-1");
        expectBulk("10000000001.20000000018626451", "INCRBYFLOAT", "k", "1e10");
        expect(OK, "SET", "k", "3.0");
        expectBulk("4.1", "INCRBYFLOAT", "k", "1.1");
        expect(OK, "SET", "k", "17179869184");
        expectBulk("17179869185.5", "INCRBYFLOAT", "k", "1.5");
        expect(OK, "SET", "k", "1e-40");
        expectBulk("0", "INCRBYFLOAT", "k", "0");
    }

    @Test
    void floatsThatAreNoneOrGetInfinite() {
        expectError("ERR value is not a valid float", "INCRBYFLOAT", "k", "x");
        expectError("ERR value is not a valid float", "INCRBYFLOAT", "k", " 1");
        expectError("ERR increment would produce NaN or Infinity", "INCRBYFLOAT", "k", "inf");
        expect(OK, "SET", "k", "abc");
        expectError("ERR value is not a valid float", "INCRBYFLOAT", "k", "1");
        expect(OK, "SET", "k", "1e4932");
        expectError("ERR increment would produce NaN or Infinity", "INCRBYFLOAT", "k", "1e4932");
    }

    @Test
    void everyChangeIsAnnouncedOnce() {
        listen();
        replicate();
        expectInteger(1, "INCR", "k");
        expectInteger(0, "DECR", "k");
        expectInteger(2, "INCRBY", "k", "2");
        expectInteger(0, "DECRBY", "k", "2");
        expectBulk("0.5", "INCRBYFLOAT", "k", "0.5");
        expectEvents("new k", "incrby k", "incrby k", "incrby k", "incrby k", "incrbyfloat k");
        expectEffects("INCR k", "DECR k", "INCRBY k 2", "DECRBY k 2", "SET k 0.5 KEEPTTL");
        expect("*2\r\n$3\r\n1.5\r\n$1\r\n1\r\n", "INCREX", "k", "BYFLOAT", "1", "EX", "10");
        expectEvents("incrbyfloat k", "expire k");
        expect("*2\r\n$3\r\n2.5\r\n$1\r\n1\r\n", "INCREX", "k", "BYFLOAT", "1", "PERSIST");
        expectEvents("incrbyfloat k", "persist k");
        expect("*2\r\n:1\r\n:1\r\n", "INCREX", "l", "EXAT", "1");
        expectEvents("new l", "incrby l", "del l");
        expect("*2\r\n:1\r\n:1\r\n", "INCREX", "l");
        expectEffects("SET k 1.5 PXAT 1700000010000", "SET k 2.5", "DEL l", "SET l 1 KEEPTTL");
    }
}
