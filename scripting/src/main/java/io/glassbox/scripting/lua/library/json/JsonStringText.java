package io.glassbox.scripting.lua.library.json;

import io.glassbox.scripting.lua.text.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Byte strings between quotes, with the escapes that cjson writes: control characters, DEL, quote, backslash and slash. */
final class JsonStringText {
    /** What is written for a byte; empty for one that stands for itself. */
    private static final byte[][] ESCAPES = escapes();

    private JsonStringText() {}

    static void add(Bytes out, byte[] source, int offset, int length) {
        out.reserve(length + 2);
        out.add('"');
        int clean = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            byte[] escape = ESCAPES[source[i] & 0xFF];
            if (escape.length > 0) {
                out.add(source, clean, i - clean);
                out.add(escape);
                clean = i + 1;
            }
        }
        out.add(source, clean, end - clean);
        out.add('"');
    }

    private static byte[][] escapes() {
        byte[][] escapes = new byte[256][];
        for (int c = 0; c < 256; c++) {
            String escape = switch (c) {
                case '\b' -> "\\b";
                case '\t' -> "\\t";
                case '\n' -> "\\n";
                case '\f' -> "\\f";
                case '\r' -> "\\r";
                case '"' -> "\\\"";
                case '/' -> "\\/";
                case '\\' -> "\\\\";
                default -> c < ' ' || c == 127 ? String.format(Locale.ROOT, "\\u%04x", c) : "";
            };
            escapes[c] = escape.getBytes(StandardCharsets.US_ASCII);
        }
        return escapes;
    }
}
