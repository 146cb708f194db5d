package io.glassbox.durability.snapshot;

import io.glassbox.durability.rdb.RdbFileOutput;
import io.glassbox.durability.rdb.RdbOutput;
import io.glassbox.durability.rdb.RdbWriter;
import io.glassbox.durability.rdb.ValueWriter;
import io.glassbox.engine.server.Server;
import io.glassbox.structure.memory.Slabs;

/** A snapshot as an RDB file. */
final class RdbEntryOutput implements EntryOutput {
    private final Slabs slabs;
    private final RdbFileOutput target;
    private final SnapshotHeader header;
    private final boolean isBase;
    private final RdbOutput out;
    private final long scratch;
    private final RdbWriter writer;

    RdbEntryOutput(
            Slabs slabs,
            RdbOutput out,
            RdbFileOutput target,
            ValueWriter values,
            RdbWriter.Form form,
            SnapshotHeader header,
            boolean isBase) {
        this.slabs = slabs;
        this.target = target;
        this.header = header;
        this.isBase = isBase;
        this.out = out;
        this.scratch = slabs.allocate(RdbWriter.SCRATCH_BYTES);
        this.writer = new RdbWriter(values, out, form, scratch);
    }

    @Override
    public void begin() {
        header.write(writer, Server.REDIS_VERSION, isBase);
    }

    @Override
    public void entry(int database, long entry) {
        writer.entry(database, entry);
    }

    @Override
    public void entry(int database, long entry, long encoded, long encodedBytes) {
        writer.entry(database, entry, encoded, encodedBytes);
    }

    @Override
    public long keys() {
        return writer.keys();
    }

    @Override
    public void end() {
        writer.end();
        writer.checksum(target.checksum());
    }

    @Override
    public void close() {
        slabs.free(scratch);
        out.close();
    }
}
