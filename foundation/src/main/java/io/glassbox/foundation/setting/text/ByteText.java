package io.glassbox.foundation.setting.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes kept inside a {@link String} without loss. Values of settings are bytes to Redis (a password may be any), but
 * names, paths and log lines to us; so they are decoded as UTF-8, and each byte that is not UTF-8 becomes a lone low
 * surrogate, U+DC80 to U+DCFF, which no valid text contains. Two different passwords therefore never become equal strings.
 */
public final class ByteText {
    private static final int ESCAPE = 0xdc00;

    private ByteText() {}

    /** The text of {@code bytes}; {@link #encode} gives exactly them back. */
    public static String decode(byte[] bytes) {
        CharsetDecoder strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer source = ByteBuffer.wrap(bytes);
        CharBuffer target = CharBuffer.allocate(bytes.length + 1);
        while (true) {
            CoderResult result = strict.decode(source, target, true);
            if (!result.isError()) {
                return target.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                target.put((char) (ESCAPE | (source.get() & 0xff)));
            }
            strict.reset();
        }
    }

    /** The bytes behind {@code text}: UTF-8, with escaped bytes as they were. */
    public static byte[] encode(String text) {
        int plain = 0;
        while (plain < text.length() && !isEscape(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 8);
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean paired = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
            if (isEscape(c) && !paired) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(c & 0xff);
                from = i + 1;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /**
     * The bytes behind {@code text} up to a byte 0, a character for each: the form in which Redis's errors repeat what they were
     * given.
     */
    public static String toCString(String text) {
        int end = text.indexOf(0);
        byte[] bytes = encode(end < 0 ? text : text.substring(0, end));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean isEscape(char c) {
        return c >= (ESCAPE | 0x80) && c <= (ESCAPE | 0xff);
    }
}
