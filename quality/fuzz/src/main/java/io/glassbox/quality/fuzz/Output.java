package io.glassbox.quality.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes on their way to the server: requests in any spelling that the protocol knows. */
final class Output {
    private byte[] bytes = new byte[64 * 1024];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Everything from here on is as if it had never been written. */
    void cut(int newLength) {
        length = newLength;
    }

    void put(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void put(String text) {
        byte[] all = text.getBytes(StandardCharsets.ISO_8859_1);
        put(all, 0, all.length);
    }

    void put(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Takes bytes out and puts others in their place. */
    void replace(int from, int count, byte[] by) {
        int tail = length - from - count;
        reserve(by.length);
        System.arraycopy(bytes, from + count, bytes, from + by.length, tail);
        System.arraycopy(by, 0, bytes, from, by.length);
        length += by.length - count;
    }

    /** An array of bulk strings. */
    void request(Words words) {
        head('*', words.count());
        for (int i = 0; i < words.count(); i++) {
            head('$', words.length(i));
            put(words.bytes(), words.start(i), words.length(i));
            put('\r');
            put('\n');
        }
    }

    /** A line as one types it into telnet; words that need it are quoted. */
    void inline(Words words) {
        for (int i = 0; i < words.count(); i++) {
            if (i > 0) {
                put(' ');
            }
            if (isPlain(words, i)) {
                put(words.bytes(), words.start(i), words.length(i));
            } else {
                quoted(words, i);
            }
        }
        put('\r');
        put('\n');
    }

    private static boolean isPlain(Words words, int index) {
        for (int i = words.start(index); i < words.end(index); i++) {
            int value = words.bytes()[i];
            if (value <= ' ' || value == '"' || value == '\'' || value == '\\' || value == 0x7F) {
                return false;
            }
        }
        return words.length(index) > 0;
    }

    private void quoted(Words words, int index) {
        put('"');
        for (int i = words.start(index); i < words.end(index); i++) {
            int value = words.bytes()[i];
            if (value < ' ' || value == '"' || value == '\\') {
                put('\\');
                put('x');
                put(Character.forDigit(value >> 4 & 15, 16));
                put(Character.forDigit(value & 15, 16));
            } else {
                put(value);
            }
        }
        put('"');
    }

    private void head(char kind, int number) {
        put(kind);
        if (number > 9) {
            put(Integer.toString(number));
        } else {
            put('0' + number);
        }
        put('\r');
        put('\n');
    }

    private void reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
