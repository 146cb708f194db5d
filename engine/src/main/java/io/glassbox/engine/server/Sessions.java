package io.glassbox.engine.server;

import io.glassbox.engine.acl.User;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All clients of a server, oldest first. */
public final class Sessions {
    private final Server server;
    private final Map<Long, Session> byId = new LinkedHashMap<>();
    private final List<Session> monitors = new ArrayList<>();
    private final Waits waits = new Waits();
    private final List<Consumer<Session>> releaseListeners = new ArrayList<>();
    private long lastId;
    private long keptBytes;

    Sessions(Server server) {
        this.server = server;
    }

    public Session open(PeerLink link, ReplyWriter reply) {
        Session session = new Session(++lastId, server, link, reply);
        byId.put(session.id(), session);
        session.keep(Session.OBJECT_BYTES);
        return session;
    }

    /** A session of no client, which nobody sees and which may do everything: for commands that come from a file. */
    public Session internal(PeerLink link, ReplyWriter reply) {
        Session session = new Session(0, server, link, reply);
        session.authenticate(User.internal());
        return session;
    }

    /** The connection is gone: lets go of everything that the session held. */
    public void close(Session session) {
        byId.remove(session.id());
        Blocking blocking = session.blocking();
        if (blocking != null) {
            waits.remove(session);
            blocking.abandoned(session);
        }
        server.pause().forget(session);
        server.lending().forget(session);
        reset(session);
        session.keep(-Session.OBJECT_BYTES);
        session.release();
    }

    /** Closes a session as soon as that can be done; from now on nobody sees it any more. */
    void evict(Session session) {
        byId.remove(session.id());
        session.closeNow();
    }

    /** So many more bytes are kept for all sessions together, or fewer. */
    void kept(long bytes) {
        keptBytes += bytes;
    }

    /** Memory of all sessions together beside their buffers. */
    long keptBytes() {
        return keptBytes;
    }

    /** RESET: lets go of what the session held, as if it had closed, but keeps it. */
    public void reset(Session session) {
        monitors.remove(session);
        session.set(SessionFlag.MONITOR, false);
        session.discardTransaction();
        server.channels().unsubscribeAll(session.subscriptions());
        session.set(SessionFlag.PUBSUB, false);
        server.tracking().disable(session.tracking());
        for (Consumer<Session> listener : releaseListeners) {
            listener.accept(session);
        }
    }

    /** Called for every session that closes or is reset: let go of what you keep for it. */
    public void onRelease(Consumer<Session> listener) {
        releaseListeners.add(listener);
    }

    public @Nullable Session get(long id) {
        return byId.get(id);
    }

    /** Every session, by ascending id. */
    public Collection<Session> all() {
        return byId.values();
    }

    public int count() {
        return byId.size();
    }

    public int count(SessionFlag flag) {
        int count = 0;
        for (Session session : byId.values()) {
            count += session.is(flag) ? 1 : 0;
        }
        return count;
    }

    /** Those that wait for a key or for replicas. */
    public Waits waits() {
        return waits;
    }

    /** Those that called MONITOR. */
    public List<Session> monitors() {
        return monitors;
    }
}
