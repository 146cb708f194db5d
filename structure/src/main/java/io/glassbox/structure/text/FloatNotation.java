package io.glassbox.structure.text;

import io.glassbox.structure.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * A floating point number as it is written, before it is rounded to a format: what C's {@code strtod} takes when it has to
 * consume the whole text and no blank may stand in front. Decimal and hexadecimal digits with an exponent, and
 * {@code inf} or {@code infinity} in any case; {@code nan} is refused here, since no command takes it.
 *
 * <p>Digits are kept up to a limit. Of what comes behind it only whether it is zero matters, and is kept as one more digit
 * 1; so the limit has to be at least the digits that a tie between two neighbouring numbers of the format can have.
 */
final class FloatNotation {
    enum Kind {
        DECIMAL,
        HEXADECIMAL,
        INFINITE
    }

    /** No format reaches exponents anywhere near; sums with any count of digits stay far from overflow. */
    private static final long EXPONENT_LIMIT = 1L << 48;

    private final long end;
    private final byte[] digits;
    private long at;
    private int count;
    private long exponent;
    private boolean negative;
    private Kind kind = Kind.DECIMAL;

    private FloatNotation(long address, int length, int limit) {
        this.at = address;
        this.end = address + length;
        this.digits = new byte[Math.min(length, limit) + 1];
    }

    /** The number written at {@code address}, or null if it is not one. */
    static @Nullable FloatNotation read(long address, int length, int limit) {
        FloatNotation notation = new FloatNotation(address, length, limit);
        return notation.readAll() ? notation : null;
    }

    Kind kind() {
        return kind;
    }

    boolean isNegative() {
        return negative;
    }

    /** Without leading zeros: 0 for the number zero. */
    int digitCount() {
        return count;
    }

    /** The digits as characters, hexadecimal ones in lower case. */
    String digits() {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(Character.forDigit(digits[i], 16));
        }
        return text.toString();
    }

    /** The value is the whole number that the digits spell times 10, or 2 in hexadecimal, to this power. */
    long exponent() {
        return exponent;
    }

    private boolean readAll() {
        int sign = peek(0);
        if (sign == '-' || sign == '+') {
            negative = sign == '-';
            at++;
        }
        if (word("inf") || word("infinity")) {
            kind = Kind.INFINITE;
            return true;
        }
        if (peek(0) == '0' && (peek(1) | 0x20) == 'x') {
            kind = Kind.HEXADECIMAL;
            at += 2;
            return readDigits(16, 4) && readExponent('p') && at == end;
        }
        return readDigits(10, 1) && readExponent('e') && at == end;
    }

    /** The next byte but {@code ahead}; -1 behind the end. */
    private int peek(int ahead) {
        return at + ahead < end ? Memory.getUnsignedByte(at + ahead) : -1;
    }

    /** Whether all the rest is this word. */
    private boolean word(String word) {
        if (end - at != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((peek(i) | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Digits with at most one point among them; each is worth {@code weight} in the exponent. */
    private boolean readDigits(int radix, int weight) {
        boolean any = false;
        boolean inFraction = false;
        boolean moreThanKept = false;
        for (; at < end; at++) {
            int c = peek(0);
            if (c == '.' && !inFraction) {
                inFraction = true;
                continue;
            }
            int digit = Character.digit((char) c, radix);
            if (digit < 0) {
                break;
            }
            any = true;
            boolean kept = count < digits.length - 1;
            if (kept && (count > 0 || digit > 0)) {
                digits[count++] = (byte) digit;
            }
            moreThanKept |= !kept && digit > 0;
            // A digit of the fraction that is kept makes the whole number too big, one before the point that is not,
            // too small.
            exponent += (kept ? 0 : weight) - (inFraction ? weight : 0);
        }
        if (moreThanKept) {
            digits[count++] = 1;
            exponent -= weight;
        }
        return any;
    }

    /** An exponent if there is one; false if it has no digits. */
    private boolean readExponent(char letter) {
        if ((peek(0) | 0x20) != letter) {
            return true;
        }
        at++;
        int sign = peek(0);
        if (sign == '-' || sign == '+') {
            at++;
        }
        if (!DecimalInteger.isDigit(peek(0))) {
            return false;
        }
        long value = 0;
        for (; DecimalInteger.isDigit(peek(0)); at++) {
            value = Math.min(value * 10 + (peek(0) - '0'), EXPONENT_LIMIT);
        }
        exponent += sign == '-' ? -value : value;
        return true;
    }
}
