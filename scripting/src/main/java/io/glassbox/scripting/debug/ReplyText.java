package io.glassbox.scripting.debug;

import io.glassbox.foundation.setting.text.Words;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;

/** A reply as the debugger shows it. */
final class ReplyText {
    /** More of a reply is not looked at: it would not be shown. */
    private static final int MOST_BYTES = 16 * 1024;

    private final byte[] bytes;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private ReplyText(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The reply in a buffer, which keeps it. */
    static String of(ReplyBuffer reply, Slabs slabs) {
        int length = (int) Math.min(MOST_BYTES, reply.pendingBytes());
        long copy = slabs.allocate(MOST_BYTES);
        reply.copyTo(copy, length);
        ReplyText shown = new ReplyText(Memory.toBytes(copy, length));
        slabs.free(copy);
        shown.value();
        return shown.text.toString();
    }

    private void value() {
        if (at >= bytes.length) {
            return;
        }
        int type = bytes[at];
        switch (type) {
            case '$', '=' -> bulk();
            case '*', '>' -> sequence("[", "]");
            case '~' -> sequence("~(", ")");
            case '%' -> map();
            case '_' -> {
                line();
                text.append("(null)");
            }
            case '#' -> text.append(line().equals("t") ? "#true" : "#false");
            case ',' -> text.append("(double) ").append(line());
            case '+', '-' -> text.append(Words.quote((char) type + line()));
            default -> text.append(line());
        }
    }

    /** The rest of the line behind the sign. */
    private String line() {
        int start = at + 1;
        int end = start;
        while (end < bytes.length && bytes[end] != '\r') {
            end++;
        }
        at = end + 2;
        return new String(bytes, Math.min(start, bytes.length), Math.max(0, end - start), StandardCharsets.ISO_8859_1);
    }

    private int number() {
        String digits = line();
        return digits.isEmpty() ? -1 : Integer.parseInt(digits);
    }

    private void bulk() {
        int length = number();
        if (length < 0) {
            text.append("NULL");
            return;
        }
        int end = Math.min(bytes.length, at + length);
        text.append(Words.quote(
                new String(bytes, Math.min(at, end), end - Math.min(at, end), StandardCharsets.ISO_8859_1)));
        at = at + length + 2;
    }

    private void sequence(String opening, String closing) {
        int count = number();
        if (count < 0) {
            text.append("NULL");
            return;
        }
        text.append(opening);
        for (int i = 0; i < count && at < bytes.length; i++) {
            text.append(i == 0 ? "" : ",");
            value();
        }
        text.append(closing);
    }

    private void map() {
        int count = number();
        text.append('{');
        for (int i = 0; i < count && at < bytes.length; i++) {
            text.append(i == 0 ? "" : ",");
            value();
            text.append(" => ");
            value();
        }
        text.append('}');
    }
}
