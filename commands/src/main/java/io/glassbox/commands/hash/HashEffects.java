package io.glassbox.commands.hash;

import io.glassbox.engine.change.Effects;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;

/**
 * What replicas and the append-only file are told of writes whose request would mean something else there. Allocates, and is
 * therefore asked only if {@link Effects#isWanted}.
 */
final class HashEffects {
    private HashEffects() {}

    /** The running command set a field, whose due time stays if it has one. */
    static void set(Keyspace keys, ByteView key, ByteView field, byte[] value, boolean hasDue) {
        if (hasDue) {
            keys.effects()
                    .instead(
                            ascii("HSETEX"),
                            key.toBytes(),
                            ascii("KEEPTTL"),
                            ascii("FIELDS"),
                            ascii("1"),
                            field.toBytes(),
                            value);
        } else {
            keys.effects().instead(ascii("HSET"), key.toBytes(), field.toBytes(), value);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
