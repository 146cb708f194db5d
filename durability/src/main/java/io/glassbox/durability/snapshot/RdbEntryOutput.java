package io.glassbox.durability.snapshot;

import io.glassbox.durability.rdb.EntryDigest;
import io.glassbox.durability.rdb.RdbFileOutput;
import io.glassbox.durability.rdb.RdbOutput;
import io.glassbox.durability.rdb.RdbWriter;
import io.glassbox.durability.rdb.ValueWriter;
import io.glassbox.engine.server.Server;
import io.glassbox.structure.memory.Slabs;
import org.jspecify.annotations.Nullable;

/** A snapshot as an RDB file. */
final class RdbEntryOutput implements EntryOutput {
    private final Slabs slabs;
    private final RdbFileOutput target;
    private final SnapshotHeader header;
    private final boolean isBase;
    private final RdbOutput out;
    private final long scratch;
    private final RdbWriter writer;
    private final @Nullable EntryDigest digest;

    RdbEntryOutput(
            Slabs slabs,
            RdbOutput out,
            RdbFileOutput target,
            ValueWriter values,
            RdbWriter.Form form,
            SnapshotHeader header,
            boolean isBase,
            @Nullable EntryDigest digest) {
        this.digest = digest;
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
        if (digest != null) {
            digest.add(database, entry);
        }
    }

    @Override
    public void entry(int database, long entry, long encoded, long encodedBytes) {
        writer.entry(database, entry, encoded, encodedBytes);
        if (digest != null) {
            digest.add(database, entry, encoded, encodedBytes);
        }
    }

    @Override
    public long keys() {
        return writer.keys();
    }

    @Override
    public void end() {
        if (digest != null) {
            writer.field(RdbWriter.DIGEST_FIELD, digest.text());
            writer.field(RdbWriter.KEYS_FIELD, writer.keys());
        }
        writer.end();
        writer.checksum(target.checksum());
    }

    @Override
    public void close() {
        if (digest != null) {
            digest.close();
        }
        slabs.free(scratch);
        out.close();
    }
}
