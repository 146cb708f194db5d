package io.glassbox.engine.channel;

import io.glassbox.engine.change.EventClass;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.change.Subkeys;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;

/**
 * Publishes which fields of a hash something happened to, as Redis 8.8 does. Fields are noted first, then comes the announcement;
 * one of fields {@code a} and {@code bc} of key {@code k} goes to
 *
 * <pre>
 * __subkeyspace@0__:k           hset|1:a,2:bc
 * __subkeyevent@0__:hset        1:k|1:a,2:bc
 * __subkeyspaceitem@0__:k\na    hset                (and another one for bc)
 * __subkeyspaceevent@0__:hset|k 1:a,2:bc
 * </pre>
 */
final class SubkeyEvents implements Subkeys, AutoCloseable {
    private static final int CLASSES = EventClass.SUBKEYSPACE.bit()
            | EventClass.SUBKEYEVENT.bit()
            | EventClass.SUBKEYSPACE_ITEM.bit()
            | EventClass.SUBKEYSPACE_EVENT.bit();

    private static final byte[] SPACE = ascii("__subkeyspace@");
    private static final byte[] EVENT = ascii("__subkeyevent@");
    private static final byte[] ITEM = ascii("__subkeyspaceitem@");
    private static final byte[] SPACE_EVENT = ascii("__subkeyspaceevent@");
    private static final byte[] BEFORE_NAME = ascii("__:");

    private final Channels channels;

    /** The fields that are noted, as messages show them. */
    private final MessageText fields;

    private final MessageText channel;
    private final MessageText payload;
    private final ByteView channelView = new ByteView();
    private final ByteView payloadView = new ByteView();
    private final ByteView field = new ByteView();

    SubkeyEvents(Channels channels, Slabs slabs) {
        this.channels = channels;
        this.fields = new MessageText(slabs);
        this.channel = new MessageText(slabs);
        this.payload = new MessageText(slabs);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether these {@link EventClass} bits ask for fields. */
    static boolean areIn(int classes) {
        return (classes & EventClass.HASH.bit()) != 0 && (classes & CLASSES) != 0;
    }

    @Override
    public void note(ByteView noted) {
        next().addCounted(noted);
    }

    @Override
    public void note(byte[] noted) {
        next().add((long) noted.length).add(':').add(noted);
    }

    private MessageText next() {
        return fields.isEmpty() ? fields : fields.add(',');
    }

    /** Forgets fields that no announcement came for. */
    void forget() {
        fields.clear();
    }

    /** What is noted happened to fields of this key. */
    void publish(int database, ByteView key, KeyEvent what, int classes) {
        if (fields.isEmpty()) {
            return;
        }
        byte[] event = what.printedName();
        if ((classes & EventClass.SUBKEYSPACE.bit()) != 0) {
            begin(SPACE, database).add(key);
            send(payload.clear().add(event).add('|').add(fields));
        }
        if ((classes & EventClass.SUBKEYEVENT.bit()) != 0) {
            begin(EVENT, database).add(event);
            send(payload.clear().addCounted(key).add('|').add(fields));
        }
        if ((classes & EventClass.SUBKEYSPACE_ITEM.bit()) != 0 && !hasNewline(key)) {
            publishItems(database, key, event);
        }
        if ((classes & EventClass.SUBKEYSPACE_EVENT.bit()) != 0) {
            begin(SPACE_EVENT, database).add(event).add('|').add(key);
            send(payload.clear().add(fields));
        }
        forget();
    }

    /** A newline parts key and field, so a key with one would be ambiguous. */
    private static boolean hasNewline(ByteView key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.byteAt(i) == '\n') {
                return true;
            }
        }
        return false;
    }

    private void publishItems(int database, ByteView key, byte[] event) {
        payload.clear().add(event);
        fields.showIn(field);
        long at = field.address();
        long end = at + field.length();
        while (at < end) {
            int length = 0;
            byte digit = Memory.getByte(at++);
            while (digit != ':') {
                length = 10 * length + digit - '0';
                digit = Memory.getByte(at++);
            }
            begin(ITEM, database).add(key).add('\n').add(field.set(at, length));
            send(payload);
            at += length + 1;
        }
    }

    private MessageText begin(byte[] prefix, int database) {
        return channel.clear().add(prefix).add((long) database).add(BEFORE_NAME);
    }

    private void send(MessageText message) {
        channels.publish(channel.showIn(channelView), message.showIn(payloadView));
    }

    @Override
    public void close() {
        fields.close();
        channel.close();
        payload.close();
    }
}
