package io.glassbox.engine.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Holds the memory of all clients together below {@code maxmemory-clients} by closing those that hold most. Those that said
 * CLIENT NO-EVICT ON are spared.
 *
 * <p>What all clients hold is known at any time, what those hold that may be closed has to be added up. So that is done only when
 * the former has grown by as much as the latter was below the limit when it was last added up.
 */
public final class ClientEviction {
    private record Holder(Session session, long bytes) {}

    private final Server server;
    private long limit;
    private long evicted;

    /** As long as all clients together hold no more than this, those that count hold no more than the limit. */
    private long safeTotal;

    ClientEviction(Server server) {
        this.server = server;
    }

    /** In bytes; a negative number is percents of {@code maxmemory}. 0 for no limit. */
    public void limit(long bytes, long maxmemory) {
        limit = bytes < 0 ? (long) (-bytes / 100.0 * maxmemory) : bytes;
        reconsider();
    }

    public long evicted() {
        return evicted;
    }

    /** CONFIG RESETSTAT. */
    public void resetStatistics() {
        evicted = 0;
    }

    /** Somebody counts now who did not before. */
    public void reconsider() {
        safeTotal = 0;
    }

    /** For every command and every turn: one comparison, without a limit as well as below it. */
    public void enforce() {
        if (limit != 0 && totalBytes() > safeTotal) {
            enforceNow();
        }
    }

    /** For the cron: what the comparison does not see, since those that do not count hold less meanwhile. O(clients). */
    public void enforceNow() {
        if (limit == 0) {
            return;
        }
        long counted = 0;
        for (Session session : server.sessions().all()) {
            counted += countedBytes(session);
        }
        if (counted > limit) {
            counted = closeLargest(counted);
        }
        safeTotal = totalBytes() + Math.max(0, limit - counted);
    }

    private long totalBytes() {
        return server.eviction().notCountedBytes() + server.sessions().keptBytes();
    }

    /** Returns what those hold that are left. */
    private long closeLargest(long counted) {
        long left = counted;
        for (Holder holder : largestFirst()) {
            if (left <= limit) {
                break;
            }
            Session session = holder.session();
            server.log()
                    .notice("Evicting client: id=" + session.id() + " addr="
                            + session.link().remoteAddress() + " tot-mem=" + holder.bytes());
            server.sessions().evict(session);
            evicted++;
            left -= holder.bytes();
        }
        return left;
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
