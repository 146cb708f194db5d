package io.glassbox.tools.check;

import java.io.IOException;
import java.util.Arrays;

/**
 * Reads commands of an append-only file as redis-check-aof does, to its tolerance and its words. The server reads them with
 * {@code durability.aof.CommandFile}, which needs a command as a whole; here it is looked at in passing, so that its length costs no
 * memory, and what is wrong is named with its place and line.
 */
final class CommandReader {
    /** A line of a count or a length, with room for C's end of a string. */
    private static final int LINE_BYTES = 128 + 1;

    /** As much of a word as can be of interest. */
    private static final int HEAD_BYTES = 256;

    private static final int LINE_END_BYTES = 2;

    private final ByteStream in;
    private final byte[] line = new byte[LINE_BYTES];
    private final byte[] head = new byte[HEAD_BYTES];
    private final byte[] end = new byte[LINE_END_BYTES];
    private final Word name = new Word(HEAD_BYTES);
    private final Word argument = new Word(HEAD_BYTES);
    private final String path;
    private long lines;

    /** What was begun last in the file: messages name it. */
    private long place;

    private int multi;

    /** The beginning of a word. */
    static final class Word {
        private final byte[] bytes;
        private long length;

        private Word(int most) {
            this.bytes = new byte[most];
        }

        private void set(byte[] source, long newLength) {
            length = newLength;
            System.arraycopy(source, 0, bytes, 0, shown());
        }

        /** How long the whole word is. */
        long length() {
            return length;
        }

        private int shown() {
            return (int) Math.min(length, bytes.length);
        }

        /** As much of it as was kept. */
        byte[] toBytes() {
            return Arrays.copyOf(bytes, shown());
        }

        boolean is(String word) {
            if (length != word.length()) {
                return false;
            }
            for (int i = 0; i < word.length(); i++) {
                if (Character.toLowerCase(bytes[i] & 0xFF) != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** {@code path}: what messages call the file; {@code lines}: of the files before it. */
    CommandReader(ByteStream in, String path, long lines) {
        this.in = in;
        this.path = path;
        this.lines = lines;
    }

    /** Whether a transaction has begun and not ended. */
    boolean isInMulti() {
        return multi != 0;
    }

    /** The line that was reached, counted on from file to file. */
    long lines() {
        return lines;
    }

    /** The first word of the command that was read. */
    Word name() {
        return name;
    }

    /** Its second word, of length 0 if it has none. */
    Word argument() {
        return argument;
    }

    /** Reads a command; throws {@link BadCommand}. */
    void read() throws IOException {
        long words = readNumber('*');
        name.set(head, 0);
        argument.set(head, 0);
        for (long i = 0; i < words; i++) {
            long length = readWord();
            if (i == 0) {
                name.set(head, length);
                countTransaction();
            } else if (i == 1) {
                argument.set(head, length);
            }
        }
    }

    private void countTransaction() {
        if (name.is("multi") && multi++ != 0) {
            throw bad("Unexpected MULTI in AOF " + path);
        }
        if (name.is("exec") && --multi != 0) {
            throw bad("Unexpected EXEC in AOF " + path);
        }
    }

    private long readWord() throws IOException {
        long length = readNumber('$');
        if (length < 0 || length > Long.MAX_VALUE - LINE_END_BYTES) {
            throw bad("Expected to read string of " + length + " bytes, which is not in the suitable range");
        }
        place = in.position();
        long wanted = length + LINE_END_BYTES;
        long real = in.read(length, head);
        real += real == length ? in.read(LINE_END_BYTES, end) : 0;
        if (real != wanted) {
            throw bad("Expected to read " + wanted + " bytes, got " + real + " bytes");
        }
        takeLineEnd(end, 0);
        return length;
    }

    private long readNumber(char prefix) throws IOException {
        place = in.position();
        int length = in.readLine(line, LINE_BYTES - 2);
        if (length == 0) {
            throw new BadCommand("");
        }
        // Where C's string ends. What is behind it Redis's tool reads all the same, and finds anything there.
        line[length] = 0;
        line[length + 1] = 0;
        if (line[0] != prefix) {
            throw bad("Expected prefix '" + prefix + "', got: '" + (char) (line[0] & 0xFF) + "'");
        }
        return parseNumber();
    }

    /** What C takes for a number: blanks, a sign, digits; without digits it is 0, and beyond its range the limit of that. */
    private long parseNumber() {
        int at = 1;
        while (line[at] == ' ' || line[at] >= '\t' && line[at] <= '\r') {
            at++;
        }
        boolean isNegative = line[at] == '-';
        int digits = line[at] == '-' || line[at] == '+' ? at + 1 : at;
        long value = 0;
        boolean isTooLarge = false;
        int end = digits;
        while (line[end] >= '0' && line[end] <= '9') {
            isTooLarge |= value > (Long.MAX_VALUE - 9) / 10;
            value = isTooLarge ? Long.MAX_VALUE : 10 * value + line[end] - '0';
            end++;
        }
        takeLineEnd(line, end == digits ? 1 : end);
        if (isTooLarge) {
            return isNegative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return isNegative ? -value : value;
    }

    private void takeLineEnd(byte[] bytes, int at) {
        if (bytes[at] != '\r' || bytes[at + 1] != '\n') {
            throw bad("Expected \\r\\n, got: " + hex(bytes[at]) + hex(bytes[at + 1]));
        }
        lines++;
    }

    /** A char in C's %02x, where it has a sign. */
    private static String hex(int signed) {
        String digits = Integer.toHexString(signed);
        return digits.length() == 1 ? "0" + digits : digits;
    }

    /** That an end of the file came within a transaction. */
    BadCommand unfinished() {
        return bad("Reached EOF before reading EXEC for MULTI");
    }

    private BadCommand bad(String what) {
        String hex = Long.toHexString(place);
        int end = what.indexOf(0);
        return new BadCommand(
                "0x" + " ".repeat(16 - hex.length()) + hex + ": " + (end < 0 ? what : what.substring(0, end)));
    }
}
