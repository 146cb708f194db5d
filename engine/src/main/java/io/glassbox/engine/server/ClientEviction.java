package io.glassbox.engine.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Holds the memory of all clients together below {@code maxmemory-clients} by closing those that hold most. Those that said
 * CLIENT NO-EVICT ON are spared.
 */
public final class ClientEviction {
    private record Holder(Session session, long bytes) {}

    private final Server server;
    private long limit;
    private long evicted;

    ClientEviction(Server server) {
        this.server = server;
    }

    /** In bytes; a negative number is percents of {@code maxmemory}. 0 for no limit. */
    public void limit(long bytes, long maxmemory) {
        limit = bytes < 0 ? (long) (-bytes / 100.0 * maxmemory) : bytes;
    }

    public long evicted() {
        return evicted;
    }

    /** CONFIG RESETSTAT. */
    public void resetStatistics() {
        evicted = 0;
    }

    /** For every turn: looks at the buffers alone, which costs nothing. */
    public void enforceOnBuffers() {
        if (limit != 0 && server.eviction().notCountedBytes() > limit) {
            enforce();
        }
    }

    /** For the cron: looks at all that clients hold. O(clients), if there is a limit. */
    public void enforce() {
        if (limit == 0) {
            return;
        }
        long total = 0;
        for (Session session : server.sessions().all()) {
            total += countedBytes(session);
        }
        if (total > limit) {
            closeLargest(total);
        }
    }

    private void closeLargest(long total) {
        long left = total;
        for (Holder holder : largestFirst()) {
            if (left <= limit) {
                return;
            }
            Session session = holder.session();
            server.log()
                    .notice("Evicting client: id=" + session.id() + " addr="
                            + session.link().remoteAddress() + " tot-mem=" + holder.bytes());
            session.closeNow();
            evicted++;
            left -= holder.bytes();
        }
    }

    private List<Holder> largestFirst() {
        List<Holder> holders = new ArrayList<>();
        for (Session session : server.sessions().all()) {
            long bytes = countedBytes(session);
            if (bytes > 0) {
                holders.add(new Holder(session, bytes));
            }
        }
        holders.sort(Comparator.comparingLong(Holder::bytes).reversed());
        return holders;
    }

    private static long countedBytes(Session session) {
        return session.is(SessionFlag.NO_EVICT) || session.isClosing() ? 0 : session.heldBytes();
    }
}
