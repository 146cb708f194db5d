package io.glassbox.engine.tracking;

import io.glassbox.engine.change.ChangeListener;
import io.glassbox.engine.change.ChangeLog;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.tracking.InvalidationMessage.Keys;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a server does for caches inside its clients: it remembers what they read, and tells them when that has changed.
 *
 * <p>A key that a client reads is remembered by name, whatever its database, until it changes, for whatever reason; then the
 * client is told once, and not again before it has read the key anew. A client that asked for broadcasts is told of all keys with
 * its prefixes, once a turn of the loop, and nothing is remembered for it. The client whose command changes a key is told
 * behind the reply of that command, all others at once.
 *
 * <p>Without a client that tracks this listens to no change, and the pipeline asks {@link #isOn} alone.
 */
public final class ClientTracking implements ChangeListener, AutoCloseable {
    /** Keys forgotten, or blocks freed, between two commands. */
    private static final int SLICE = 1000;

    private final ChangeLog changes;
    private final LongFunction<@Nullable TrackingClient> clients;
    private final InvalidationTable table;
    private final Prefixes prefixes;
    private final InvalidationMessage message;
    private final Trackers trackers = new Trackers();
    private final IntPredicate isAlive = this::isAlive;
    private final ByteView changedKey = new ByteView();
    private final Keys oneKey = this::writeChangedKey;
    private long mostKeys = Long.MAX_VALUE;
    private boolean on;
    private @Nullable TrackingClient running;

    /** {@code clients}: finds a client by its id; null if it is gone. */
    public ClientTracking(
            ChangeLog changes,
            Slabs slabs,
            ReplyChunks chunks,
            SipHash hashing,
            RandomSource random,
            LongFunction<@Nullable TrackingClient> clients) {
        this.changes = changes;
        this.clients = clients;
        this.table = new InvalidationTable(slabs, hashing, random);
        this.prefixes = new Prefixes(slabs, hashing);
        this.message = new InvalidationMessage(chunks);
    }

    /** Whether anybody tracks. */
    public boolean isOn() {
        return on;
    }

    /** {@code tracking-table-max-keys}: more than so many keys are not remembered; 0 for no limit. */
    public void rememberAtMost(long keys) {
        mostKeys = keys == 0 ? Long.MAX_VALUE : keys;
    }

    /** CLIENT TRACKING ON. The options fit one another and what the client asked for before. */
    public void enable(Tracking tracking, TrackingOptions options) {
        if (!on) {
            on = true;
            changes.listenFirst(this);
        }
        if (!tracking.isOn() && !trackers.hasRoom()) {
            forgetAll();
            trackers.renumber();
        }
        tracking.begin(tracking.isOn() ? tracking.number : trackers.add(tracking), options);
        if (options.broadcast()) {
            if (options.prefixes().isEmpty()) {
                prefixes.join(tracking, new byte[0]);
            }
            for (byte[] prefix : options.prefixes()) {
                prefixes.join(tracking, prefix);
            }
        }
    }

    /** CLIENT TRACKING OFF, or the client is gone. What it has read is not looked for: its number means nobody from now on. */
    public void disable(Tracking tracking) {
        if (!tracking.isOn()) {
            return;
        }
        prefixes.leaveAll(tracking);
        trackers.remove(tracking.number);
        tracking.end();
        if (trackers.size() == 0) {
            on = false;
            changes.stopListening(this);
            table.clear();
            trackers.renumber();
        }
    }

    /** Whose request is running: who reads and changes keys now. Null between requests. */
    public @Nullable TrackingClient running() {
        return running;
    }

    /** Says whose request is running from now on. */
    public void running(@Nullable TrackingClient client) {
        running = client;
    }

    /** The client has read a key. */
    public void remember(Tracking tracking, ByteView key) {
        table.add(key, tracking.number, isAlive);
        // One in, one out: a call that reads many keys may pass the limit by as many as it adds after the first.
        if (table.size() > mostKeys) {
            forgetAnyKey();
        }
    }

    /** Does a piece of what has to be done by and by; returns whether there is more. */
    public boolean goOn() {
        for (int i = 0; i < SLICE && table.size() > mostKeys; i++) {
            forgetAnyKey();
        }
        return table.reclaim(SLICE) || table.size() > mostKeys;
    }

    /** Tells those who want broadcasts what has changed since the last call: before the replies of a turn go out. */
    public void broadcast() {
        List<Prefix> changed = prefixes.changed();
        if (changed.isEmpty()) {
            return;
        }
        for (int i = 0; i < changed.size(); i++) {
            broadcast(changed.get(i));
        }
        prefixes.clearChanged();
    }

    /** Clients that track. */
    public int clientCount() {
        return trackers.size();
    }

    /** Keys that are remembered. */
    public long keyCount() {
        return table.size();
    }

    /** How often a client is remembered for a key. */
    public long itemCount() {
        return table.items();
    }

    public int prefixCount() {
        return prefixes.size();
    }

    /** Memory for what is remembered. */
    public long bytes() {
        return table.bytes();
    }

    @Override
    public void keyChanged(int database, ByteView key, KeyEvent event) {
        switch (event) {
            case EXPIRED, EVICTED, HEXPIRED -> changed(key, ChangedKeys.NOBODY);
            default -> changed(key, runningId());
        }
    }

    @Override
    public void keyRefreshed(int database, ByteView key) {
        changed(key, runningId());
    }

    @Override
    public void databaseFlushing(int database) {
        forgetAll();
    }

    @Override
    public void allDatabasesFlushing(int count) {
        forgetAll();
    }

    /** Names mean other values in both databases, so all that clients hold may be wrong. */
    @Override
    public void databasesSwapping(int first, int second) {
        forgetAll();
    }

    @Override
    public void close() {
        table.close();
        prefixes.close();
    }

    private long runningId() {
        TrackingClient client = running;
        return client == null ? ChangedKeys.NOBODY : client.id();
    }

    /** {@code by}: the id of the client whose request did it. */
    private void changed(ByteView key, long by) {
        if (!prefixes.isEmpty()) {
            prefixes.changed(key, by);
        }
        long block = table.take(key);
        if (block != 0) {
            tellReaders(block, by);
        }
    }

    private boolean isAlive(int number) {
        return trackers.get(number) != null;
    }

    private void writeChangedKey(ReplyWriter writer) {
        InvalidationMessage.oneKey(writer, changedKey);
    }

    private void forgetAnyKey() {
        long block = table.anyBlock();
        if (block != 0) {
            tellReaders(table.take(InvalidationTable.keyOf(block, changedKey)), ChangedKeys.NOBODY);
        }
    }

    private void tellReaders(long block, long by) {
        InvalidationTable.keyOf(block, changedKey);
        int count = InvalidationTable.count(block);
        for (int i = 0; i < count; i++) {
            Tracking tracking = trackers.get(InvalidationTable.number(block, i));
            if (tracking != null && !(tracking.isNoLoop() && tracking.client.id() == by)) {
                tell(tracking, oneKey);
            }
        }
        message.end();
        table.free(block);
    }

    /** Tells everybody to forget all there is. */
    private void forgetAll() {
        trackers.forEach(tracking -> tell(tracking, ReplyWriter::nil));
        message.end();
        table.clear();
    }

    private void broadcast(Prefix prefix) {
        Keys all = writer -> writeKeys(writer, prefix.changed, ChangedKeys.NOBODY);
        for (Tracking tracking : prefix.members) {
            if (!tracking.isNoLoop()) {
                tell(tracking, all);
            }
        }
        message.end();
        for (Tracking tracking : prefix.members) {
            long own = tracking.client.id();
            if (tracking.isNoLoop() && prefix.changed.countBut(own) > 0) {
                tell(tracking, writer -> writeKeys(writer, prefix.changed, own));
                message.end();
            }
        }
    }

    private static void writeKeys(ReplyWriter writer, ChangedKeys keys, long butOf) {
        writer.array(keys.countBut(butOf));
        keys.forEachBut(butOf, writer::bulk);
    }

    /** Sends the message to the client or to whom it redirected; to nobody if their protocols leave no way. */
    private void tell(Tracking tracking, Keys keys) {
        TrackingClient target = tracking.client;
        long redirect = tracking.options.redirect();
        if (redirect != 0) {
            TrackingClient other = clients.apply(redirect);
            if (other == null) {
                tellBroken(tracking, redirect);
                return;
            }
            target = other;
        }
        if (target.isResp3() || (redirect != 0 && target.isSubscribed())) {
            target.deliver(message.about(keys, target.isResp3()));
        }
    }

    private void tellBroken(Tracking tracking, long redirect) {
        tracking.redirectBroke();
        if (tracking.client.isResp3()) {
            tracking.client.deliver(message.broken(redirect));
        }
    }
}
