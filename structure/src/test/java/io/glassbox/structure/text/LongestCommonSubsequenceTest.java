package io.glassbox.structure.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongestCommonSubsequenceTest {
    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    private record Result(String text, String matches) {}

    @Test
    void repliesAreThoseOfRedis() {
        for (String[] row : Recorded.rows(LongestCommonSubsequenceTest.class, "lcs.tsv")) {
            assertEquals(new Result(row[2], row[3]), of(row[0], row[1]), row[0] + " and " + row[1]);
            heap.clear();
        }
    }

    @Test
    void randomStringsAgreeWithTheTableOfTheTextbook() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(2_000); i++) {
                String a = random(random, 1 + random.nextInt(20));
                String b = random(random, 1 + random.nextInt(20));
                assertEquals(byTable(a, b), of(a, b), a + " and " + b);
                heap.clear();
            }
        });
    }

    @Test
    void emptyStringsHaveNothingInCommon() {
        assertEquals(new Result("", ""), of("", ""));
        assertEquals(new Result("", ""), of("a", ""));
        assertEquals(new Result("", ""), of("", "a"));
    }

    @Test
    void bytesAboveAsciiAreBytes() {
        assertEquals("\u00ff\0\u0080", of("\u00ff\0a\u0080", "b\u00ff\0\u0080").text());
    }

    @Test
    void matchesCanBeAskedForTwice() {
        try (LongestCommonSubsequence common =
                LongestCommonSubsequence.of(heap.slabs(), heap.view("ohmytext"), heap.view("mynewtext"))) {
            for (int round = 0; round < 2; round++) {
                common.rewind();
                assertEquals("4,7,5,8,4 2,3,0,1,2", matchesOf(common));
                assertFalse(common.nextMatch());
            }
        }
    }

    @Test
    void theSizeThatRedisLimitsIsThatOfItsTable() {
        assertEquals(4, LongestCommonSubsequence.tableBytes(0, 0));
        assertEquals(4L * 9 * 10, LongestCommonSubsequence.tableBytes(8, 9));
        assertEquals(1L << 60, LongestCommonSubsequence.tableBytes((1L << 29) - 1, (1L << 29) - 1));
        assertEquals(Long.MAX_VALUE, LongestCommonSubsequence.tableBytes((1L << 31) - 1, (1L << 31) - 1));
    }

    /** Text and matches by a table of numbers, walked back as Redis does: on equal terms the second string gets shorter. */
    private static Result byTable(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                table[i][j] = a.charAt(i - 1) == b.charAt(j - 1)
                        ? table[i - 1][j - 1] + 1
                        : Math.max(table[i - 1][j], table[i][j - 1]);
            }
        }
        StringBuilder text = new StringBuilder();
        List<String> matches = new ArrayList<>();
        int i = a.length();
        int j = b.length();
        int run = 0;
        while (i > 0 && j > 0) {
            boolean same = a.charAt(i - 1) == b.charAt(j - 1);
            if (same) {
                text.append(a.charAt(i - 1));
                i--;
                j--;
                run++;
            }
            if (run > 0 && (!same || i == 0 || j == 0)) {
                matches.add(i + "," + (i + run - 1) + "," + j + "," + (j + run - 1) + "," + run);
                run = 0;
            }
            if (!same) {
                if (table[i - 1][j] > table[i][j - 1]) {
                    i--;
                } else {
                    j--;
                }
            }
        }
        return new Result(text.reverse().toString(), String.join(" ", matches));
    }

    private Result of(String a, String b) {
        ByteView first = heap.view(a);
        ByteView second = heap.view(b);
        try (LongestCommonSubsequence common = LongestCommonSubsequence.of(heap.slabs(), first, second)) {
            long room = heap.room(common.length());
            common.copyTo(room);
            assertEquals(common.length(), LongestCommonSubsequence.lengthOf(heap.slabs(), first, second));
            return new Result(new ByteView(room, common.length()).toLatin1(), matchesOf(common));
        }
    }

    private static String matchesOf(LongestCommonSubsequence common) {
        List<String> matches = new ArrayList<>();
        while (common.nextMatch()) {
            matches.add(common.aStart() + "," + common.aEnd() + "," + common.bStart() + "," + common.bEnd() + ","
                    + common.matchLength());
        }
        return String.join(" ", matches);
    }

    private static String random(SplittableRandom random, int letters) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(random.nextInt(5) == 0 ? 300 : 40); length > 0; length--) {
            text.append((char) ('a' + random.nextInt(letters)));
        }
        return text.toString();
    }
}
