package io.glassbox.commands.server.info;

import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Server;

/** How many keys each database has. */
final class KeyspaceSection {
    /** Keys looked at for the mean time to live. */
    private static final int SAMPLES = 64;

    private final Server server;
    private final long[] sample = new long[SAMPLES];

    KeyspaceSection(Server server) {
        this.server = server;
    }

    void write(InfoWriter out) {
        Databases databases = server.databases();
        for (int i = 0; i < databases.count(); i++) {
            Keyspace keys = databases.get(i);
            if (keys.size() > 0) {
                out.field(
                        "db" + i,
                        "keys=" + keys.size() + ",expires=" + keys.dueCount() + ",avg_ttl=" + meanTimeToLive(keys)
                                + ",subexpiry=" + keys.partDueCount());
            }
        }
    }

    /** Milliseconds, estimated from some keys; 0 if none of them expires. */
    private long meanTimeToLive(Keyspace keys) {
        if (keys.dueCount() == 0) {
            return 0;
        }
        long now = server.clock().unixMillis();
        long sum = 0;
        long count = 0;
        int found = keys.store().table().sample(server.random(), sample, SAMPLES);
        for (int i = 0; i < found; i++) {
            if (Entry.hasDue(sample[i])) {
                sum += Math.max(0, Entry.due(sample[i]) - now);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
