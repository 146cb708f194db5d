package io.glassbox.engine.server;

import io.glassbox.command.call.CommandError;
import io.glassbox.engine.acl.User;
import io.glassbox.engine.channel.Subscriber;
import io.glassbox.engine.channel.Subscriptions;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.keyspace.WatchList;
import io.glassbox.engine.keyspace.Watcher;
import io.glassbox.engine.statistics.CommandCounters;
import io.glassbox.engine.tracking.Tracking;
import io.glassbox.engine.tracking.TrackingClient;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import org.jspecify.annotations.Nullable;

/**
 * A client as the engine knows it: who it is, which database it selected, what it is in the middle of. Touched by the engine
 * thread alone.
 */
public final class Session implements Subscriber, Watcher, TrackingClient {
    /** About what the objects on the heap take that a connection consists of, from the wire to the session. */
    static final long OBJECT_BYTES = 1536;

    /** One bit per argument; the last one stands for all arguments behind. */
    private static final int LAST_REDACTION_BIT = 63;

    private final long id;
    private final Server server;
    private final PeerLink link;
    private final ReplyWriter reply;
    private final long createdNanos;
    private final Transaction transaction;
    private final Subscriptions subscriptions = new Subscriptions(this);
    private final WatchList watches = new WatchList(this);
    private final Tracking tracking = new Tracking(this);

    /** Messages that came while a command of this session was writing its reply. */
    private final ReplyBuffer deferred;

    private boolean running;
    private boolean resumed;
    private Keyspace keys;
    private int flags;
    private boolean authenticated;
    private User user;
    private String name = "";
    private String libraryName = "";
    private String libraryVersion = "";
    private String lastCommand = "NULL";
    private @Nullable CommandCounters lastCounters;
    private long lastActiveNanos;
    private long commandsRun;
    private long redacted;
    private long keptBytes;
    private boolean stopped;
    private ReplyMode replyMode = ReplyMode.ON;
    private @Nullable Blocking blocking;

    /** CLIENT REPLY. */
    public enum ReplyMode {
        ON,
        OFF,
        /** The reply of the running command is left out. */
        SKIP,
        /** The reply of the next command will be left out. */
        SKIP_NEXT
    }

    Session(long id, Server server, PeerLink link, ReplyWriter reply) {
        this.id = id;
        this.server = server;
        this.link = link;
        this.reply = reply;
        this.keys = server.databases().get(0);
        this.createdNanos = server.clock().nanos();
        this.lastActiveNanos = createdNanos;
        this.transaction = new Transaction(server.slabs());
        this.deferred = new ReplyBuffer(server.replyChunks());
        this.user = server.users().defaultUser();
        this.authenticated = user.isOpen();
        if (link.isUnixSocket()) {
            set(SessionFlag.UNIX_SOCKET, true);
        }
    }

    @Override
    public long id() {
        return id;
    }

    public Server server() {
        return server;
    }

    public PeerLink link() {
        return link;
    }

    /** The selected database. */
    public Keyspace keys() {
        return keys;
    }

    public void select(int database) {
        keys = server.databases().get(database);
    }

    /** For replies to this session's own commands. */
    public ReplyWriter reply() {
        return reply;
    }

    /** For what others have to say to this session. */
    public ReplyWriter push() {
        link.flushLater();
        return reply;
    }

    @Override
    public boolean isResp3() {
        return reply.isResp3();
    }

