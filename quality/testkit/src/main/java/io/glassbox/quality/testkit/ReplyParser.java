package io.glassbox.quality.testkit;

import io.glassbox.quality.testkit.Reply.Absence;
import io.glassbox.quality.testkit.Reply.Shape;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads one reply after the other from a source of bytes. It is strict: what a server may not send (a bare line feed, a
 * length that is no number, an unknown type) is an {@link AssertionError}, because the client exists to test servers.
 */
final class ReplyParser {
    /** Where the bytes come from; both calls wait for what is missing and throw when it does not come. */
    interface Source {
        byte next();

        byte[] next(int count);
    }

    private final Source source;

    ReplyParser(Source source) {
        this.source = source;
    }

    Reply parse() {
        byte type = source.next();
        String line = line();
        return switch (type) {
            case '+' -> new Reply.Simple(line);
            case '-' -> new Reply.Failure(line);
            case ':' -> new Reply.Whole(number(line));
            case '$' -> line.equals("-1") ? new Reply.Nil(Absence.BULK) : new Reply.Bulk(blob(line));
            case '*' -> line.equals("-1") ? new Reply.Nil(Absence.ARRAY) : sequence(Shape.ARRAY, line);
            case '~' -> sequence(Shape.SET, line);
            case '>' -> sequence(Shape.PUSH, line);
            case '%' -> pairs(line);
            case '|' -> new Reply.Attributed(pairs(line), parse());
            case '_' -> nothing(line);
            case ',' -> new Reply.Decimal(line);
            case '#' -> truth(line);
            case '(' -> new Reply.BigNumber(line);
            case '!' -> new Reply.Failure(blob(line));
            case '=' -> verbatim(blob(line));
            default -> throw new AssertionError("not a reply: '" + (char) (type & 0xff) + line + "'");
        };
    }

    private Reply sequence(Shape shape, String line) {
        int count = length(line);
        List<Reply> elements = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            elements.add(parse());
        }
        return new Reply.Sequence(shape, List.copyOf(elements));
    }

    private Reply.Pairs pairs(String line) {
        int count = length(line);
        List<Map.Entry<Reply, Reply>> entries = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            Reply name = parse();
            entries.add(new SimpleImmutableEntry<>(name, parse()));
        }
        return new Reply.Pairs(List.copyOf(entries));
    }

    private static Reply nothing(String line) {
        require(line.isEmpty(), "a null carries nothing but '" + line + "'");
        return new Reply.Nil(Absence.NULL);
    }

    private static Reply truth(String line) {
        require(line.equals("t") || line.equals("f"), "not a boolean: '" + line + "'");
        return new Reply.Truth(line.equals("t"));
    }

    private static Reply verbatim(String text) {
        require(text.length() >= 4 && text.charAt(3) == ':', "not a verbatim string: '" + text + "'");
        return new Reply.Verbatim(text.substring(0, 3), text.substring(4));
    }

    private String blob(String line) {
        String text = latin1(source.next(length(line)));
        require(source.next() == '\r' && source.next() == '\n', "a bulk of " + line + " bytes does not end there");
        return text;
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        byte next = source.next();
        while (next != '\r') {
            require(next != '\n', "a bare line feed after '" + line + "'");
            line.append((char) (next & 0xff));
            next = source.next();
        }
        require(source.next() == '\n', "a carriage return without line feed after '" + line + "'");
        return line.toString();
    }

    private static int length(String line) {
        long length = number(line);
        require(length >= 0 && length <= Integer.MAX_VALUE - 16, "not a length: '" + line + "'");
        return (int) length;
    }

    private static long number(String line) {
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw new AssertionError("not a number: '" + line + "'", e);
        }
    }

    static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void require(boolean claim, String otherwise) {
        if (!claim) {
            throw new AssertionError("malformed reply: " + otherwise);
        }
    }
}
