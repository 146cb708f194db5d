package io.glassbox.commands.bitmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

/** SETBIT, GETBIT, BITCOUNT, BITPOS. */
final class SetBitTest extends CommandTestCase {
    private static final String INVALID_OFFSET = "ERR bit offset is not an integer or out of range";

    @Test
    void aBitComesBackAsItWasSet() {
        expectInteger(0, "GETBIT", "k", "9");
        expectInteger(0, "SETBIT", "k", "9", "1");
        expectInteger(1, "SETBIT", "k", "9", "1");
        expectInteger(1, "GETBIT", "k", "9");
        expectBulk("\0@", "GET", "k");
        expectInteger(1, "SETBIT", "k", "9", "0");
        expectInteger(0, "GETBIT", "k", "9");
        expectInteger(0, "GETBIT", "k", "100");
    }

    @Test
    void theDigitsOfAnIntegerHaveBits() {
        expect(OK, "SET", "k", "1");
        expectInteger(1, "GETBIT", "k", "7");
        expectInteger(0, "SETBIT", "k", "6", "1");
        expectBulk("3", "GET", "k");
        assertEquals("raw", encodingOf("k"));
    }

    @Test
    void onlyAChangeIsAnnounced() {
        listen();
        expectInteger(0, "SETBIT", "k", "0", "0");
        expectEvents("new k", "setbit k");
        expectInteger(0, "SETBIT", "k", "1", "0");
        expectEvents();
        expectInteger(0, "SETBIT", "k", "8", "0");
        expectEvents("setbit k");
        expectInteger(0, "SETBIT", "k", "1", "1");
        expectEvents("setbit k");
    }

    @Test
    void offsetsAndBitsOutOfRangeAreRefused() {
        for (String offset : new String[] {"-1", "x", "4294967296", "9223372036854775808"}) {
            expectError(INVALID_OFFSET, "SETBIT", "k", offset, "1");
            expectError(INVALID_OFFSET, "GETBIT", "k", offset);
        }
        for (String bit : new String[] {"2", "-1", "x", ""}) {
            expectError("ERR bit is not an integer or out of range", "SETBIT", "k", "0", bit);
        }
        expect(NIL, "GET", "k");
        createOtherType("k");
        expect(WRONG_TYPE, "SETBIT", "k", "0", "1");
        expect(WRONG_TYPE, "GETBIT", "k", "0");
        expect(WRONG_TYPE, "BITCOUNT", "k");
        expect(WRONG_TYPE, "BITPOS", "k", "1");
    }

    @Test
    void bitsAreCountedInBytesOrBits() {
        expect(OK, "SET", "k", "foobar");
        expectInteger(26, "BITCOUNT", "k");
        expectInteger(4, "BITCOUNT", "k", "0", "0");
        expectInteger(6, "BITCOUNT", "k", "1", "1", "BYTE");
        expectInteger(17, "BITCOUNT", "k", "5", "30", "bit");
        expectInteger(7, "BITCOUNT", "k", "-2", "-1");
        expectInteger(0, "BITCOUNT", "k", "-1", "-2");
        expectInteger(0, "BITCOUNT", "k", "5", "2");
        expectInteger(26, "BITCOUNT", "k", "-100", "100");
    }

    @Test
    void aMissingKeyIsCountedBeforeTheRangeIsRead() {
        expectInteger(0, "BITCOUNT", "k", "x");
        expect(OK, "SET", "k", "v");
        expect(SYNTAX_ERROR, "BITCOUNT", "k", "0");
        expect(SYNTAX_ERROR, "BITCOUNT", "k", "0", "1", "what");
        expect(SYNTAX_ERROR, "BITCOUNT", "k", "0", "1", "BIT", "x");
        expect(NOT_AN_INTEGER, "BITCOUNT", "k", "0", "x");
    }

    @Test
    void theFirstBitIsFoundInARange() {
        expect(OK, "SET", "k", "\0\u000f\u00ff");
        expectInteger(12, "BITPOS", "k", "1");
        expectInteger(0, "BITPOS", "k", "0");
        expectInteger(16, "BITPOS", "k", "1", "2");
        expectInteger(12, "BITPOS", "k", "1", "9", "-1", "BIT");
        expectInteger(-1, "BITPOS", "k", "1", "0", "0");
        expectInteger(8, "BITPOS", "k", "0", "1", "-1", "BYTE");
    }

    @Test
    void aStringOfOnesHasItsZeroBehindTheEndUnlessAnEndIsGiven() {
        expect(OK, "SET", "k", "\u00ff\u00ff");
        expectInteger(16, "BITPOS", "k", "0");
        expectInteger(16, "BITPOS", "k", "0", "1");
        expectInteger(-1, "BITPOS", "k", "0", "0", "-1");
        expectInteger(-1, "BITPOS", "k", "0", "2");
        expectInteger(0, "BITPOS", "missing", "0");
        expectInteger(-1, "BITPOS", "missing", "1");
        expect(OK, "SET", "k", "");
        expectInteger(-1, "BITPOS", "k", "0");
    }

    @Test
    void bitposNamesWrongArguments() {
        expect(OK, "SET", "k", "v");
        expectError("ERR The bit argument must be 1 or 0.", "BITPOS", "k", "2");
        expect(NOT_AN_INTEGER, "BITPOS", "k", "x");
        expect(NOT_AN_INTEGER, "BITPOS", "k", "1", "x");
        expect(SYNTAX_ERROR, "BITPOS", "k", "1", "0", "1", "what");
        expect(SYNTAX_ERROR, "BITPOS", "k", "1", "0", "1", "BIT", "x");
    }
}
