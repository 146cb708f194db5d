package io.glassbox.durability.migrate;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.statistics.ServerStatistics;
import io.glassbox.network.protocol.OutgoingStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Connections that are kept for a while, since who moves one key most often moves more. */
public final class TargetConnections implements AutoCloseable {
    private static final int MOST = 64;
    private static final long IDLE_NANOS = 10_000_000_000L;

    private final OutgoingStream.Dialer dialer;
    private final CommandClock clock;
    private final ServerStatistics statistics;

    /** The one that was not used for the longest time comes first. */
    private final Map<Target, TargetConnection> connections = new LinkedHashMap<>();

    public TargetConnections(OutgoingStream.Dialer dialer, CommandClock clock, ServerStatistics statistics) {
        this.dialer = dialer;
        this.clock = clock;
        this.statistics = statistics;
    }

    /** The connection that was kept, or a new one; it has to be kept or closed afterwards. */
    TargetConnection take(Target target, long timeoutMillis) throws IOException {
        TargetConnection kept = connections.remove(target);
        statistics.migrateSockets(connections.size());
        if (kept != null) {
            return kept;
        }
        if (target.portNumber() < 0) {
            throw new IOException("no port");
        }
        long deadline = TargetConnection.deadline(clock, timeoutMillis);
        return new TargetConnection(dialer.dial(target.host(), target.portNumber(), deadline), clock);
    }

    /** Keeps a connection whose answers were all read, if it can be used again. */
    void keep(Target target, TargetConnection connection) {
        if (connection.isAhead()) {
            connection.close();
            return;
        }
        if (connections.size() == MOST) {
            closeFirst();
        }
        connection.lastUsedNanos = clock.nanosNow();
        connections.put(target, connection);
        statistics.migrateSockets(connections.size());
    }

    /** Closes what was not used for ten seconds; to be called a few times a second. */
    public void closeIdle() {
        long now = clock.nanosNow();
        while (!connections.isEmpty() && now - first().lastUsedNanos >= IDLE_NANOS) {
            closeFirst();
        }
    }

    private TargetConnection first() {
        return connections.values().iterator().next();
    }

    private void closeFirst() {
        Iterator<TargetConnection> all = connections.values().iterator();
        all.next().close();
        all.remove();
        statistics.migrateSockets(connections.size());
    }

    @Override
    public void close() {
        while (!connections.isEmpty()) {
            closeFirst();
        }
    }
}
