package io.glassbox.commands.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

final class MoveTest extends CommandTestCase {
    private static final String SAME_OBJECT = "ERR source and destination objects are the same";
    private static final String OUT_OF_RANGE = "ERR DB index is out of range";

    @Test
    void moveTakesTheKeyToAnotherDatabase() {
        expect(OK, "SET", "k", "v", "EX", "100");
        expectInteger(1, "MOVE", "k", "3");
        expectInteger(0, "EXISTS", "k");
        expectInteger(0, "MOVE", "k", "3");
        expect(OK, "SELECT", "3");
        expectBulk("v", "GET", "k");
        expectInteger(100, "TTL", "k");
        harness.pass(100_000);
        expectInteger(0, "DBSIZE");
    }

    @Test
    void moveLeavesAnExistingKeyAlone() {
        expect(OK, "SET", "k", "0");
        expect(OK, "SELECT", "1");
        expect(OK, "SET", "k", "1");
        expectInteger(0, "MOVE", "k", "0");
        expectBulk("1", "GET", "k");
    }

    @Test
    void moveRefusesBadDatabases() {
        expectError("ERR value is not an integer or out of range", "MOVE", "k", "x");
        expectError(OUT_OF_RANGE, "MOVE", "k", "16");
        expectError(OUT_OF_RANGE, "MOVE", "k", "-1");
        expectError(SAME_OBJECT, "MOVE", "k", "0");
    }

    @Test
    void copyLeavesTheSource() {
        for (String value : new String[] {"", "short", "x".repeat(100), "12345", "y".repeat(50_000)}) {
            expect(OK, "SET", "a", value, "EX", "100");
            String encoding = harness.run("OBJECT", "ENCODING", "a");
            expectInteger(1, "COPY", "a", "b");
            expectBulk(value, "GET", "b");
            expectInteger(100, "TTL", "b");
            assertEquals(encoding, harness.run("OBJECT", "ENCODING", "b"));
            expect(OK, "SET", "b", "something else");
            expectBulk(value, "GET", "a");
            expectInteger(2, "DEL", "a", "b");
        }
    }

    @Test
    void copyOverwritesOnlyWithReplace() {
        expect(OK, "SET", "a", "1");
        expect(OK, "SET", "b", "2", "EX", "100");
        expectInteger(0, "COPY", "a", "b");
        expectBulk("2", "GET", "b");
        expectInteger(1, "COPY", "a", "b", "replace");
        expectBulk("1", "GET", "b");
        expectInteger(-1, "TTL", "b");
    }

    @Test
    void copyReachesOtherDatabases() {
        expect(OK, "SET", "a", "1");
        expectInteger(1, "COPY", "a", "a", "DB", "2");
        expectInteger(1, "COPY", "a", "b", "REPLACE", "DB", "1", "DB", "2");
        expectError(SAME_OBJECT, "COPY", "a", "a", "DB", "0");
        expectError(OUT_OF_RANGE, "COPY", "a", "b", "DB", "16");
        expectError("ERR value is not an integer or out of range", "COPY", "a", "b", "DB", "two");
        expect(SYNTAX_ERROR, "COPY", "a", "b", "DB");
        expect(SYNTAX_ERROR, "COPY", "a", "b", "c");
        expectError(SAME_OBJECT, "COPY", "none", "none");
        expectInteger(0, "COPY", "none", "b");
        expect(OK, "SELECT", "2");
        expectInteger(2, "EXISTS", "a", "b");
    }

    @Test
    void aCopyIsNewToTheClock() {
        expect(OK, "SET", "a", "1");
        harness.clock.advanceMillis(9000);
        expect(OK, "CLIENT", "NO-TOUCH", "ON");
        expectInteger(1, "COPY", "a", "b");
        expectInteger(9, "OBJECT", "IDLETIME", "a");
        expectInteger(0, "OBJECT", "IDLETIME", "b");
    }
}
