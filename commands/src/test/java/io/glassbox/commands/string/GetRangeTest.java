package io.glassbox.commands.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

/** GETRANGE, SUBSTR, SETRANGE, APPEND: values in part. */
final class GetRangeTest extends CommandTestCase {
    @Test
    void bothEndsAreInclusive() {
        expect(OK, "SET", "k", "Hello World");
        expectBulk("Hell", "GETRANGE", "k", "0", "3");
        expectBulk("Hello World", "SUBSTR", "k", "0", "-1");
        expectBulk("rld", "GETRANGE", "k", "-3", "-1");
        expectBulk("", "GETRANGE", "k", "5", "3");
        expectBulk(" World", "GETRANGE", "k", "5", "5000");
        expectBulk("Hello World", "GETRANGE", "k", "-5000", "10000");
        expectBulk("", "GETRANGE", "k", "11", "20");
    }

    @Test
    void anEndBeforeTheBeginningMeansTheFirstByteIfTheStartDoesToo() {
        expect(OK, "SET", "k", "abc");
        expectBulk("a", "GETRANGE", "k", "0", "-100");
        expectBulk("a", "GETRANGE", "k", "-100", "-100");
        expectBulk("", "GETRANGE", "k", "-1", "-100");
        expectBulk("", "GETRANGE", "k", "-1", "-2");
    }

    @Test
    void aRangeOfAnIntegerIsCutFromItsDigits() {
        expect(OK, "SET", "k", "-1234");
        expectBulk("-12", "GETRANGE", "k", "0", "2");
    }

    @Test
    void aRangeOfNothingIsEmpty() {
        expectBulk("", "GETRANGE", "k", "0", "-1");
        expect(OK, "SET", "k", "");
        expectBulk("", "GETRANGE", "k", "0", "-1");
        expect(NOT_AN_INTEGER, "GETRANGE", "k", "0", "x");
        createOtherType("k");
        expect(WRONG_TYPE, "GETRANGE", "k", "0", "-1");
    }

    @Test
    void setrangeWritesOverAndFillsUpWithZeros() {
        expectInteger(4, "SETRANGE", "k", "1", "abc");
        expectBulk("\0abc", "GET", "k");
        expectInteger(4, "SETRANGE", "k", "2", "X");
        expectBulk("\0aXc", "GET", "k");
        expectInteger(8, "SETRANGE", "k", "7", "!");
        expectBulk("\0aXc\0\0\0!", "GET", "k");
    }

    @Test
    void setrangeOfNothingCreatesNothing() {
        listen();
        expectInteger(0, "SETRANGE", "k", "5", "");
        expectEvents();
        expect(OK, "SET", "k", "123");
        expectEvents("new k", "set k");
        expectInteger(3, "SETRANGE", "k", "50", "");
        expectEvents();
        assertEquals("int", encodingOf("k"));
        expectInteger(3, "SETRANGE", "k", "1", "9");
        expectEvents("setrange k");
        assertEquals("raw", encodingOf("k"));
        expectBulk("193", "GET", "k");
    }

    @Test
    void setrangeRefusesWhatWouldGetTooLong() {
        expectError("ERR offset is out of range", "SETRANGE", "k", "-1", "x");
        expectError("ERR string exceeds maximum allowed size (proto-max-bulk-len)", "SETRANGE", "k", "536870912", "x");
        expectError(
                "ERR string exceeds maximum allowed size (proto-max-bulk-len)",
                "SETRANGE",
                "k",
                "9223372036854775807",
                "x");
        expect(NIL, "GET", "k");
        createOtherType("k");
        expect(WRONG_TYPE, "SETRANGE", "k", "0", "x");
    }

    @Test
    void appendCreatesLikeSetAndThenAddsToRawText() {
        listen();
        expectInteger(2, "APPEND", "k", "12");
        assertEquals("int", encodingOf("k"));
        expectInteger(4, "APPEND", "k", "34");
        assertEquals("raw", encodingOf("k"));
        expectBulk("1234", "GET", "k");
        expectInteger(4, "APPEND", "k", "");
        expectEvents("new k", "append k", "append k", "append k");
        createOtherType("k");
        expect(WRONG_TYPE, "APPEND", "k", "x");
    }

    @Test
    void appendsBuildValuesOfAnySize() {
        StringBuilder model = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String part = Integer.toString(i).repeat(i * 37);
            model.append(part);
            expectInteger(model.length(), "APPEND", "k", part);
        }
        expectBulk(model.toString(), "GET", "k");
        expectBulk(model.substring(16_000, 17_001), "GETRANGE", "k", "16000", "17000");
    }
}
