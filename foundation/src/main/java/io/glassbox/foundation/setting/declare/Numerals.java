package io.glassbox.foundation.setting.declare;

import java.math.BigInteger;
import java.util.Locale;

/** Numbers as Redis reads them from settings: strictly, so that a value is read only if it would be printed the same. */
public final class Numerals {
    private static final int LONG_DIGITS = 19;
    private static final int MEMORY_DIGITS = 128;

    private Numerals() {}

    /** Whether {@code text} is a decimal number in the range of a long, without plus sign and leading zeros. */
    static boolean isLong(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - start;
        if (digits == 0 || digits > LONG_DIGITS) {
            return false;
        }
        if (text.charAt(start) == '0' && text.length() > 1) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        if (digits < LONG_DIGITS) {
            return true;
        }
        String limit = start == 1 ? "9223372036854775808" : "9223372036854775807";
        return text.substring(start).compareTo(limit) <= 0;
    }

    /**
     * An amount of memory with an optional unit: powers of 1000 for k, m, g, of 1024 for kb, mb, gb. The result is
     * unsigned; more than 64 bits are the most that they hold, no digits are 0, as in Redis.
     */
    public static long memory(String text) throws NumberFormatException {
        int end = 0;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        if (end > MEMORY_DIGITS) {
            throw new NumberFormatException("too long");
        }
        long unit = switch (text.substring(end).toLowerCase(Locale.ROOT)) {
            case "", "b" -> 1;
            case "k" -> 1_000;
            case "kb" -> 1L << 10;
            case "m" -> 1_000_000;
            case "mb" -> 1L << 20;
            case "g" -> 1_000_000_000;
            case "gb" -> 1L << 30;
            default -> throw new NumberFormatException("unit");
        };
        if (end == 0) {
            return 0;
        }
        BigInteger bytes = new BigInteger(text.substring(0, end)).multiply(BigInteger.valueOf(unit));
        return bytes.bitLength() > Long.SIZE ? -1 : bytes.longValue();
    }

    /** {@code bytes} (unsigned) with the largest binary unit that divides it, as configuration files show it. */
    static String withUnit(long bytes) {
        if (bytes != 0) {
            for (int shift = 30; shift > 0; shift -= 10) {
                if ((bytes & ((1L << shift) - 1)) == 0) {
                    return Long.toUnsignedString(bytes >>> shift)
                            + switch (shift) {
                                case 30 -> "gb";
                                case 20 -> "mb";
                                default -> "kb";
                            };
                }
            }
        }
        return Long.toUnsignedString(bytes);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
