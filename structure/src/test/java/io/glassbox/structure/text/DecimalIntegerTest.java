package io.glassbox.structure.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecimalIntegerTest {
    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void onlyTheCanonicalSpellingIsAnInteger() {
        for (String text : new String[] {
            "",
            "-",
            "+1",
            " 1",
            "1 ",
            "01",
            "-0",
            "-01",
            "00",
            "1.0",
            "1e3",
            "0x10",
            "1\0",
            "\0",
            "--1",
            "1-",
            "a",
            "٣",
            "9223372036854775808",
            "-9223372036854775809",
            "9999999999999999999",
            "-9999999999999999999",
            "10000000000000000000",
            "18446744073709551616",
            "100000000000000000000",
            "-10000000000000000000",
            "1:",
            "1/",
            "123456789012345678901234567890"
        }) {
            assertFalse(DecimalInteger.isInteger(heap.view(text)), text);
        }
    }

    @Test
    void theWholeRangeIsReadAndWritten() {
        for (long value : new long[] {
            0,
            1,
            -1,
            9,
            10,
            -9,
            -10,
            99,
            100,
            -99,
            -100,
            101,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE - 1,
            Long.MIN_VALUE + 1,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            999_999_999_999_999_999L,
            1_000_000_000_000_000_000L
        }) {
            agreesWithJava(value);
        }
        long power = 1;
        for (int digits = 0; digits < 19; digits++, power *= 10) {
            for (long value = power - 2; value <= power + 2; value++) {
                agreesWithJava(value);
                agreesWithJava(-value);
            }
        }
    }

    @Test
    void randomNumbersOfEachLengthAgreeWithJava() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(20_000); i++) {
                agreesWithJava(random.nextLong() >> random.nextInt(64));
                if (i % 1000 == 0) {
                    heap.clear();
                }
            }
        });
    }

    @Test
    void randomTextIsAnIntegerWhenJavaPrintsItsNumberTheSame() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(20_000); i++) {
                String text = almostNumber(random);
                assertEquals(isCanonical(text), DecimalInteger.isInteger(heap.view(text)), text);
                if (i % 1000 == 0) {
                    heap.clear();
                }
            }
        });
    }

    private static String almostNumber(SplittableRandom random) {
        StringBuilder text = new StringBuilder(Long.toString(random.nextLong() >> random.nextInt(64)));
        for (int edits = random.nextInt(3); edits > 0; edits--) {
            char c = "0123456789-+ .a\0".charAt(random.nextInt(16));
            int at = random.nextInt(text.length() + 1);
            if (at < text.length() && random.nextBoolean()) {
                text.setCharAt(at, c);
            } else {
                text.insert(at, c);
            }
        }
        return text.toString();
    }

    private static boolean isCanonical(String text) {
        try {
            return Long.toString(Long.parseLong(text)).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void agreesWithJava(long value) {
        String text = Long.toString(value);
        ByteView view = heap.view(text);
        assertTrue(DecimalInteger.isInteger(view), text);
        assertEquals(value, DecimalInteger.parse(view));
        assertEquals(text.length(), DecimalInteger.lengthOf(value), text);
        long room = heap.room(DecimalInteger.MAX_LENGTH + 1);
        Memory.putByte(room + text.length(), '#');
        assertEquals(room + text.length(), DecimalInteger.write(room, value), text);
        assertEquals(text, new String(Memory.toBytes(room, text.length()), StandardCharsets.ISO_8859_1));
        assertEquals('#', Memory.getByte(room + text.length()), "wrote too much for " + text);
    }
}
