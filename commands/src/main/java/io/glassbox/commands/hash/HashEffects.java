package io.glassbox.commands.hash;

import io.glassbox.command.call.Args;
import io.glassbox.engine.change.Effects;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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

    /** The running command set these fields, with a due time or, with {@link EntryStore#NO_DUE}, as its options say. */
    static void set(Keyspace keys, Args args, FieldArguments fields, long due) {
        List<byte[]> command = new ArrayList<>();
        command.add(ascii("HSETEX"));
        command.add(args.bytes(1));
        if (due != EntryStore.NO_DUE) {
            command.add(ascii("PXAT"));
            command.add(ascii(Long.toString(due)));
        } else if (fields.has(FieldArguments.KEEPTTL)) {
            command.add(ascii("KEEPTTL"));
        }
        command.add(ascii("FIELDS"));
        command.add(ascii(Integer.toString(fields.count())));
        for (int i = 0; i < fields.count(); i++) {
            command.add(args.bytes(fields.field(i)));
            command.add(args.bytes(fields.field(i) + 1));
        }
        keys.effects().instead(command.toArray(byte[][]::new));
    }

    /** The running command has the effect of this one on these fields. */
    static void tell(Keyspace keys, List<byte[]> command, List<byte[]> fields) {
        List<byte[]> all = new ArrayList<>(command);
        all.addAll(fields);
        keys.effects().instead(all.toArray(byte[][]::new));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
