package io.glassbox.durability.snapshot;

import io.glassbox.durability.rdb.EncodedValue;
import io.glassbox.durability.rdb.EntryDigest;
import io.glassbox.durability.rdb.RdbFileOutput;
import io.glassbox.durability.rdb.RdbOutput;
import io.glassbox.durability.rdb.RdbWriter;
import io.glassbox.durability.rdb.ValueWriter;
import io.glassbox.durability.replay.EntryCommands;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import java.util.List;

/** How a snapshot is written down, and what of that is known when it begins. */
sealed interface SnapshotFormat {
    int BUFFER_BYTES = 256 * 1024;

    /** For the thread that writes; {@code slabs} are its own. */
    EntryOutput open(Slabs slabs, RdbFileOutput target);

    /** For the engine; {@code slabs} are its own. */
    ValueEncoder encoder(Slabs slabs);

    /** An RDB file. {@code digested}: how many databases a digest of all keys has to tell apart; 0 for none. */
    record Rdb(TypeContext types, RdbWriter.Form form, SnapshotHeader header, boolean isBase, int digested)
            implements SnapshotFormat {
        private ValueWriter values() {
            return ValueWriter.forFiles(types, form.version());
        }

        @Override
        public EntryOutput open(Slabs slabs, RdbFileOutput target) {
            RdbOutput out = RdbOutput.flushing(slabs, BUFFER_BYTES, target);
            EntryDigest digest = digested == 0 ? null : new EntryDigest(digested, types, form.version(), slabs);
            return new RdbEntryOutput(slabs, out, target, values(), form, header, isBase, digest);
        }

        @Override
        public ValueEncoder encoder(Slabs slabs) {
            RdbOutput out = RdbOutput.growing(slabs);
            EncodedValue.prepare(out);
            ValueWriter values = values();
            ByteView view = new ByteView();
            return new ValueEncoder(
                    out, entry -> EncodedValue.encode(entry, values, out, view).length(), () -> {});
        }
    }

    /** Commands; {@code second}, by Unix time, is noted before them; {@code functions} are sources of libraries. */
    record Commands(TypeContext types, long second, List<byte[]> functions) implements SnapshotFormat {
        static final long NO_TIME = -1;

        @Override
        public EntryOutput open(Slabs slabs, RdbFileOutput target) {
            return new CommandEntryOutput(
                    types, slabs, second, functions, RdbOutput.flushing(slabs, BUFFER_BYTES, target));
        }

        @Override
        public ValueEncoder encoder(Slabs slabs) {
            RdbOutput out = RdbOutput.growing(slabs);
            EntryCommands commands = new EntryCommands(types, slabs, out);
            return new ValueEncoder(
                    out,
                    entry -> {
                        commands.write(entry);
                        return out.length();
                    },
                    commands::close);
        }
    }
}
