package io.glassbox.network.protocol;

import io.glassbox.structure.memory.Memory;

/**
 * Splits an inline command into arguments, as a person types it: blanks between, {@code "…"} with escapes ({@code \n \r \t \b \a
 * \xHH}), {@code '…'} with {@code \'} alone. Unescapes in place, since what comes out is never longer.
 */
final class InlineArguments {
    private long at;
    private long end;

    /** Adds the arguments between the two addresses to {@code request}; false if a quote is not closed properly. */
    boolean split(long from, long to, Request request) {
        at = from;
        end = to;
        while (true) {
            while (at < end && isBlank(Memory.getByte(at))) {
                at++;
            }
            if (at >= end) {
                return true;
            }
            long start = at;
            long length = argument(start);
            if (length < 0) {
                return false;
            }
            request.add(start, (int) length);
        }
    }

    /** Reads one argument, writing its bytes from {@code out} on; returns its length, -1 for unbalanced quotes. */
    private long argument(long start) {
        long out = start;
        while (at < end) {
            byte c = Memory.getByte(at);
            if (endsWord(c)) {
                at++;
                return out - start;
            }
            if (c == '"' || c == '\'') {
                at++;
                out = c == '"' ? doubleQuoted(out) : singleQuoted(out);
                if (out == 0 || (at < end && !isBlank(Memory.getByte(at)))) {
                    return -1;
                }
                return out - start;
            }
            Memory.putByte(out++, c);
            at++;
        }
        return out - start;
    }

    private long doubleQuoted(long out) {
        while (at < end) {
            byte c = Memory.getByte(at++);
            if (c == '"') {
                return out;
            }
            if (c != '\\' || at >= end) {
                Memory.putByte(out++, c);
                continue;
            }
            byte escaped = Memory.getByte(at++);
            if (escaped == 'x' && end - at >= 2 && isHex(Memory.getByte(at)) && isHex(Memory.getByte(at + 1))) {
                Memory.putByte(out++, hex(Memory.getByte(at)) << 4 | hex(Memory.getByte(at + 1)));
                at += 2;
            } else {
                Memory.putByte(out++, unescape(escaped));
            }
        }
        return 0;
    }

    private long singleQuoted(long out) {
        while (at < end) {
            byte c = Memory.getByte(at++);
            if (c == '\'') {
                return out;
            }
            if (c == '\\' && at < end && Memory.getByte(at) == '\'') {
                c = '\'';
                at++;
            }
            Memory.putByte(out++, c);
        }
        return 0;
    }

    private static int unescape(byte c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 7;
            default -> c;
        };
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Narrower than what may stand between words: vertical tabs and form feeds belong to the word that they touch. */
    private static boolean endsWord(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0;
    }

    private static boolean isHex(byte c) {
        return Character.digit(c, 16) >= 0;
    }

    private static int hex(byte c) {
        return Character.digit(c, 16);
    }
}
