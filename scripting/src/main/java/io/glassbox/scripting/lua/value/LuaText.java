package io.glassbox.scripting.lua.value;

import io.glassbox.scripting.lua.text.Allowance;
import io.glassbox.scripting.lua.text.Bytes;
import io.glassbox.scripting.lua.text.FloatText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as text, and text as numbers, as C does it in its own locale. */
public final class LuaText {
    private static final int DIGITS = 14;
    private static final double WHOLE_LIMIT = 1e14;
    private static final int LONGEST_NUMBER = 24;
    private static final LuaString NIL = LuaString.of("nil");
    private static final LuaString TRUE = LuaString.of("true");
    private static final LuaString FALSE = LuaString.of("false");

    private LuaText() {}

    /** As {@code type(value)}. */
    public static String typeName(@Nullable Object value) {
        return switch (value) {
            case null -> "nil";
            case Boolean _ -> "boolean";
            case Double _ -> "number";
            case LuaString _ -> "string";
            case LuaTable _ -> "table";
            case LuaFunction _ -> "function";
            case LuaThread _ -> "thread";
            default -> "userdata";
        };
    }

    /** As {@code tostring(value)} without metamethods. */
    public static LuaString of(@Nullable Object value) {
        return switch (value) {
            case null -> NIL;
            case Boolean bool -> bool ? TRUE : FALSE;
            case Double number -> of(number.doubleValue());
            case LuaString string -> string;
            case LuaUserdata userdata -> LuaString.of("userdata: " + userdata.address());
            case NativeFunction _ -> LuaString.of("function: builtin: " + address(value));
            default -> LuaString.of(typeName(value) + ": " + address(value));
        };
    }

    /** A number as {@code %.14g}. */
    public static LuaString of(double value) {
        if (value == (long) value && Math.abs(value) < WHOLE_LIMIT) {
            return value == 0 && 1 / value < 0 ? LuaString.of("-0") : LuaString.of(Long.toString((long) value));
        }
        Bytes text = new Bytes(LONGEST_NUMBER, Allowance.UNLIMITED);
        FloatText.addGeneral(text, value, DIGITS);
        return LuaString.copyOf(text.array(), 0, text.length());
    }

    static String address(Object value) {
        return String.format(Locale.ROOT, "0x%012x", System.identityHashCode(value));
    }

    /** The number that a text spells, with blanks around it, also hexadecimal, inf and nan; null if it spells none. */
    public static @Nullable Double toNumber(LuaString text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.at(start))) {
            start++;
        }
        while (end > start && isBlank(text.at(end - 1))) {
            end--;
        }
        return start == end ? null : parse(text, start, end);
    }

    private static @Nullable Double parse(LuaString text, int start, int end) {
        int first = text.at(start);
        boolean negative = first == '-';
        int digits = first == '-' || first == '+' ? start + 1 : start;
        if (digits == end) {
            return null;
        }
        double magnitude;
        int c = text.at(digits);
        if (c == '0' && digits + 1 < end && (text.at(digits + 1) | 0x20) == 'x') {
            Double hexadecimal = parseHexadecimal(text.slice(digits + 2, end));
            if (hexadecimal == null) {
                return null;
            }
            magnitude = hexadecimal;
        } else if (isDigit(c) || c == '.') {
            if (end - digits <= DIGITS + 1 && isAllDigits(text, digits, end)) {
                magnitude = wholeNumber(text, digits, end);
            } else {
                Double decimal = parseDecimal(text.slice(digits, end));
                if (decimal == null) {
                    return null;
                }
                magnitude = decimal;
            }
        } else {
            return parseWord(text.slice(digits, end).toString().toLowerCase(Locale.ROOT), negative);
        }
        return negative ? -magnitude : magnitude;
    }

    private static @Nullable Double parseWord(String word, boolean negative) {
        return switch (word) {
            case "inf", "infinity" -> negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            case "nan" -> Double.longBitsToDouble(negative ? 0xfff8000000000000L : 0x7ff8000000000000L);
            default -> null;
        };
    }

    private static boolean isAllDigits(LuaString text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isDigit(text.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static double wholeNumber(LuaString text, int start, int end) {
        long value = 0;
        for (int i = start; i < end; i++) {
            value = value * 10 + (text.at(i) - '0');
        }
        return value;
    }

    /** Java's own reading is exact, but also takes suffixes that C does not; so the form is checked first. */
    private static @Nullable Double parseDecimal(LuaString text) {
        int at = 0;
        int digits = 0;
        boolean point = false;
        for (; at < text.length() && (isDigit(text.at(at)) || text.at(at) == '.' && !point); at++) {
            point |= text.at(at) == '.';
            digits += isDigit(text.at(at)) ? 1 : 0;
        }
        if (digits == 0 || !isExponent(text, at, 'e')) {
            return null;
        }
        return Double.valueOf(text.toString());
    }

    private static @Nullable Double parseHexadecimal(LuaString text) {
        int at = 0;
        int digits = 0;
        boolean point = false;
        for (; at < text.length() && (isHexDigit(text.at(at)) || text.at(at) == '.' && !point); at++) {
            point |= text.at(at) == '.';
            digits += text.at(at) == '.' ? 0 : 1;
        }
        if (digits == 0 || !isExponent(text, at, 'p')) {
            return null;
        }
        return Double.valueOf("0x" + text + (at == text.length() ? "p0" : ""));
    }

    /** Whether the rest is nothing or a whole exponent. */
    private static boolean isExponent(LuaString text, int from, int letter) {
        if (from == text.length()) {
            return true;
        }
        if ((text.at(from) | 0x20) != letter) {
            return false;
        }
        int at = from + 1;
        if (at < text.length() && (text.at(at) == '-' || text.at(at) == '+')) {
            at++;
        }
        return at < text.length() && isAllDigits(text, at, text.length());
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(int c) {
        return isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
