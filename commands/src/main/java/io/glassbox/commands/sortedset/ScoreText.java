package io.glassbox.commands.sortedset;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.text.DoubleText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The ends of ranges of scores, which are read less strictly than scores: as C's {@code strtod} does, so that nothing at all is 0,
 * leading blanks do not matter, and what is too large for a double is infinite.
 */
final class ScoreText {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private ScoreText() {}

    /** The number, or NaN if it is none. */
    static double parse(long address, int length) {
        if (length == 0) {
            return 0;
        }
        double score = DoubleText.parse(address, length);
        return Double.isNaN(score) ? parseLeniently(address, length) : score;
    }

    private static double parseLeniently(long address, int length) {
        int blanks = 0;
        while (blanks < length && isBlank(Memory.getByte(address + blanks))) {
            blanks++;
        }
        if (blanks > 0) {
            double score = DoubleText.parse(address + blanks, length - blanks);
            if (!Double.isNaN(score)) {
                return score;
            }
        }
        String text = new String(Memory.toBytes(address + blanks, length - blanks), StandardCharsets.ISO_8859_1);
        return DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
