package io.glassbox.commands.server.info;

import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.process.ProcessFigures;

/**
 * What memory is used for at one moment, in bytes.
 *
 * @param used in live blocks of the allocator
 * @param startup of these, before there was anything to keep
 * @param overhead of these, what is neither key nor value: tables, buffers, what clients track, what was there at the start
 * @param held by the allocator in slabs and spans, free blocks among them
 * @param resident in main memory, of what the allocator took from the system
 * @param process in main memory, of everything: the heap and the code too
 * @param clients in buffers of clients
 * @param appends in what waits for the append-only file
 */
public record MemoryFigures(
        long used,
        long peak,
        long startup,
        long overhead,
        long held,
        long resident,
        long process,
        long clients,
        long appends,
        long tables) {

    public static MemoryFigures of(Server server, ProcessFigures figures) {
        long used = server.slabs().usedBytes();
        long startup = server.usedBytesAtStart();
        long clients = 0;
        for (Session session : server.sessions().all()) {
            clients += session.heldBytes();
        }
        long appends = server.persistence().appendOnly().memory();
        Databases databases = server.databases();
        long tables = 0;
        for (int i = 0; i < databases.count(); i++) {
            tables += mainTable(databases.get(i)) + dueTable(databases.get(i));
        }
        return new MemoryFigures(
                used,
                Math.max(used, server.statistics().peakUsedBytes()),
                startup,
                Math.min(
                        used,
                        startup + clients + appends + tables + server.tracking().bytes()),
                server.slabs().heldBytes(),
                server.slabs().residentBytes(),
                figures.residentBytes(),
                clients,
                appends,
                tables);
    }

    /** What finds the keys of a database. */
    public static long mainTable(Keyspace keys) {
        return keys.store().table().bytes();
    }

    /** What finds those that are due. */
    public static long dueTable(Keyspace keys) {
        return keys.store().wheel().bytes();
    }

    public long dataset() {
        return used - overhead;
    }

    /** What the data set takes of all that came since the start, in per cent. */
    public double datasetPercent() {
        long net = used - startup;
        return net <= 0 ? 0 : Math.min(100.0, dataset() * 100.0 / net);
    }

    /** How many times {@code part} the {@code whole} is; 1 if there is nothing to compare with. */
    public static double ratio(long whole, long part) {
        return part <= 0 ? 1 : (double) whole / part;
    }
}
