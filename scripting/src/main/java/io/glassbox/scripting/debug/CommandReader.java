package io.glassbox.scripting.debug;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the commands of a debugging client, which come in the form of requests. */
final class CommandReader {
    private static final int MOST_WORDS = 1024;
    private static final int LONGEST_WORD = 1024;
    private static final int MOST_BYTES = 1 << 20;

    private byte[] bytes = new byte[0];
    private int at;

    /** What a client sends that is no command. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final String words;

        Malformed(String words) {
            super(words, null, false, false);
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** More has come. */
    void add(byte[] more) throws Malformed {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(bytes);
        all.writeBytes(more);
        bytes = all.toByteArray();
        if (bytes.length > MOST_BYTES) {
            bytes = new byte[0];
            throw new Malformed("max client buffer reached");
        }
    }

    /** The next command, each word one byte a character; null if it has not come completely. */
    @Nullable
    List<String> next() throws Malformed {
        at = 0;
        if (bytes.length == 0) {
            return null;
        }
        long count = number('*', MOST_WORDS);
        List<String> words = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long length = number('$', LONGEST_WORD);
            if (length < 0 || at + length + 2 > bytes.length) {
                return null;
            }
            words.add(new String(bytes, at, (int) length, StandardCharsets.ISO_8859_1));
            at += (int) length + 2;
        }
        if (count < 0) {
            return null;
        }
        bytes = Arrays.copyOfRange(bytes, at, bytes.length);
        return words;
    }

    /** The number behind a sign, up to a limit; -1 if its line has not come completely. */
    private long number(char sign, int most) throws Malformed {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (at < bytes.length && bytes[at] != sign) {
            throw new Malformed("protocol error");
        }
        if (end >= bytes.length) {
            return -1;
        }
        long value = 0;
        for (int i = at + 1; i < end && bytes[i] != '\r'; i++) {
            value = value * 10 + bytes[i] - '0';
            if (bytes[i] < '0' || bytes[i] > '9' || value > most) {
                throw new Malformed("protocol error");
            }
        }
        if (value == 0) {
            throw new Malformed("protocol error");
        }
        at = end + 1;
        return value;
    }
}
