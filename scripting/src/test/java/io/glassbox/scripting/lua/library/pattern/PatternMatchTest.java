package io.glassbox.scripting.lua.library.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PatternMatchTest {
    private static final String NONE = "none";

    private final LuaState state = new LuaState();
    private int polls;

    @Test
    void repetitionsTakeWhatTheyShould() {
        assertEquals("aaa", first("aaab", "a*"));
        assertEquals("", first("b", "a*"));
        assertEquals(NONE, first("b", "a+"));
        assertEquals("aab", first("aab", "a-b"));
        assertEquals("ac", first("ac", "ab?c"));
        assertEquals("abc", first("abc", "ab?c"));
        assertEquals("ab", first("ab", ".-b$"));
        assertEquals(NONE, first("abc", "ab$"));
        assertEquals("a$c", first("a$c", "a$c"));
        assertEquals("a-", first("a-", "a%-"));
    }

    @Test
    void classesAreThoseOfTheCLocale() {
        assertEquals("a1_", first("a1_ ", "[%w_]+"));
        assertEquals("\u00e9", first("\u00e9", "%A"));
        assertEquals(NONE, first("\u00e9", "%a"));
        assertEquals("\0", first("a\0b", "%z"));
        assertEquals("b-", first("b-", "[a-c]-%-$"));
        assertEquals("]", first("]", "[]]"));
        assertEquals("a", first("a", "[^]]"));
        assertEquals("-", first("-", "[a-]"));
        assertEquals("%", first("%", "[%%]"));
        assertEquals("\t", first("\t", "%s"));
        assertEquals("y", first("y", "%y"));
    }

    @Test
    void capturesHoldPartsAndPositions() {
        assertEquals("k=v|k|v", captures("k=v", "(%w+)=(%w+)"));
        assertEquals("abc|@0|@3", captures("abc", "()abc()"));
        assertEquals("abab|ab", captures("abab", "(ab)%1"));
        assertEquals("(a(b))|(a(b))", captures("(a(b)) )", "(%b())"));
        assertEquals("THE", first("xTHE end", "%f[%u]%a+%f[%A]"));
    }

    @Test
    void patternsEndAtTheirFirstNul() {
        assertEquals("a", first("a\0b", "a\0b"));
        assertEquals("malformed pattern (missing ']')", error("a", "[a\0]"));
    }

    @Test
    void malformedPatternsAreTold() {
        assertEquals("malformed pattern (ends with '%')", error("a", "%"));
        assertEquals("malformed pattern (missing ']')", error("a", "[a"));
        assertEquals("malformed pattern (missing ']')", error("a", "[%]"));
        assertEquals("malformed pattern (missing ']')", error("a", "[]"));
        assertEquals("unbalanced pattern", error("a", "%b("));
        assertEquals("missing '[' after '%f' in pattern", error("a", "%fa"));
        assertEquals("invalid pattern capture", error("a", "a)"));
        assertEquals("invalid capture index", error("a", "%1"));
        assertEquals("invalid capture index", error("a", "(a%1)"));
        assertEquals("unfinished capture", error("a", "(a"));
        assertEquals("too many captures", error("a", "()".repeat(33)));
        assertEquals("pattern too complex", error("a".repeat(2000), "a?".repeat(2000)));
    }

    @Test
    void anEndlessMatchAsksWhetherToGoOn() {
        String subject = "a".repeat(24);
        state.setInterrupt(_ -> polls++);
        assertEquals(NONE, first(subject, "a*a*a*a*a*a*a*b"));
        assertEquals(true, polls > 10);
    }

    private String first(String subject, String pattern) {
        String found = captures(subject, pattern);
        int bar = found.indexOf('|');
        return bar < 0 ? found : found.substring(0, bar);
    }

    private String error(String subject, String pattern) {
        return assertThrows(LuaError.class, () -> captures(subject, pattern)).getMessage();
    }

    /** The first match anywhere in the subject and its captures. */
    private String captures(String subject, String pattern) {
        byte[] bytes = subject.getBytes(StandardCharsets.ISO_8859_1);
        byte[] patternBytes = pattern.getBytes(StandardCharsets.ISO_8859_1);
        PatternMatch match = new PatternMatch(state);
        match.begin(bytes, 0, bytes.length, patternBytes, 0, patternBytes.length);
        for (int start = 0; start <= bytes.length; start++) {
            int end = match.match(start, 0);
            if (end >= 0) {
                StringBuilder found = new StringBuilder(subject.substring(start, end));
                for (int i = 0; i < match.captureCount(); i++) {
                    int from = match.captureStart(i);
                    int length = match.captureLength(i);
                    found.append('|')
                            .append(
                                    length == PatternMatch.POSITION
                                            ? "@" + from
                                            : subject.substring(from, from + length));
                }
                return found.toString();
            }
        }
        return NONE;
    }
}
