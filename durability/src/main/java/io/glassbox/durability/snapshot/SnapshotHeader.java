package io.glassbox.durability.snapshot;

import io.glassbox.durability.rdb.RdbWriter;
import java.util.List;

/** What a snapshot says before its first key, as it was when the snapshot began. */
record SnapshotHeader(long unixSeconds, long usedBytes, List<byte[]> functions, List<Size> sizes) {
    /** Keys of a database, and keys with a due time. */
    record Size(int database, long keys, long dueKeys) {}

    /** {@code isBase}: an append-only file goes on where the snapshot ends. */
    void write(RdbWriter writer, String version, boolean isBase) {
        writer.begin();
        writer.field("redis-ver", version);
        writer.field("redis-bits", 64);
        writer.field("ctime", unixSeconds);
        writer.field("used-mem", usedBytes);
        writer.field("aof-base", isBase ? 1 : 0);
        writer.functions(functions);
        for (Size size : sizes) {
            writer.size(size.database, size.keys, size.dueKeys);
        }
    }
}
