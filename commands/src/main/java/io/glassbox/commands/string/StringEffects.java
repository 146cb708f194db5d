package io.glassbox.commands.string;

import io.glassbox.engine.change.Effects;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;

/**
 * What replicas and the append-only file are told of writes whose request would mean something else there: an absolute time for
 * a relative one, the result of a floating point addition, no condition that was already met. Allocates, and is therefore asked
 * only if {@link Effects#isWanted}.
 */
final class StringEffects {
    private StringEffects() {}

    /** The running command set the key to this value; {@code due} as for {@link Keyspace#overwrite}. */
    static void set(Keyspace keys, ByteView key, byte[] value, long due) {
        if (due == EntryStore.NO_DUE) {
            keys.effects().instead(ascii("SET"), key.toBytes(), value);
        } else if (due == EntryStore.KEEP_DUE) {
            keys.effects().instead(ascii("SET"), key.toBytes(), value, ascii("KEEPTTL"));
        } else {
            keys.effects().instead(ascii("SET"), key.toBytes(), value, ascii("PXAT"), decimal(due));
        }
    }

    static void delete(Keyspace keys, ByteView key) {
        keys.effects().instead("DEL", key);
    }

    /** The running command gave the key this due time, or took it away with {@link EntryStore#NO_DUE}. */
    static void due(Keyspace keys, ByteView key, long due) {
        if (due == EntryStore.NO_DUE) {
            keys.effects().instead("PERSIST", key);
        } else {
            keys.effects().instead(ascii("PEXPIREAT"), key.toBytes(), decimal(due));
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] decimal(long number) {
        return ascii(Long.toString(number));
    }
}
