package io.glassbox.structure.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GlobPatternTest {
    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void matchesWhatKeysReturns() {
        List<String[]> rows = Recorded.rows(GlobPatternTest.class, "glob.tsv");
        List<byte[]> texts =
                Stream.of(rows.getFirst()[0].split(" ")).map(Recorded::bytes).toList();
        for (String[] row : rows.subList(1, rows.size())) {
            assertEquals(row[1], matching(Recorded.bytes(row[0]), texts, false), row[0]);
        }
    }

    @Test
    void matchesWhatConfigGetReturnsWhenCaseIsIgnored() {
        List<String[]> rows = Recorded.rows(GlobPatternTest.class, "glob-ignoring-case.tsv");
        List<byte[]> texts = Stream.of(rows.getFirst()[0].split(" "))
                .map(GlobPatternTest::bytes)
                .toList();
        for (String[] row : rows.subList(1, rows.size())) {
            assertEquals(row[1], matching(bytes(row[0]), texts, true), row[0]);
        }
    }

    @Test
    void anEmptyTextIsMatchedByTheEmptyPatternOnly() {
        assertTrue(matches("", "", false));
        assertFalse(matches("*", "", false));
        assertFalse(matches("**", "", false));
        assertFalse(matches("", "a", false));
    }

    @Test
    void aStarMayStandForNothing() {
        assertTrue(matches("a*", "a", false));
        assertTrue(matches("a***", "a", false));
        assertTrue(matches("*a", "a", false));
        assertTrue(matches("a*b*c", "abc", false));
    }

    @Test
    void caseCountsUnlessToldOtherwise() {
        assertFalse(matches("maxMemory", "MAXmemory", false));
        assertTrue(matches("maxMemory", "MAXmemory", true));
        assertTrue(matches("[L-O]ax*", "maxmemory", true));
        assertFalse(matches("[\\M]ax*", "maxmemory", true));
    }

    @Test
    void manyStarsTakeNoMoreThanTheProductOfBothLengths() {
        byte[] pattern = bytes("*a".repeat(500) + "b");
        byte[] text = bytes("a".repeat(20_000));
        assertFalse(GlobPattern.matches(pattern, text, false));
        assertFalse(GlobPattern.matches(bytes("*?".repeat(1000) + "b"), text, false));
        assertTrue(GlobPattern.matches(bytes("*a".repeat(500)), text, false));
    }

    @Test
    void randomPatternsAgreeWithAPlainRecursion() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(20_000); i++) {
                String pattern = random(random, "abB*?-[]^\\", 9);
                String text = random(random, "abB-]", 8);
                boolean ignoreCase = random.nextInt(4) == 0;
                boolean expected = recursively(pattern, text, ignoreCase);
                assertEquals(expected, matches(pattern, text, ignoreCase), "'" + pattern + "' on '" + text + "'");
                if (i % 1000 == 0) {
                    heap.clear();
                }
            }
        });
    }

    /** The meaning of a pattern spelled out without regard to time: a star tries every rest of the text. */
    private static boolean recursively(String pattern, String text, boolean ignoreCase) {
        if (text.isEmpty()) {
            return pattern.isEmpty();
        }
        return recursively(pattern, 0, text, 0, ignoreCase);
    }

    private static boolean recursively(String pattern, int p, String text, int t, boolean ignoreCase) {
        if (p == pattern.length()) {
            return t == text.length();
        }
        if (pattern.charAt(p) == '*') {
            for (int next = t; next <= text.length(); next++) {
                if (recursively(pattern, p + 1, text, next, ignoreCase)) {
                    return true;
                }
            }
            return false;
        }
        if (t == text.length()) {
            return false;
        }
        int end = p + 1;
        boolean ok;
        char c = text.charAt(t);
        switch (pattern.charAt(p)) {
            case '?' -> ok = true;
            case '[' -> {
                boolean negated = end < pattern.length() && pattern.charAt(end) == '^';
                List<String> members = new ArrayList<>();
                end = membersOf(pattern, negated ? end + 1 : end, members);
                ok = negated != members.stream().anyMatch(member -> isMember(member, c, ignoreCase));
            }
            case '\\' -> {
                end = Math.min(p + 2, pattern.length());
                ok = same(pattern.charAt(end - 1), c, ignoreCase);
            }
            default -> ok = same(pattern.charAt(p), c, ignoreCase);
        }
        return ok && recursively(pattern, end, text, t + 1, ignoreCase);
    }

    /** Members as "a", "a-b" or "\a"; returns the place behind the class. */
    private static int membersOf(String pattern, int from, List<String> members) {
        int p = from;
        while (p < pattern.length() && pattern.charAt(p) != ']') {
            int size = 1;
            if (pattern.charAt(p) == '\\' && p + 1 < pattern.length()) {
                size = 2;
            } else if (p + 2 < pattern.length() && pattern.charAt(p + 1) == '-') {
                size = 3;
            }
            members.add(pattern.substring(p, p + size));
            p += size;
        }
        return Math.min(p + 1, pattern.length());
    }

    private static boolean isMember(String member, char c, boolean ignoreCase) {
        return switch (member.length()) {
            case 1 -> same(member.charAt(0), c, ignoreCase);
            case 2 -> member.charAt(1) == c;
            default -> {
                char from = (char) Math.min(member.charAt(0), member.charAt(2));
                char to = (char) Math.max(member.charAt(0), member.charAt(2));
                yield ignoreCase
                        ? Character.toLowerCase(from) <= Character.toLowerCase(c)
                                && Character.toLowerCase(c) <= Character.toLowerCase(to)
                        : from <= c && c <= to;
            }
        };
    }

    private static boolean same(char a, char b, boolean ignoreCase) {
        return ignoreCase ? Character.toLowerCase(a) == Character.toLowerCase(b) : a == b;
    }

    private String matching(byte[] pattern, List<byte[]> texts, boolean ignoreCase) {
        List<String> indexes = new ArrayList<>();
        ByteView patternView = heap.view(pattern);
        ByteView text = new ByteView(heap.room(64), 0);
        for (int i = 0; i < texts.size(); i++) {
            byte[] bytes = texts.get(i);
            Memory.copyIn(bytes, 0, text.address(), bytes.length);
            boolean result = GlobPattern.matches(pattern, bytes, ignoreCase);
            assertEquals(result, GlobPattern.matches(patternView, text.set(text.address(), bytes.length), ignoreCase));
            if (result) {
                indexes.add(Integer.toString(i));
            }
        }
        heap.clear();
        return indexes.stream().collect(Collectors.joining(" "));
    }

    private boolean matches(String pattern, String text, boolean ignoreCase) {
        return matches(bytes(pattern), bytes(text), ignoreCase);
    }

    /** All ways to hand over the bytes have to agree. */
    private boolean matches(byte[] pattern, byte[] text, boolean ignoreCase) {
        boolean result = GlobPattern.matches(pattern, text, ignoreCase);
        assertEquals(result, GlobPattern.matches(pattern, heap.view(text), ignoreCase));
        assertEquals(result, GlobPattern.matches(heap.view(pattern), heap.view(text), ignoreCase));
        return result;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String random(SplittableRandom random, String alphabet, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(maxLength + 1); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
