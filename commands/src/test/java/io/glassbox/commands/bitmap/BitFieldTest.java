package io.glassbox.commands.bitmap;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

/** BITFIELD and BITFIELD_RO. */
final class BitFieldTest extends CommandTestCase {
    private static final String INVALID_TYPE =
            "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.";
    private static final String INVALID_OFFSET = "ERR bit offset is not an integer or out of range";

    @Test
    void fieldsAreReadSetAndIncremented() {
        expect("*2\r\n:0\r\n:10\r\n", "BITFIELD", "k", "SET", "i8", "0", "-1", "INCRBY", "u5", "100", "10");
        expect("*3\r\n:255\r\n:-1\r\n:10\r\n", "BITFIELD", "k", "GET", "u8", "0", "GET", "i8", "0", "GET", "u5", "#20");
        expect("*1\r\n:-1\r\n", "BITFIELD", "k", "SET", "i8", "0", "100");
        expect("*1\r\n:100\r\n", "BITFIELD_RO", "k", "GET", "u8", "0");
        expect("*0\r\n", "BITFIELD", "k");
        expect("*1\r\n:0\r\n", "BITFIELD", "missing", "GET", "i64", "1000");
        expect(NIL, "GET", "missing");
    }

    @Test
    void overflowWrapsSaturatesOrFails() {
        expect("*1\r\n:0\r\n", "BITFIELD", "k", "SET", "u8", "0", "250");
        expect("*1\r\n:4\r\n", "BITFIELD", "k", "INCRBY", "u8", "0", "10");
        expect("*1\r\n:255\r\n", "BITFIELD", "k", "OVERFLOW", "SAT", "INCRBY", "u8", "0", "1000");
        expect("*1\r\n$-1\r\n", "BITFIELD", "k", "OVERFLOW", "FAIL", "INCRBY", "u8", "0", "1");
        expect(
                "*3\r\n:-128\r\n$-1\r\n:-127\r\n",
                "BITFIELD k overflow sat incrby i8 8 -1000 overflow fail incrby i8 8 -1 overflow wrap incrby i8 8 1"
                        .split(" "));
    }

    @Test
    void countsAsChangedOnlyIfABitDiffers() {
        listen();
        expect("*2\r\n:0\r\n:1\r\n", "BITFIELD", "k", "SET", "u8", "0", "0", "INCRBY", "u8", "0", "1");
        expectEvents("new k", "setbit k");
        expect("*1\r\n:1\r\n", "BITFIELD", "k", "SET", "u8", "0", "1");
        expect("*1\r\n$-1\r\n", "BITFIELD", "k", "OVERFLOW", "FAIL", "SET", "u2", "0", "9");
        expectEvents();
        expect("*1\r\n:0\r\n", "BITFIELD", "k", "SET", "u8", "8", "0");
        expectEvents("setbit k");
    }

    @Test
    void nothingIsWrittenUnlessAllOfTheCallIsRight() {
        for (String type : new String[] {"u64", "i65", "u0", "i0", "I8", "8", "u", "", "i08"}) {
            expectError(INVALID_TYPE, "BITFIELD", "k", "SET", "u8", "0", "1", "GET", type, "0");
        }
        for (String offset :
                new String[] {"-1", "#-1", "x", "#", "", "4294967296", "#536870912", "#9223372036854775807"}) {
            expectError(INVALID_OFFSET, "BITFIELD", "k", "SET", "u8", "0", "1", "GET", "u8", offset);
        }
        expectError("ERR Invalid OVERFLOW type specified", "BITFIELD", "k", "SET", "u8", "0", "1", "OVERFLOW", "x");
        expect(SYNTAX_ERROR, "BITFIELD", "k", "SET", "u8", "0", "1", "GET", "u8");
        expect(SYNTAX_ERROR, "BITFIELD", "k", "SET", "u8", "0", "1", "what");
        expect(NOT_AN_INTEGER, "BITFIELD", "k", "SET", "u8", "0", "x");
        expect(NIL, "GET", "k");
        createOtherType("k");
        expect(WRONG_TYPE, "BITFIELD", "k", "GET", "u8", "0");
        expect(WRONG_TYPE, "BITFIELD", "k", "SET", "u8", "0", "1");
    }

    @Test
    void theReadOnlyFormRefusesToWrite() {
        expectError("ERR BITFIELD_RO only supports the GET subcommand", "BITFIELD_RO", "k", "SET", "u8", "0", "1");
        expectError("ERR BITFIELD_RO only supports the GET subcommand", "BITFIELD_RO", "k", "INCRBY", "u8", "0", "1");
        expect("*1\r\n:0\r\n", "BITFIELD_RO", "k", "OVERFLOW", "SAT", "GET", "u8", "0");
    }

    @Test
    void whatIsDoneToTheKeyDependsOnTheOperations() {
        String reads = "*1\r\n*2\r\n$1\r\nk\r\n*2\r\n+RO\r\n+access\r\n";
        String writes = "*1\r\n*2\r\n$1\r\nk\r\n*3\r\n+RW\r\n+access\r\n+update\r\n";
        expect(reads, "COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0".split(" "));
        expect(reads, "COMMAND GETKEYSANDFLAGS BITFIELD k OVERFLOW SAT GET u8 0".split(" "));
        expect(writes, "COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0 SET u8 0 1".split(" "));
        expect(writes, "COMMAND GETKEYSANDFLAGS BITFIELD k OVERFLOW".split(" "));
    }
}