    /** A message reaches the client even if it wants no replies, and never in the middle of one. */
    @Override
    public void deliver(ReplyBuffer message) {
        if (isClosing()) {
            return;
        }
        if (running) {
            deferred.append(message);
        } else {
            reply.outOfBand(message);
            link.flushLater();
        }
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public WatchList watches() {
        return watches;
    }

    /** What the client asked for with CLIENT TRACKING. */
    @Override
    public Tracking tracking() {
        return tracking;
    }

    @Override
    public boolean isSubscribed() {
        return is(SessionFlag.PUBSUB);
    }

    @Override
    public void watchedKeyChanged() {
        set(SessionFlag.DIRTY_CAS, true);
    }

    public boolean is(SessionFlag flag) {
        return (flags & flag.bit()) != 0;
    }

    public void set(SessionFlag flag, boolean on) {
        if (on) {
            flags |= flag.bit();
        } else {
            flags &= ~flag.bit();
        }
    }

    /** The letters of what is on, {@code N} if nothing is. */
    public String flagLetters() {
        StringBuilder letters = new StringBuilder();
        for (SessionFlag flag : SessionFlag.values()) {
            if (shows(flag) && flag.letter() != 0) {
                letters.append(flag.letter());
            }
        }
        return letters.isEmpty() ? "N" : letters.toString();
    }

    /** Tracking keeps its own state, which most commands have no use for. */
    private boolean shows(SessionFlag flag) {
        return switch (flag) {
            case TRACKING -> tracking.isOn();
            case TRACKING_BROKEN -> tracking.isRedirectBroken();
            case TRACKING_BROADCAST -> tracking.isBroadcast();
            default -> is(flag);
        };
    }

    /** Whether it may ask anything at all: it has said who it is, or did not have to when it came. */
    public boolean isAuthenticated() {
        return authenticated;
    }

    /** Whether it may not ask anything before it has said who it is. */
    public boolean mustAuthenticate() {
        return !authenticated && server.users().requiresAuthentication();
    }

    public void authenticate(User asUser) {
        user = asUser;
        authenticated = true;
    }

    /** Back to the user that every connection begins as. */
    public void deauthenticate() {
        user = server.users().defaultUser();
        authenticated = user.isOpen();
    }

    /** Whose permissions count. */
    public User user() {
        return user;
    }

    /** As CLIENT SETNAME gave it; empty without one. */
    public String name() {
        return name;
    }

    public void rename(String newName) {
        name = newName;
    }

    public String libraryName() {
        return libraryName;
    }

    public void libraryName(String newName) {
        libraryName = newName;
    }

    public String libraryVersion() {
        return libraryVersion;
    }

    public void libraryVersion(String newVersion) {
        libraryVersion = newVersion;
    }

    /** The full name of the last command, {@code NULL} before the first. */
    public String lastCommand() {
        return lastCommand;
    }

    /** A request of the client was refused. */
    public void asked(String commandName) {
        lastCommand = commandName;
    }

    /** A request of the client begins to run. */
    public void began(String commandName, CommandCounters counters, long nanos) {
        lastCommand = commandName;
        lastCounters = counters;
        lastActiveNanos = nanos;
        running = true;
        beganWithin();
    }

    /** The request that the session waited with is run again. */
    public void resumed() {
        running = true;
        resumed = true;
    }

    /** Whether the request that runs is one that had to wait. */
    public boolean isResumed() {
        return resumed;
    }

    /** Whether a request of the client is being run. */
    public boolean isRunning() {
        return running;
    }

    /** A command begins to run within another one. */
    public void beganWithin() {
        commandsRun++;
        redacted = 0;
    }

    /** The request has run: what was to be said meanwhile is said now. */
    public void ended() {
        running = false;
        resumed = false;
        if (!deferred.isEmpty()) {
            reply.outOfBand(deferred);
            deferred.clear();
        }
    }

    /** Keeps an argument of the running command out of the slow log and of MONITOR: it is a secret. */
    public void redact(int index) {
        redacted |= 1L << Math.min(index, LAST_REDACTION_BIT);
    }

    public boolean isRedacted(int index) {
        return (redacted >>> Math.min(index, LAST_REDACTION_BIT) & 1) != 0;
    }

    public long createdNanos() {
        return createdNanos;
    }

    public long lastActiveNanos() {
        return lastActiveNanos;
    }

    public void activeAt(long nanos) {
        lastActiveNanos = nanos;
    }

    public long commandsRun() {
        return commandsRun;
    }

    public Transaction transaction() {
        return transaction;
    }

    public boolean isInMulti() {
        return is(SessionFlag.MULTI);
    }

    /** Keeps a command for EXEC, unless EXEC will run nothing anyway. */
    public void queue(Request request, long commandFlags) {
        if (!is(SessionFlag.DIRTY_CAS) && !is(SessionFlag.DIRTY_EXEC)) {
            keep(transaction.queue(request, commandFlags));
        }
    }

    /** Ends MULTI and WATCH with nothing left of them. */
    public void discardTransaction() {
        keep(-transaction.bytes());
        transaction.clear();
        set(SessionFlag.MULTI, false);
        set(SessionFlag.DIRTY_CAS, false);
        set(SessionFlag.DIRTY_EXEC, false);
        server.watches().unwatch(watches);
    }

    /** Whether a command may stop the session to wait for something; one that may not answers as if its time were up. */
    public boolean mayBlock() {
        return !is(SessionFlag.NEVER_BLOCKS);
    }

    public ReplyMode replyMode() {
        return replyMode;
    }

    public void replyMode(ReplyMode mode) {
        replyMode = mode;
        reply.mute(mode == ReplyMode.OFF || mode == ReplyMode.SKIP);
    }

    /** Memory that the session holds: its buffers, and what it or others {@link #keep} for it. O(1). */
    public long heldBytes() {
        return link.queryMemory() + link.replyMemory() + deferred.heldBytes() + keptBytes;
    }

    /**
     * So many more bytes are kept for the session, or fewer: what it queued, watches, subscribed to, waits with. Said by whoever keeps
     * them, and lets go of them when the session is released.
     */
    @Override
    public void keep(long bytes) {
        keptBytes += bytes;
        server.sessions().kept(bytes);
    }

    /** What the session waits for; null if for nothing. */
    public @Nullable Blocking blocking() {
        return blocking;
    }

    /** Stops the session after the running command until {@link #unblock}. */
    public void block(Blocking operation) {
        blocking = operation;
        server.sessions().waits().add(this);
        stopped = true;
        set(SessionFlag.BLOCKED, true);
    }

    /** The reply of the command that waits is an error that somebody else has made; {@link #unblock} follows. */
    public void failWait(CommandError error) {
        push().error(error.text());
        server.statistics().errorReply(error.code());
        if (lastCounters != null) {
            lastCounters.failed();
        }
    }

    /** Lets the session go on; whoever calls has written the reply. */
    public void unblock() {
        if (blocking != null) {
            server.sessions().waits().remove(this);
            blocking = null;
        }
        stopped = false;
        set(SessionFlag.BLOCKED, false);
        link.flushLater();
        link.resume();
    }

    /** Whether no further request may be run for now. */
    public boolean isStopped() {
        return stopped;
    }

    /** Gives everything back: the connection is gone. */
    void release() {
        deferred.clear();
    }

    public void closeAfterReplies() {
        set(SessionFlag.CLOSE_AFTER_REPLY, true);
        link.closeAfterReplies();
    }

    public void closeNow() {
        set(SessionFlag.CLOSE_ASAP, true);
        link.closeNow();
    }

    public boolean isClosing() {
        return is(SessionFlag.CLOSE_AFTER_REPLY) || is(SessionFlag.CLOSE_ASAP);
    }
}
