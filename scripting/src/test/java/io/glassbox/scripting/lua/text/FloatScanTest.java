package io.glassbox.scripting.lua.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FloatScanTest {
    private final FloatScan scan = new FloatScan();

    @Test
    void theLongestPrefixThatSpellsANumberIsTaken() {
        expect(12, 3, "12abc");
        expect(1.5, 0, "1.5");
        expect(0.5, 1, ".5x");
        expect(1, 1, "1.x");
        expect(1, 1, "1e");
        expect(1, 2, "1e+");
        expect(-1e5, 0, "-1E+5");
        expect(Double.POSITIVE_INFINITY, 0, "1e400");
        expect(0, 0, "1e-400");
        expect(Double.NEGATIVE_INFINITY, 3, "-infini");
        expect(Double.POSITIVE_INFINITY, 0, "Infinity");
        expect(Double.NaN, 0, "nan(abc_1)");
        expect(Double.NaN, 2, "nan(-");
    }

    @Test
    void hexadecimalNumbersMayHaveFractionsAndExponents() {
        expect(31, 0, "0x1F");
        expect(0.75, 0, "0x.cp0");
        expect(12, 1, "0x1.8p3z");
        expect(0, 1, "0x");
        expect(1, 1, "0x1p");
    }

    @Test
    void whatIsNoNumberIsLeft() {
        expect(0, 1, "x");
        expect(0, 1, ".");
        expect(0, 2, "+x");
        expect(0, 0, "");
        expect(0, 3, "+ 1");
    }

    @Test
    void numbersAreRoundedAsTheJdkRoundsThem() {
        Randomized.test(random -> {
            for (int i = 0; i < 20_000; i++) {
                String text = random.nextLong(1L << random.nextInt(1, 63)) + "." + random.nextInt(1_000_000) + "e"
                        + random.nextInt(-330, 310);
                expect(Double.parseDouble(text), 0, text);
            }
        });
    }

    private void expect(double number, int left, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertEquals(number, scan.scan(bytes, 0, bytes.length), text);
        int rest = bytes.length - scan.end();
        assertEquals(left, rest, text);
    }
}
