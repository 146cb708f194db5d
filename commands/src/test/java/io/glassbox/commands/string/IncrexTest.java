package io.glassbox.commands.string;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

final class IncrexTest extends CommandTestCase {
    private static final String NOT_FINITE = "ERR value or increment would produce Infinity or NaN";

    @Test
    void countsByOneWithoutOptions() {
        expect("*2\r\n:1\r\n:1\r\n", "INCREX", "k");
        expect("*2\r\n:2\r\n:1\r\n", "INCREX", "k");
        expect("*2\r\n:-8\r\n:-10\r\n", "INCREX", "k", "BYINT", "-10");
        expectBulk("-8", "GET", "k");
    }

    @Test
    void aResultOutOfBoundsChangesNothing() {
        expect(OK, "SET", "k", "99", "PX", "100");
        expect("*2\r\n:99\r\n:0\r\n", "INCREX", "k", "BYINT", "5", "UBOUND", "100", "PERSIST");
        expect("*2\r\n:99\r\n:0\r\n", "INCREX", "k", "BYINT", "-100", "LBOUND", "0");
        expect("*2\r\n:0\r\n:0\r\n", "INCREX", "new", "LBOUND", "5", "EX", "10");
        expect(NIL, "GET", "new");
        harness.clock.advanceMillis(100);
        expect(NIL, "GET", "k");
    }

    @Test
    void saturateClipsToTheBound() {
        expect(OK, "SET", "k", "99");
        expect("*2\r\n:100\r\n:1\r\n", "INCREX", "k", "BYINT", "5", "UBOUND", "100", "SATURATE");
        expect("*2\r\n:50\r\n:-50\r\n", "INCREX", "k", "SATURATE", "UBOUND", "50");
        expect("*2\r\n:7\r\n:7\r\n", "INCREX", "new", "LBOUND", "7", "SATURATE");
    }

    @Test
    void theNumberFormatIsABoundToo() {
        expect(OK, "SET", "k", "9223372036854775800");
        expect("*2\r\n:9223372036854775800\r\n:0\r\n", "INCREX", "k", "BYINT", "100");
        expect("*2\r\n:9223372036854775807\r\n:7\r\n", "INCREX", "k", "BYINT", "100", "SATURATE");
        expectError("ERR increment or decrement would overflow", "INCREX", "k", "UBOUND", "-10", "SATURATE");
    }

    @Test
    void floatsAreAddedAsIncrbyfloatAddsThem() {
        expect(array(bulk("0.1"), bulk("0.1")), "INCREX", "k", "BYFLOAT", "0.1");
        expect(array(bulk("0.3"), bulk("0.2")), "INCREX", "k", "BYFLOAT", "0.2");
        expect(array(bulk("0.3"), bulk("0")), "INCREX", "k", "BYFLOAT", "1", "UBOUND", "1.25");
        expect(array(bulk("1.25"), bulk("0.95")), "INCREX", "k", "BYFLOAT", "1", "UBOUND", "1.25", "SATURATE");
        harness.session.reply().protocol(3);
        expect("*2\r\n,2.25\r\n,1\r\n", "INCREX", "k", "BYFLOAT", "1");
    }

    @Test
    void infinityIsNoResult() {
        expectError(NOT_FINITE, "INCREX", "k", "BYFLOAT", "inf");
        expect(OK, "SET", "k", "inf");
        expectError(NOT_FINITE, "INCREX", "k", "BYFLOAT", "1");
        expect(OK, "SET", "k", "1");
        expectError(NOT_FINITE, "INCREX", "k", "BYFLOAT", "1", "LBOUND", "inf", "UBOUND", "inf", "SATURATE");
    }

    @Test
    void theDueTimeStaysUnlessToldOtherwise() {
        expect(OK, "SET", "kept", "1", "PX", "100");
        expect(OK, "SET", "persisted", "1", "PX", "100");
        expect(OK, "SET", "moved", "1", "PX", "100");
        expect(OK, "SET", "unmoved", "1", "PX", "100");
        expect("*2\r\n:2\r\n:1\r\n", "INCREX", "kept");
        expect("*2\r\n:2\r\n:1\r\n", "INCREX", "persisted", "PERSIST");
        expect("*2\r\n:2\r\n:1\r\n", "INCREX", "moved", "PX", "200");
        expect("*2\r\n:2\r\n:1\r\n", "INCREX", "unmoved", "PX", "200", "ENX");
        expect("*2\r\n:1\r\n:1\r\n", "INCREX", "new", "ENX", "PX", "100");
        harness.clock.advanceMillis(100);
        expect(
                "*5\r\n$-1\r\n$1\r\n2\r\n$1\r\n2\r\n$-1\r\n$-1\r\n",
                "MGET",
                "kept",
                "persisted",
                "moved",
                "unmoved",
                "new");
        harness.clock.advanceMillis(100);
        expect("*2\r\n$1\r\n2\r\n$-1\r\n", "MGET", "persisted", "moved");
    }

    @Test
    void aTimeInThePastDeletes() {
        expect(OK, "SET", "k", "1");
        expect("*2\r\n:2\r\n:1\r\n", "INCREX", "k", "PXAT", "1");
        expect(NIL, "GET", "k");
        expect(OK, "SET", "k", "1", "EX", "100");
        expect("*2\r\n:2\r\n:1\r\n", "INCREX", "k", "PXAT", "1", "ENX");
        expectBulk("2", "GET", "k");
    }

    @Test
    void wrongArgumentsAreNamed() {
        expectError("ERR Increment is not an integer or out of range", "INCREX", "k", "BYINT", "1.5");
        expectError("ERR Increment is not a valid float", "INCREX", "k", "BYFLOAT", "x");
        expectError("ERR LBOUND can't be greater than UBOUND", "INCREX", "k", "LBOUND", "2", "UBOUND", "1");
        expectError(
                "ERR LBOUND can't be greater than UBOUND", "INCREX", "k", "BYFLOAT", "1", "LBOUND", "2", "UBOUND", "1");
        expectError("ERR ENX flag requires an expiration (EX, PX, EXAT or PXAT)", "INCREX", "k", "ENX");
        expectError("ERR invalid expire time in 'increx' command", "INCREX", "k", "EX", "0");
        for (String options : new String[] {
            "PERSIST ENX",
            "EX 1 PX 1",
            "PERSIST EX 1",
            "EX 1 PERSIST",
            "EX",
            "BYINT",
            "BYINT 1 BYFLOAT 1",
            "SATURATE SATURATE",
            "LBOUND 1 LBOUND 1",
            "what",
            "what 1"
        }) {
            expect(SYNTAX_ERROR, ("INCREX k " + options).split(" "));
        }
        expect(OK, "SET", "k", "text");
        expect(NOT_AN_INTEGER, "INCREX", "k");
        expectError("ERR value is not a valid float", "INCREX", "k", "BYFLOAT", "1");
    }
}
