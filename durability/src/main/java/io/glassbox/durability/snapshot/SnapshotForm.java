package io.glassbox.durability.snapshot;

import io.glassbox.durability.rdb.RdbWriter;
import io.glassbox.durability.rdb.RdbWriter.Usage;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.catalogue.MemorySettings;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.foundation.setting.value.MaxmemoryPolicy;
import java.util.ArrayList;
import java.util.List;

/** What all snapshots of a server have in common: the form that the settings ask for, and what comes before the keys. */
final class SnapshotForm {
    private final Server server;
    private final Settings settings;

    SnapshotForm(Server server) {
        this.server = server;
        this.settings = server.settings();
    }

    /** The format, with what is so now. */
    SnapshotFormat format(boolean isBase) {
        List<byte[]> functions = server.scripts().functions().sources();
        boolean isText = isBase && !settings.get(PersistenceSettings.AOF_USE_RDB_PREAMBLE);
        TypeContext types = server.databases().types();
        return isText
                ? new SnapshotFormat.Commands(types, noted(), functions)
                : new SnapshotFormat.Rdb(types, form(), header(functions), isBase, digested());
    }

    /** The second that is noted before commands. */
    private long noted() {
        return settings.get(PersistenceSettings.AOF_TIMESTAMP_ENABLED)
                ? server.clock().unixSeconds()
                : SnapshotFormat.Commands.NO_TIME;
    }

    /** Keys that there are now. */
    long keys() {
        return server.databases().totalKeys();
    }

    private int digested() {
        boolean isWanted = settings.get(PersistenceSettings.SNAPSHOT_DIGEST)
                || settings.get(PersistenceSettings.PROOF_INTERVAL) > 0;
        return isWanted ? server.databases().count() : 0;
    }

    private RdbWriter.Form form() {
        return new RdbWriter.Form(
                settings.get(PersistenceSettings.RDB_VERSION),
                settings.get(PersistenceSettings.RDBCOMPRESSION),
                usage(settings.get(MemorySettings.MAXMEMORY_POLICY)),
                server.clock().unixSeconds());
    }

    private static Usage usage(MaxmemoryPolicy policy) {
        return switch (policy) {
            case VOLATILE_LRU, ALLKEYS_LRU, VOLATILE_LRM, ALLKEYS_LRM -> Usage.IDLE_SECONDS;
            case VOLATILE_LFU, ALLKEYS_LFU -> Usage.FREQUENCY;
            case VOLATILE_RANDOM, VOLATILE_TTL, ALLKEYS_RANDOM, NOEVICTION -> Usage.NONE;
        };
    }

    boolean isSummed() {
        return settings.get(PersistenceSettings.RDBCHECKSUM);
    }

    boolean isSynced() {
        return settings.get(PersistenceSettings.RDB_SAVE_INCREMENTAL_FSYNC);
    }

    /** What is said before the first key, as it is now. */
    private SnapshotHeader header(List<byte[]> functions) {
        Databases databases = server.databases();
        List<SnapshotHeader.Size> sizes = new ArrayList<>();
        for (int i = 0; i < databases.count(); i++) {
            Keyspace keys = databases.get(i);
            if (keys.size() > 0) {
                sizes.add(new SnapshotHeader.Size(i, keys.size(), keys.dueCount()));
            }
        }
        return new SnapshotHeader(server.clock().unixSeconds(), server.slabs().usedBytes(), functions, sizes);
    }

    /** How long to wait behind a key, in nanoseconds: for tests. */
    long delayNanos() {
        return delayNanos(settings.get(PersistenceSettings.RDB_KEY_SAVE_DELAY));
    }

    /** A delay in microseconds; a negative one is one microsecond for one in that many keys. */
    long delayNanos(int micros) {
        if (micros >= 0) {
            return micros * 1000L;
        }
        return server.random().nextInt(Math.max(1, -micros)) == 0 ? 1000 : 0;
    }
}
