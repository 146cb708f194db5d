package io.glassbox.commands.server;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StringValue;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;

/** DEBUG POPULATE: many keys for a test in one go. */
final class Population {
    private static final long LONGEST_KEY = 512;

    private Population() {}

    /** Creates {@code count} keys {@code prefix:number} with short or, with a size, zero-filled values; leaves existing ones. */
    static void create(Args args, Keyspace keys) {
        long count = natural(args, 2);
        String prefix = args.count() > 3 ? args.text(3) : "key";
        long size = args.count() > 4 ? natural(args, 4) : 0;
        if (prefix.length() > LONGEST_KEY) {
            throw CommandError.STRING_TOO_LONG;
        }
        Slabs slabs = keys.databases().types().slabs();
        long scratch = slabs.allocate(LONGEST_KEY * 4);
        try {
            for (long i = 0; i < count; i++) {
                createOne(keys, new Scratch(scratch), prefix + ":" + i, "value:" + i, size);
            }
        } finally {
            slabs.free(scratch);
        }
    }

    private static long natural(Args args, int index) {
        long number = args.longAt(index, CommandError.MUST_BE_POSITIVE);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw CommandError.MUST_BE_POSITIVE;
        }
        return number;
    }

    /** Memory to write a key and a value into. */
    private record Scratch(long address) {
        ByteView write(long offset, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Memory.copyIn(bytes, 0, address + offset, bytes.length);
            return new ByteView(address + offset, bytes.length);
        }
    }

    private static void createOne(Keyspace keys, Scratch scratch, String key, String text, long size) {
        ByteView name = scratch.write(0, key);
        if (keys.exists(name)) {
            return;
        }
        StringValue value = keys.replaceString(name);
        value.set(scratch.write(LONGEST_KEY * 3, text));
        if (size > 0) {
            value.resize(size);
        }
        keys.databases().changes().count(1);
    }
}
