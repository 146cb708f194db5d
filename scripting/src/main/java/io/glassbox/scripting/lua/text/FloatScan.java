package io.glassbox.scripting.lua.text;

import java.nio.charset.StandardCharsets;

/**
 * The number at the beginning of a text, as C's {@code strtod} takes it: the longest prefix that spells one, decimal or hexadecimal,
 * {@code inf} or {@code nan}, without blanks in front. Reused; {@link #end} tells where the last number ended.
 *
 * <p>Numbers of up to 19 digits whose value is one exact operation away do not allocate; all others are left to the JDK.
 */
public final class FloatScan {
    private static final int WORD_DIGITS = 18;
    private static final long EXACT_WHOLE = 1L << 53;
    private static final int EXPONENT_LIMIT = 1 << 20;
    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private byte[] text = new byte[0];
    private int limit;
    private int end;

    /** The number that begins at {@code start}; if there is none, 0 with {@link #end} at {@code start}. */
    public double scan(byte[] bytes, int start, int limitIndex) {
        text = bytes;
        limit = limitIndex;
        int first = peek(start);
        boolean isNegative = first == '-';
        int p = isNegative || first == '+' ? start + 1 : start;
        end = start;
        double magnitude;
        if (peek(p) == '0' && (peek(p + 1) | 0x20) == 'x') {
            magnitude = scanHexadecimal(p);
        } else if (CharacterClass.isDigit(peek(p)) || peek(p) == '.') {
            magnitude = scanDecimal(p);
        } else {
            magnitude = scanWord(p);
        }
        return isNegative ? -magnitude : magnitude;
    }

    /** The index behind the number scanned last. */
    public int end() {
        return end;
    }

    private double scanDecimal(int start) {
        long digits = 0;
        int count = 0;
        int exponent = 0;
        boolean any = false;
        boolean inFraction = false;
        int p = start;
        for (; ; p++) {
            int c = peek(p);
            if (c == '.' && !inFraction) {
                inFraction = true;
                continue;
            }
            if (!CharacterClass.isDigit(c)) {
                break;
            }
            any = true;
            if (count < WORD_DIGITS) {
                digits = digits * 10 + (c - '0');
                exponent -= inFraction ? 1 : 0;
            }
            count += count > 0 || c != '0' ? 1 : 0;
        }
        if (!any) {
            return 0;
        }
        end = p;
        exponent += scanExponent(p, 'e');
        if (count > WORD_DIGITS) {
            return exact(start);
        }
        if (digits <= EXACT_WHOLE && Math.abs(exponent) < EXACT_POWERS.length) {
            return exponent < 0 ? digits / EXACT_POWERS[-exponent] : digits * EXACT_POWERS[exponent];
        }
        return digits == 0 ? 0 : exact(start);
    }

    private double scanHexadecimal(int start) {
        int p = start + 2;
        boolean any = false;
        boolean inFraction = false;
        for (; ; p++) {
            int c = peek(p);
            if (c == '.' && !inFraction) {
                inFraction = true;
            } else if (CharacterClass.isIn(c, CharacterClass.HEXADECIMAL)) {
                any = true;
            } else {
                break;
            }
        }
        if (!any) {
            // Of "0x" alone, the zero is a number.
            end = start + 1;
            return 0;
        }
        end = p;
        scanExponent(p, 'p');
        String hexadecimal = string(start);
        return Double.parseDouble(end == p ? hexadecimal + "p0" : hexadecimal);
    }

    /** An exponent, which moves the end behind it if it has digits. */
    private int scanExponent(int start, int letter) {
        if ((peek(start) | 0x20) != letter) {
            return 0;
        }
        int sign = peek(start + 1);
        int p = sign == '-' || sign == '+' ? start + 2 : start + 1;
        int value = 0;
        boolean any = false;
        for (; CharacterClass.isDigit(peek(p)); p++) {
            any = true;
            value = Math.min(value * 10 + (peek(p) - '0'), EXPONENT_LIMIT);
        }
        if (any) {
            end = p;
        }
        return sign == '-' ? -value : value;
    }

    private double scanWord(int start) {
        if (startsWith(start, "inf")) {
            end = startsWith(start, "infinity") ? start + 8 : start + 3;
            return Double.POSITIVE_INFINITY;
        }
        if (startsWith(start, "nan")) {
            end = start + 3;
            skipPayload();
            return Double.NaN;
        }
        return 0;
    }

    /** C lets letters and digits in parentheses follow a NaN. */
    private void skipPayload() {
        if (peek(end) != '(') {
            return;
        }
        int p = end + 1;
        while (CharacterClass.isIn(peek(p), CharacterClass.ALPHANUMERIC) || peek(p) == '_') {
            p++;
        }
        if (peek(p) == ')') {
            end = p + 1;
        }
    }

    private boolean startsWith(int start, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((peek(start + i) | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private double exact(int start) {
        return Double.parseDouble(string(start));
    }

    private String string(int start) {
        return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private int peek(int index) {
        return index < limit ? text[index] & 0xFF : 0;
    }
}
