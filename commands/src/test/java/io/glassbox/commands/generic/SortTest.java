package io.glassbox.commands.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

final class SortTest extends CommandTestCase {
    @Test
    void numbersComeBeforeLargerOnesAndEqualOnesByTheirBytes() {
        expectInteger(6, "RPUSH", "l", "10", "9", "-1.5", "9.0", "+inf", "1e3");
        expectSort("-1.5 9 9.0 10 1e3 +inf", "SORT", "l");
        expectSort("+inf 1e3 10 9.0 9 -1.5", "SORT", "l", "DESC");
        expectSort("9 9.0", "SORT_RO", "l", "LIMIT", "1", "2");
        expectSort("", "SORT", "l", "LIMIT", "6", "2");
        expectSort("10 1e3 +inf", "SORT", "l", "LIMIT", "3", "-1");
    }

    @Test
    void bytesAreComparedWithAlpha() {
        expectInteger(4, "RPUSH", "l", "b", "10", "a", "9");
        expectSort("10 9 a b", "SORT", "l", "ALPHA");
        expectSort("b a", "SORT", "l", "ALPHA", "DESC", "LIMIT", "0", "2");
        expectError("ERR One or more scores can't be converted into double", "SORT", "l");
    }

    @Test
    void patternsLeadToStringsAndFieldsOfHashes() {
        expectInteger(3, "RPUSH", "l", "1", "2", "3");
        harness.run("MSET", "w_1", "30", "w_2", "20", "w_3", "10", "n_1", "c", "n_3", "a");
        harness.run("HSET", "h_1", "f", "x");
        expectSort("3 2 1", "SORT", "l", "BY", "w_*");
        expectSort("2 3 1", "SORT", "l", "BY", "n_*", "ALPHA");
        expectSort("3 10 2 20", "SORT", "l", "BY", "w_*", "LIMIT", "0", "2", "GET", "#", "GET", "w_*");
        expectInteger(6, "SORT", "l", "GET", "h_*->f", "GET", "nothing", "STORE", "d");
        expectSort("x     ", "LRANGE", "d", "0", "-1");
    }

    @Test
    void aPatternWithoutAStarLeavesTheOrder() {
        expectInteger(3, "RPUSH", "l", "3", "1", "2");
        expectSort("3 1 2", "SORT", "l", "BY", "nosort");
        expectSort("1 2", "SORT", "l", "BY", "nosort", "LIMIT", "1", "5");
        expectSort("1 3", "SORT", "l", "BY", "nosort", "DESC", "LIMIT", "1", "5");
        expectInteger(3, "ZADD", "z", "3", "a", "1", "b", "2", "c");
        expectSort("b c a", "SORT", "z", "BY", "nosort");
        expectSort("a c", "SORT", "z", "BY", "nosort", "DESC", "LIMIT", "0", "2");
        expectSort("a", "SORT", "z", "BY", "nosort", "LIMIT", "2", "2");
    }

    @Test
    void theDestinationMayBeWhatIsSorted() {
        expectInteger(3, "RPUSH", "l", "3", "1", "2");
        expectInteger(3, "SORT", "l", "STORE", "l");
        expectSort("1 2 3", "LRANGE", "l", "0", "-1");
        expectInteger(0, "SORT", "none", "STORE", "l");
        expectInteger(0, "EXISTS", "l");
    }

    @Test
    void mistakesAreRefused() {
        expect(OK, "SET", "s", "v");
        expectError("WRONGTYPE Operation against a key holding the wrong kind of value", "SORT", "s");
        expectError("ERR syntax error", "SORT", "l", "LIMIT", "1");
        expectError("ERR value is not an integer or out of range", "SORT", "l", "LIMIT", "x", "1");
        expectError("ERR syntax error", "SORT_RO", "l", "STORE", "d");
    }

    private void expectSort(String elements, String... command) {
        String reply = harness.run(command);
        StringBuilder expected = new StringBuilder();
        String[] words = elements.isEmpty() ? new String[0] : elements.split(" ", -1);
        expected.append('*').append(words.length).append("\r\n");
        for (String word : words) {
            expected.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        assertEquals(expected.toString(), reply);
    }

    @Test
    void membersOfASetAreStoredInAnOrderThatIsTheSameEverywhere() {
        expectInteger(3, "SADD", "s", "b", "10", "9");
        expectSort("10 9 b", "SORT", "s", "ALPHA");
        expectInteger(3, "SORT", "s", "BY", "nosort", "STORE", "d");
        expectSort("10 9 b", "LRANGE", "d", "0", "-1");
        expectInteger(0, "SORT", "s", "LIMIT", "3", "1", "ALPHA", "STORE", "d");
    }
}
