package io.glassbox.scripting.lua.base;

import io.glassbox.scripting.lua.value.LuaString;
import org.jspecify.annotations.Nullable;

/** Whole numbers of a base, as C's {@code strtoul} reads them: with blanks and a sign, and 0x before hexadecimal digits. */
final class WholeNumber {
    private WholeNumber() {}

    /** Null if the text, with blanks around it, is no such number. */
    static @Nullable Double parse(LuaString text, int base) {
        int at = skipBlanks(text, 0);
        boolean negative = at < text.length() && text.at(at) == '-';
        if (at < text.length() && (text.at(at) == '-' || text.at(at) == '+')) {
            at++;
        }
        boolean hasPrefix = base == 16
                && at + 2 < text.length()
                && text.at(at) == '0'
                && (text.at(at + 1) | 0x20) == 'x'
                && Character.digit(text.at(at + 2), base) >= 0;
        if (hasPrefix) {
            at += 2;
        }
        int start = at;
        long value = 0;
        boolean tooLarge = false;
        for (; at < text.length() && Character.digit((char) text.at(at), base) >= 0; at++) {
            tooLarge |= Long.compareUnsigned(value, Long.divideUnsigned(-1, base)) > 0;
            long next = value * base + Character.digit((char) text.at(at), base);
            tooLarge |= Long.compareUnsigned(next, value * base) < 0;
            value = next;
        }
        if (at == start || skipBlanks(text, at) != text.length()) {
            return null;
        }
        return unsigned(tooLarge ? -1 : negative ? -value : value);
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }

    private static int skipBlanks(LuaString text, int from) {
        int at = from;
        while (at < text.length() && (text.at(at) == ' ' || text.at(at) >= '\t' && text.at(at) <= '\r')) {
            at++;
        }
        return at;
    }
}
