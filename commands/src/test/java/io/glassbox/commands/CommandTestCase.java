package io.glassbox.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.command.call.Args;
import io.glassbox.command.execute.EffectLog;
import io.glassbox.engine.change.ChangeListener;
import io.glassbox.engine.change.Effects;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** A test that talks to a server of its own without a network, byte by byte. */
public abstract class CommandTestCase {
    protected static final String OK = "+OK\r\n";
    protected static final String NIL = "$-1\r\n";
    protected static final String SYNTAX_ERROR = "-ERR syntax error\r\n";
    protected static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range\r\n";
    protected static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n";

    protected final CommandHarness harness = new CommandHarness();

    private final List<String> events = new ArrayList<>();
    private final List<String> effects = new ArrayList<>();

    @AfterEach
    final void closeServer() {
        harness.close();
    }

    /** Runs a command and compares its reply with the bytes given. */
    protected final void expect(String reply, String... command) {
        assertEquals(reply, harness.run(command), () -> String.join(" ", command));
    }

    protected final void expectBulk(String value, String... command) {
        expect(bulk(value), command);
    }

    protected final void expectInteger(long value, String... command) {
        expect(":" + value + "\r\n", command);
    }

    protected final void expectError(String text, String... command) {
        expect("-" + text + "\r\n", command);
    }

    /** Notes all events from here on, as "name key". */
    protected final void listen() {
        harness.server.databases().changes().listen(new ChangeListener() {
            @Override
            public void keyChanged(int database, ByteView key, KeyEvent event) {
                events.add(event.name().toLowerCase(Locale.ROOT) + " " + key);
            }

            @Override
            public void keyNoticed(int database, ByteView key, KeyEvent event) {
                keyChanged(database, key, event);
            }
        });
    }

    /** Compares the events since the last look. */
    protected final void expectEvents(String... expected) {
        assertEquals(List.of(expected), events);
        events.clear();
    }

    /** Notes from here on what replicas would be sent. */
    protected final void replicate() {
        harness.pipeline.propagateTo(new EffectLog() {
            @Override
            public void append(int database, Request request, Effects told) {
                appendDeletions(told.preceding());
                if (!told.isReplaced()) {
                    effects.add(words(new Args().wrap(request)));
                }
                for (byte[][] command : told.commands()) {
                    effects.add(words(List.of(command)));
                }
            }

            @Override
            public void appendDeletions(List<Effects.Effect> deletions) {
                for (Effects.Effect deletion : deletions) {
                    effects.add(words(deletion.arguments()));
                }
            }

            @Override
            public void begin() {}

            @Override
            public void end() {}
        });
    }

    /** Compares what replicas would have been sent since the last look, words parted by blanks. */
    protected final void expectEffects(String... expected) {
        assertEquals(List.of(expected), effects);
        effects.clear();
    }

    /** Makes a key hold something that is no string; no command may look into it. */
    protected final void createOtherType(String key) {
        expect(OK, "SET", key, "");
        harness.onKey(key, slot -> slot.store().prepare(slot, ValueType.LIST, Encoding.LISTPACK, 0, EntryStore.NO_DUE));
    }

    /** The name that OBJECT ENCODING answers. */
    protected final String encodingOf(String key) {
        List<String> name = new ArrayList<>();
        harness.onKey(key, slot -> name.add(Entry.encoding(slot.entry()).printedName()));
        return name.getFirst();
    }

    private static String words(Args args) {
        List<byte[]> arguments = new ArrayList<>();
        for (int i = 0; i < args.count(); i++) {
            arguments.add(args.bytes(i));
        }
        return words(arguments);
    }

    private static String words(List<byte[]> arguments) {
        return arguments.stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining(" "));
    }

    protected static String bulk(String value) {
        return "$" + value.length() + "\r\n" + value + "\r\n";
    }

    /** An array of replies that are framed already. */
    protected static String array(String... replies) {
        return "*" + replies.length + "\r\n" + String.join("", replies);
    }
}
