package io.glassbox.commands.bitmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

final class BitOpTest extends CommandTestCase {
    @Test
    void shorterAndMissingSourcesCountAsZeros() {
        expect(OK, "MSET", "a", "\u00ff\u000f", "b", "U");
        expectInteger(2, "BITOP", "AND", "d", "a", "b");
        expectBulk("U\0", "GET", "d");
        expectInteger(2, "BITOP", "or", "d", "b", "missing", "a");
        expectBulk("\u00ff\u000f", "GET", "d");
        expectInteger(2, "BITOP", "XOR", "d", "a", "b");
        expectBulk("\u00aa\u000f", "GET", "d");
        expectInteger(1, "BITOP", "NOT", "d", "b");
        expectBulk("\u00aa", "GET", "d");
    }

    @Test
    void theNewerOperationsTellTheFirstSourceFromTheOthers() {
        expect(OK, "MSET", "x", "\u000f", "y", "\u0005", "z", "1");
        expectInteger(1, "BITOP", "DIFF", "d", "x", "y", "z");
        expectBulk("\n", "GET", "d");
        expectInteger(1, "BITOP", "DIFF1", "d", "x", "y", "z");
        expectBulk("0", "GET", "d");
        expectInteger(1, "BITOP", "ANDOR", "d", "x", "y", "z");
        expectBulk("\u0005", "GET", "d");
        expectInteger(1, "BITOP", "ONE", "d", "x", "y", "z");
        expectBulk(":", "GET", "d");
        expectInteger(1, "BITOP", "ONE", "d", "x");
        expectBulk("\u000f", "GET", "d");
    }

    @Test
    void theTargetMayBeASource() {
        expect(OK, "MSET", "a", "12", "b", "34567");
        expectInteger(5, "BITOP", "XOR", "a", "a", "b", "b");
        expectBulk("12\0\0\0", "GET", "a");
        expectInteger(5, "BITOP", "OR", "b", "b", "b");
        expectBulk("34567", "GET", "b");
        assertEquals("raw", encodingOf("b"));
    }

    @Test
    void theResultOfNothingDeletesTheTarget() {
        expect(OK, "SET", "d", "v", "EX", "100");
        listen();
        expectInteger(0, "BITOP", "AND", "d", "missing", "gone");
        expectInteger(0, "BITOP", "AND", "d", "missing", "gone");
        expectEvents("keymiss missing", "keymiss gone", "del d", "keymiss missing", "keymiss gone");
        expect(NIL, "GET", "d");
    }

    @Test
    void theTargetIsOverwrittenWithItsDueTime() {
        expect(OK, "SET", "a", "v");
        expect(OK, "SET", "d", "v", "PX", "100");
        createOtherType("other");
        listen();
        expectInteger(1, "BITOP", "NOT", "d", "a");
        expectInteger(1, "BITOP", "NOT", "other", "a");
        expectEvents("overwritten d", "set d", "overwritten other", "type_changed other", "set other");
        harness.clock.advanceMillis(100);
        expectBulk("\u0089", "GET", "d");
    }

    @Test
    void wrongArgumentsAreNamed() {
        expect(SYNTAX_ERROR, "BITOP", "NAND", "d", "a");
        expectError("ERR BITOP NOT must be called with a single source key.", "BITOP", "NOT", "d", "a", "b");
        for (String operation : new String[] {"DIFF", "DIFF1", "ANDOR"}) {
            expectError(
                    "ERR BITOP " + operation + " must be called with at least two source keys",
                    "BITOP",
                    operation,
                    "d",
                    "a");
        }
        createOtherType("other");
        expect(WRONG_TYPE, "BITOP", "AND", "d", "other");
        expect(NIL, "GET", "d");
    }
}
