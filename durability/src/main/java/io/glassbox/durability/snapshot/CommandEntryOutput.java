package io.glassbox.durability.snapshot;

import io.glassbox.durability.rdb.RdbOutput;
import io.glassbox.durability.replay.EntryCommands;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.memory.Slabs;
import java.util.List;

/** A snapshot as the commands that bring its data about. */
final class CommandEntryOutput implements EntryOutput {
    private static final int NO_DATABASE = -1;

    private final RdbOutput out;
    private final EntryCommands commands;
    private final long second;
    private final List<byte[]> functions;
    private int selected = NO_DATABASE;
    private long keys;

    /** {@code second}: noted at the head, unless it is {@link SnapshotFormat.Commands#NO_TIME}. */
    CommandEntryOutput(TypeContext types, Slabs slabs, long second, List<byte[]> functions, RdbOutput out) {
        this.second = second;
        this.functions = functions;
        this.out = out;
        this.commands = new EntryCommands(types, slabs, out);
    }

    @Override
    public void begin() {
        if (second != SnapshotFormat.Commands.NO_TIME) {
            commands.note("#TS:" + second);
        }
        for (byte[] source : functions) {
            commands.function(source);
        }
    }

    @Override
    public void entry(int database, long entry) {
        select(database);
        commands.write(entry);
        keys++;
    }

    @Override
    public void entry(int database, long entry, long encoded, long encodedBytes) {
        select(database);
        out.writeRaw(encoded, encodedBytes);
        keys++;
    }

    private void select(int database) {
        if (database != selected) {
            commands.select(database);
            selected = database;
        }
    }

    @Override
    public long keys() {
        return keys;
    }

    @Override
    public void end() {
        out.flush();
    }

    @Override
    public void close() {
        commands.close();
        out.close();
    }
}
