package io.glassbox.network.tls;

import io.glassbox.foundation.time.Clock;
import io.glassbox.network.transport.IoScratch;
import io.glassbox.network.transport.Transport;
import io.glassbox.network.transport.Wire;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the connections of TLS listeners, makes handshakes with them, and hands on those with which that succeeds: what comes after
 * notices nothing of it.
 *
 * <p>Belongs to the loop's thread. A new configuration holds for connections to come; those that are there keep theirs.
 */
public final class TlsAcceptor implements Transport.Acceptor, AutoCloseable {
    /** Handshakes that may go on at a time; a peer too many is turned away. */
    private static final int MOST_HANDSHAKES = 4096;

    /** How long a handshake may take. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Transport.Acceptor next;
    private final Events events;
    private final Slabs slabs;
    private final Clock clock;
    private final Executor loop;
    private final List<TlsHandshake> handshakes = new ArrayList<>();
    private @Nullable TlsEngines engines;
    private @Nullable HandshakeThreads threads;
    private @Nullable IoScratch scratch;

    /** What the owner wants to know, and to say. */
    public interface Events {
        /** Whether one more may come in, besides those with whom handshakes are made. */
        boolean hasRoom(int handshakes);

        /** A connection was turned away before its handshake. */
        void onTurnedAway(Wire wire);

        /** A handshake failed, for this reason. */
        void onFailed(Wire wire, String reason);
    }

    /**
     * @param loop has the loop's thread do something
     */
    public TlsAcceptor(Transport.Acceptor next, Events events, Slabs slabs, Clock clock, Executor loop) {
        this.next = next;
        this.events = events;
        this.slabs = slabs;
        this.clock = clock;
        this.loop = loop;
    }

    /** Takes this configuration for connections to come; if it cannot be used, the one before stays. */
    public void configure(TlsConfiguration configuration) throws TlsRefused {
        TlsEngines opened = TlsContext.open(configuration);
        TlsEngines before = engines;
        engines = opened;
        if (before != null) {
            before.close();
        }
    }

    public boolean isConfigured() {
        return engines != null;
    }

    /** What encrypts: {@code BoringSSL} or {@code JSSE}; empty without a configuration. */
    public String library() {
        return engines == null ? "" : engines.library();
    }

    /** Handshakes that go on. */
    public int handshakes() {
        return handshakes.size();
    }

    @Override
    public void accepted(Wire wire) {
        TlsEngines current = engines;
        if (current == null || handshakes.size() >= MOST_HANDSHAKES || !events.hasRoom(handshakes.size())) {
            events.onTurnedAway(wire);
            wire.close();
            return;
        }
        TlsHandshake handshake = new TlsHandshake(this, wire, current, clock.nanos() + PATIENCE_NANOS);
        handshake.index = handshakes.size();
        handshakes.add(handshake);
    }

    @Override
    public void refused(String reason) {
        next.refused(reason);
    }

    /** Ends handshakes that take too long; to be called about ten times a second. */
    public void expire() {
        long now = clock.nanos();
        for (int i = handshakes.size() - 1; i >= 0; i--) {
            if (handshakes.get(i).isOverdue(now)) {
                fail(handshakes.get(i), "Connection timed out");
            }
        }
    }

    /** Ends all handshakes; connections stay. */
    @Override
    public void close() {
        if (threads != null) {
            threads.close();
            threads = null;
        }
        for (TlsHandshake handshake : handshakes) {
            handshake.abandon();
        }
        handshakes.clear();
        if (engines != null) {
            engines.close();
            engines = null;
        }
        if (scratch != null) {
            scratch.close();
            scratch = null;
        }
    }

    void work(TlsHandshake handshake) {
        HandshakeThreads working = threads;
        if (working == null) {
            working = new HandshakeThreads(loop);
            threads = working;
        }
        working.submit(handshake);
    }

    void complete(TlsHandshake handshake) {
        remove(handshake);
        TlsWire wire = handshake.connection();
        next.accepted(wire);
        // The first request may have come with the end of the handshake, and nobody will report that again.
        wire.ready(true, false, false);
    }

    void fail(TlsHandshake handshake, String reason) {
        remove(handshake);
        handshake.close();
        events.onFailed(handshake.wire(), reason);
    }

    IoScratch scratch() {
        IoScratch existing = scratch;
        if (existing == null) {
            existing = new IoScratch(slabs);
            scratch = existing;
        }
        return existing;
    }

    /** The last one takes its place; no order is kept. */
    private void remove(TlsHandshake handshake) {
        TlsHandshake last = handshakes.removeLast();
        if (last != handshake) {
            handshakes.set(handshake.index, last);
            last.index = handshake.index;
        }
    }
}
