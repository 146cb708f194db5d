package io.glassbox.foundation.setting.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.random.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    private static final int ROUNDS = Integer.getInteger("glassbox.iterations", 20_000);

    @Test
    void anyBytesSurviveDecodingAndQuoting() {
        long seed = System.nanoTime();
        SeededRandom random = new SeededRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.fillBytes(bytes);
            if (random.nextInt(2) == 0) {
                byte[] text = "aä€😀 \"'\\\n\t".getBytes(StandardCharsets.UTF_8);
                System.arraycopy(text, random.nextInt(text.length - 11), bytes, 0, bytes.length);
            }
            String decoded = ByteText.decode(bytes);
            assertArrayEquals(bytes, ByteText.encode(decoded), "seed " + seed);
            assertEquals(List.of(decoded), Words.split(Words.quote(decoded)), "seed " + seed);
        }
    }

    @Test
    void validTextIsItselfAndOtherBytesStayApart() {
        assertEquals("aä€😀", ByteText.decode("aä€😀".getBytes(StandardCharsets.UTF_8)));
        assertArrayEquals("aä€😀".getBytes(StandardCharsets.UTF_8), ByteText.encode("aä€😀"));
        assertNotEquals(ByteText.decode(new byte[] {(byte) 0xff}), ByteText.decode(new byte[] {(byte) 0xfe}));
    }

    @Test
    void wordsFollowTheGrammarOfQuotes() {
        assertEquals(List.of("a", "b c", "d'e", ""), Words.split(" a \"b c\" 'd\\'e'\t\"\" "));
        assertEquals(List.of("\u0001\n\r\t\b\u0007q\\x1", "x"), Words.split("\"\\x01\\n\\r\\t\\b\\a\\q\\\\x1\" x"));
        assertEquals(List.of("ä"), Words.split("\"\\xc3\\xa4\""));
        assertEquals(List.of("ab"), Words.split("a\"b\""));
        assertEquals(List.of(), Words.split("  \r\n"));
        assertNull(Words.split("\"a"));
        assertNull(Words.split("'a"));
        assertNull(Words.split("\"a\"b"));
        assertNull(Words.split("'a'b"));
        assertNull(Words.split("\"a\\"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    *, max, true
                    *, ``, true
                    ``, a, false
                    max*, maxmemory, true
                    max*y, maxmemory, true
                    max*x, maxmemory, false
                    m?x, mAx, true
                    m?x, mx, false
                    MAX, max, true
                    m[a-c]x, mBx, true
                    m[c-a]x, mbx, true
                    m[^a-c]x, mbx, false
                    m[^a-c]x, mdx, true
                    m[abc, mb, true
                    m[, m, false
                    a\\*b, a*b, true
                    a\\*b, axb, false
                    [\\]]x, ]x, true
                    *a*b*c*, xxaxxbxxcxx, true
                    *a*b*c*, xxaxxcxxbxx, false
                    **, a, true
                    """)
    void patternsMatchAsInRedis(String pattern, String name, boolean expected) {
        assertEquals(expected, new NameGlob(pattern, true).matches(name));
    }

    @Test
    void onlyPatternCharactersMakeAPattern() {
        assertTrue(NameGlob.isPattern("a*") && NameGlob.isPattern("a?") && NameGlob.isPattern("[a]"));
        assertTrue(!NameGlob.isPattern("a]\\b"));
    }
}
