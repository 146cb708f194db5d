package io.glassbox.commands.string;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LcsTest extends CommandTestCase {
    @BeforeEach
    void setStrings() {
        expect(OK, "MSET", "a", "ohmytext", "b", "mynewtext");
    }

    @Test
    void theSubsequenceOrItsLengthIsAnswered() {
        expectBulk("mytext", "LCS", "a", "b");
        expectInteger(6, "LCS", "a", "b", "LEN");
        expectBulk("ohmytext", "LCS", "a", "a");
        expectBulk("", "LCS", "a", "missing");
        expectInteger(0, "LCS", "missing", "missing", "len");
    }

    @Test
    void stretchesAreListedFromTheEnd() {
        String text = "*2\r\n*2\r\n:4\r\n:7\r\n*2\r\n:5\r\n:8\r\n";
        String my = "*2\r\n*2\r\n:2\r\n:3\r\n*2\r\n:0\r\n:1\r\n";
        expect(array(bulk("matches"), array(text, my), bulk("len"), ":6\r\n"), "LCS", "a", "b", "IDX");
        expect(
                array(bulk("matches"), array(text.replaceFirst("2", "3") + ":4\r\n"), bulk("len"), ":6\r\n"),
                "LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN".split(" "));
        expect(array(bulk("matches"), "*0\r\n", bulk("len"), ":0\r\n"), "LCS a missing IDX MINMATCHLEN -4".split(" "));
        harness.session.reply().protocol(3);
        expect("%2\r\n$7\r\nmatches\r\n*2\r\n" + text + my + "$3\r\nlen\r\n:6\r\n", "LCS", "a", "b", "IDX");
    }

    @Test
    void integersAreComparedAsText() {
        expect(OK, "MSET", "n", "1234", "m", "-1235");
        expectBulk("123", "LCS", "n", "m");
    }

    @Test
    void typesAreCheckedBeforeOptions() {
        createOtherType("other");
        expectError("ERR The specified keys must contain string values", "LCS", "a", "other", "what");
        expect(SYNTAX_ERROR, "LCS", "a", "b", "what");
        expect(SYNTAX_ERROR, "LCS", "a", "b", "MINMATCHLEN");
        expect(NOT_AN_INTEGER, "LCS", "a", "b", "MINMATCHLEN", "x");
        expectError("ERR If you want both the length and indexes, please just use IDX.", "LCS", "a", "b", "LEN", "IDX");
    }

    @Test
    void stringsWhoseTableWouldBeTooLargeAreRefused() {
        expectInteger(12_000, "SETRANGE", "long", "11999", "x");
        expectError(
                "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len", "LCS", "long", "long");
    }
}
