package io.glassbox.quality.testkit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One reply as it stood on the wire, RESP2 or RESP3. The records compare by value, so that a test can write
 * {@code assertEquals(Reply.bulk("v"), client.command("GET", "k"))}; the accessors below are for tests that care about
 * the content and not about its wire type. Text stands for bytes one to one (ISO 8859-1), which keeps binary values exact.
 */
public sealed interface Reply {
    /** The aggregates that are a plain sequence. */
    enum Shape {
        ARRAY,
        SET,
        PUSH
    }

    /** The three ways of saying "nothing": {@code $-1}, {@code *-1} and RESP3's {@code _}. */
    enum Absence {
        BULK,
        ARRAY,
        NULL
    }

    /** {@code +text} */
    record Simple(String text) implements Reply {}

    /** {@code -text}, or RESP3's {@code !} blob error; the text has its code in front: {@code "ERR syntax error"}. */
    record Failure(String text) implements Reply {}

    /** {@code :number} */
    record Whole(long number) implements Reply {}

    /** {@code $length} and bytes. */
    record Bulk(String text) implements Reply {}

    /** A null of any protocol version. */
    record Nil(Absence absence) implements Reply {}

    /** {@code *}, {@code ~} and {@code >}. */
    record Sequence(Shape shape, List<Reply> elements) implements Reply {}

    /** {@code %}, in wire order, duplicates kept. */
    record Pairs(List<Map.Entry<Reply, Reply>> entries) implements Reply {}

    /** {@code ,text}: the spelling counts as much as the number, so it is kept as it came. */
    record Decimal(String text) implements Reply {}

    /** {@code #t} or {@code #f} */
    record Truth(boolean value) implements Reply {}

    /** {@code (digits} */
    record BigNumber(String text) implements Reply {}

    /** {@code =length}, a three-letter format, a colon, and the text. */
    record Verbatim(String format, String text) implements Reply {}

    /** {@code |}: attributes and the reply that they belong to. */
    record Attributed(Pairs attributes, Reply reply) implements Reply {}

    static Reply ok() {
        return new Simple("OK");
    }

    static Reply simple(String text) {
        return new Simple(text);
    }

    static Reply error(String text) {
        return new Failure(text);
    }

    static Reply whole(long number) {
        return new Whole(number);
    }

    static Reply bulk(String text) {
        return new Bulk(text);
    }

    /** RESP2's null bulk. */
    static Reply nil() {
        return new Nil(Absence.BULK);
    }

    static Reply array(Reply... elements) {
        return new Sequence(Shape.ARRAY, List.of(elements));
    }

    /** An array of bulk strings. */
    static Reply bulks(String... texts) {
        return new Sequence(
                Shape.ARRAY, List.of(texts).stream().map(Reply::bulk).toList());
    }

    static Reply push(Reply... elements) {
        return new Sequence(Shape.PUSH, List.of(elements));
    }

    default boolean isNil() {
        return this instanceof Nil;
    }

    default boolean isError() {
        return this instanceof Failure;
    }

    /** The text of anything that is text: simple, bulk, verbatim, decimal, big number. An error reply is none. */
    default String text() {
        return switch (this) {
            case Simple simple -> simple.text;
            case Bulk bulk -> bulk.text;
            case Verbatim verbatim -> verbatim.text;
            case Decimal decimal -> decimal.text;
            case BigNumber number -> number.text;
            case Whole whole -> Long.toString(whole.number);
            case Failure _, Nil _, Sequence _, Pairs _, Truth _, Attributed _ -> throw not("a text");
        };
    }

    /** {@link #text} read as UTF-8. */
    default String utf8() {
        return new String(text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The text of an error reply. */
    default String errorText() {
        if (this instanceof Failure failure) {
            return failure.text;
        }
        throw not("an error");
    }

    /** The number of an integer reply; a bulk string of digits is none. */
    default long number() {
        if (this instanceof Whole whole) {
            return whole.number;
        }
        throw not("an integer");
    }

    /** The elements of an array, set or push. */
    default List<Reply> elements() {
        if (this instanceof Sequence sequence) {
            return sequence.elements;
        }
        throw not("a sequence");
    }

    default Reply element(int index) {
        return elements().get(index);
    }

    /** The elements' texts; a nil element is the text {@code "(nil)"}. */
    default List<String> texts() {
        return elements().stream()
                .map(element -> element.isNil() ? "(nil)" : element.text())
                .toList();
    }

    /** A RESP3 map, or RESP2's flat array of names and values, by the text of the name. */
    default Map<String, Reply> byName() {
        Map<String, Reply> result = new LinkedHashMap<>();
        if (this instanceof Pairs pairs) {
            pairs.entries.forEach(entry -> result.put(entry.getKey().text(), entry.getValue()));
        } else {
            List<Reply> flat = elements();
            if (flat.size() % 2 != 0) {
                throw not("a flat list of names and values");
            }
            for (int i = 0; i < flat.size(); i += 2) {
                result.put(flat.get(i).text(), flat.get(i + 1));
            }
        }
        return result;
    }

    private AssertionError not(String expected) {
        return new AssertionError("expected " + expected + " but got " + this);
    }
}
