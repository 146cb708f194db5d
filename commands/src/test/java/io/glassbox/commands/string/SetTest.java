package io.glassbox.commands.string;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

final class SetTest extends CommandTestCase {
    @Test
    void aValueComesBackAsItWasSet() {
        expect("+OK\r\n", "SET", "k", "some value");
        expect("$10\r\nsome value\r\n", "GET", "k");
        expect("+OK\r\n", "SET", "k", "");
        expect("$0\r\n\r\n", "GET", "k");
        expect("+OK\r\n", "SET", "k", "a\r\n\u0000\u00ff");
        expect("$5\r\na\r\n\u0000\u00ff\r\n", "GET", "k");
    }

    @Test
    void aValueOfAnySizeComesBack() {
        for (int size : new int[] {44, 45, 254, 16_300, 16_384, 100_000}) {
            String value = "x".repeat(size);
            expect("+OK\r\n", "SET", "k", value);
            expect("$" + size + "\r\n" + value + "\r\n", "GET", "k");
        }
    }

    @Test
    void nxSetsOnlyWhatIsMissing() {
        expect("+OK\r\n", "SET", "k", "1", "NX");
        expect("$-1\r\n", "SET", "k", "2", "nx");
        expect("$1\r\n1\r\n", "GET", "k");
    }

    @Test
    void xxSetsOnlyWhatExists() {
        expect("$-1\r\n", "SET", "k", "1", "XX");
        expect("$-1\r\n", "GET", "k");
        expect("+OK\r\n", "SET", "k", "1");
        expect("+OK\r\n", "SET", "k", "2", "xx");
        expect("$1\r\n2\r\n", "GET", "k");
    }

    @Test
    void getReturnsTheOldValueWhetherOrNotItWasReplaced() {
        expect("$-1\r\n", "SET", "k", "1", "GET");
        expect("$1\r\n1\r\n", "SET", "k", "two", "GET");
        expect("$3\r\ntwo\r\n", "SET", "k", "3", "NX", "GET");
        expect("$3\r\ntwo\r\n", "SET", "k", "4", "GET", "XX");
        expect("$1\r\n4\r\n", "GET", "k");
        expect("$-1\r\n", "SET", "other", "1", "XX", "GET");
        expect("$-1\r\n", "GET", "other");
    }

    @Test
    void ifeqSetsWhatIsEqual() {
        expect("$-1\r\n", "SET", "k", "1", "IFEQ", "");
        expect("+OK\r\n", "SET", "k", "a");
        expect("$-1\r\n", "SET", "k", "b", "IFEQ", "x");
        expect("$1\r\na\r\n", "SET", "k", "10", "IFEQ", "a", "GET");
        expect("+OK\r\n", "SET", "k", "c", "IFEQ", "10");
        expect("$1\r\nc\r\n", "GET", "k");
    }

    @Test
    void ifneSetsWhatDiffersOrIsMissing() {
        expect("+OK\r\n", "SET", "k", "a", "IFNE", "a");
        expect("$1\r\na\r\n", "SET", "k", "b", "IFNE", "a", "GET");
        expect("+OK\r\n", "SET", "k", "b", "IFNE", "x");
        expect("$1\r\nb\r\n", "GET", "k");
    }

    @Test
    void optionsThatContradictEachOtherAreASyntaxError() {
        String syntax = "-ERR syntax error\r\n";
        expect(syntax, "SET", "k", "v", "NX", "XX");
        expect(syntax, "SET", "k", "v", "NX", "IFEQ", "a");
        expect(syntax, "SET", "k", "v", "IFEQ", "a", "IFEQ", "a");
        expect(syntax, "SET", "k", "v", "EX", "10", "PX", "10");
        expect(syntax, "SET", "k", "v", "EX", "10", "KEEPTTL");
        expect(syntax, "SET", "k", "v", "KEEPTTL", "PXAT", "10");
        expect(syntax, "SET", "k", "v", "EX");
        expect(syntax, "SET", "k", "v", "PERSIST");
        expect(syntax, "SET", "k", "v", "what");
        expect("+OK\r\n", "SET", "k", "v", "EX", "10", "EX", "20");
    }

    @Test
    void aTimeOutOfRangeIsRefused() {
        String invalid = "-ERR invalid expire time in 'set' command\r\n";
        expect(invalid, "SET", "k", "v", "EX", "0");
        expect(invalid, "SET", "k", "v", "PX", "-1");
        expect(invalid, "SET", "k", "v", "EX", "9223372036854775807");
        expect(invalid, "SET", "k", "v", "PX", "9223372036854775807");
        expect(invalid, "SET", "k", "v", "EXAT", "9223372036854775807");
        expect("-ERR value is not an integer or out of range\r\n", "SET", "k", "v", "EX", "1.5");
        expect("+OK\r\n", "SET", "k", "v", "PXAT", "9223372036854775807");
    }

    @Test
    void aValueIsGoneWhenItsTimeHasCome() {
        expect("+OK\r\n", "SET", "k", "v", "PX", "100");
        harness.clock.advanceMillis(99);
        expect("$1\r\nv\r\n", "GET", "k");
        harness.clock.advanceMillis(1);
        expect("$-1\r\n", "GET", "k");
        expect("+OK\r\n", "SET", "k", "v", "EXAT", "1");
        expect("$-1\r\n", "GET", "k");
    }

    @Test
    void keepttlKeepsTheDueTimeThatAnySetDrops() {
        expect("+OK\r\n", "SET", "k", "v", "PX", "100");
        expect("+OK\r\n", "SET", "k", "w", "KEEPTTL");
        expect("+OK\r\n", "SET", "other", "v", "PX", "100");
        expect("+OK\r\n", "SET", "other", "w");
        harness.clock.advanceMillis(100);
        expect("$-1\r\n", "GET", "k");
        expect("$1\r\nw\r\n", "GET", "other");
    }
}
