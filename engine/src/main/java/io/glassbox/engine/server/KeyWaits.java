package io.glassbox.engine.server;

import io.glassbox.command.call.Args;
import io.glassbox.engine.change.ChangeListener;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.hash.ByteMap;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The one mechanism behind all commands that wait for keys: BLPOP, BZPOPMIN, XREAD and their like.
 *
 * <p>A handler that finds nothing calls {@link #await} and returns without a reply. Whatever changes a key that somebody waits
 * for makes it ready. When the command that did so is over (a transaction as a whole), those who wait for ready keys have their
 * own commands run again, first come first served: each takes what it wants and replies as if it had just been called, or finds
 * nothing once more and keeps its place in the queue.
 *
 * <p>A write costs one lookup here if anybody waits in its database, and nothing otherwise.
 */
public final class KeyWaits implements ChangeListener, AutoCloseable {
    /** Further away than any moment of the monotonic clock. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Databases databases;
    private final Slabs slabs;
    private final List<ByteMap<WaitedKey>> byDatabase = new ArrayList<>();
    private final Set<WaitedKey> ready = new LinkedHashSet<>();
    private final TreeSet<KeyWait> byRetry = new TreeSet<>(
            Comparator.<KeyWait>comparingLong(wait -> wait.retryNanos).thenComparingLong(wait -> wait.session.id()));
    private boolean serving;

    KeyWaits(Databases databases, Slabs slabs) {
        this.databases = databases;
        this.slabs = slabs;
        for (int i = 0; i < databases.count(); i++) {
            byDatabase.add(new ByteMap<>(slabs));
        }
    }

    /**
     * Stops the session until one of {@code keyCount} keys, from argument {@code firstKey} on, has what the wish says; or gives
     * the reply for nothing at once if the session may not wait. The handler returns without having written or changed anything.
     */
    public void await(Session session, Args args, int firstKey, int keyCount, KeyWait.Wish wish) {
        if (session.blocking() instanceof KeyWait again) {
            again.isStillWanting = true;
            return;
        }
        if (!session.mayBlock()) {
            writeNothing(session.reply(), wish.nothing());
            return;
        }
        KeyWait wait = new KeyWait(this, session, KeptRequest.copyOf(args.request(), slabs), wish);
        int database = session.keys().index();
        for (int i = firstKey; i < firstKey + keyCount; i++) {
            WaitedKey key = byDatabase.get(database).getOrAdd(args.at(i), name -> new WaitedKey(database, name));
            if (key.add(wait)) {
                wait.keys.add(key);
            }
        }
        session.keep(wait.kept.bytes(slabs));
        session.block(wait);
    }

    /**
     * Has the command of a session that waits run again at this moment of the monotonic clock too, since what it wants comes with
     * time: to be called after {@link #await}, each time.
     */
    public void retryAt(Session session, long nanos) {
        if (session.blocking() instanceof KeyWait wait) {
            byRetry.remove(wait);
            wait.retryNanos = nanos;
            byRetry.add(wait);
        }
    }

    /** When the next command is to be run again; {@link #NEVER} if none is. */
    public long nextRetry() {
        return byRetry.isEmpty() ? NEVER : byRetry.first().retryNanos;
    }

    /** Makes ready what is to be tried again by now, in monotonic nanoseconds. */
    public void retryDue(long nanos) {
        while (nextRetry() <= nanos) {
            KeyWait wait = byRetry.removeFirst();
            wait.retryNanos = NEVER;
            ready.addAll(wait.keys);
        }
    }

    /** Whether the running command is one that waited and is run again. */
    public boolean isServing(Session session) {
        return session.blocking() instanceof KeyWait;
    }

    /** Whether {@link #serve} has anything to do. */
    public boolean hasReady() {
        return !ready.isEmpty() && !serving;
    }

    /** Runs the commands that wait for ready keys, and for those that become ready by it, until nobody is served any more. */
    public void serve(Consumer<KeyWait> runAgain) {
        serving = true;
        try {
            while (!ready.isEmpty()) {
                Iterator<WaitedKey> first = ready.iterator();
                WaitedKey key = first.next();
                first.remove();
                serve(key, runAgain);
            }
        } finally {
            serving = false;
        }
    }

    /** Keys that anybody waits for. */
    public int keyCount() {
        int count = 0;
        for (ByteMap<WaitedKey> keys : byDatabase) {
            count += keys.size();
        }
        return count;
    }

    /** Of these, keys whose end would be served too. */
    public int keyCountUntilGone() {
        int[] count = {0};
        for (ByteMap<WaitedKey> keys : byDatabase) {
            keys.forEach((name, key) -> count[0] += key.isWaitedForUntilGone() ? 1 : 0);
        }
        return count[0];
    }

    @Override
    public void keyChanged(int database, ByteView key, KeyEvent event) {
        ByteMap<WaitedKey> keys = byDatabase.get(database);
        if (!keys.isEmpty()) {
            WaitedKey waited = keys.get(key);
            if (waited != null) {
                ready.add(waited);
            }
        }
    }

    @Override
    public void databaseFlushing(int database) {
        allReady(database);
    }

    @Override
    public void databasesSwapping(int first, int second) {
        allReady(first);
        allReady(second);
    }

    @Override
    public void close() {
        for (ByteMap<WaitedKey> keys : byDatabase) {
            Set<KeyWait> left = new LinkedHashSet<>();
            keys.forEach((name, key) -> left.addAll(key.waits()));
            left.forEach(this::forget);
            keys.close();
        }
    }

    static void writeNothing(ReplyWriter reply, KeyWait.Nothing nothing) {
        switch (nothing) {
            case NIL -> reply.nil();
            case NIL_ARRAY -> reply.nilArray();
        }
    }

    /** The wait is over, one way or the other. */
    void forget(KeyWait wait) {
        if (wait.keys.isEmpty()) {
            return;
        }
        for (WaitedKey key : wait.keys) {
            key.remove(wait);
            if (key.isEmpty()) {
                ready.remove(key);
                byDatabase.get(key.database).remove(key.name);
            }
        }
        wait.keys.clear();
        byRetry.remove(wait);
        wait.session.keep(-wait.kept.bytes(slabs));
        wait.kept.free(slabs);
    }

    private void allReady(int database) {
        byDatabase.get(database).forEach((name, key) -> ready.add(key));
    }

    /** Passes over the waits of one key in their order. Those that stay are skipped by count, for the queue changes meanwhile. */
    private void serve(WaitedKey key, Consumer<KeyWait> runAgain) {
        int staying = 0;
        KeyWait wait = key.waitAfter(staying);
        while (wait != null) {
            ValueType type = databases.get(key.database).typeOf(key.name);
            if (type == null && !key.isWaitedForUntilGone()) {
                return;
            }
            boolean isServed = (type == wait.wish.type() || wait.wish.untilGone()) && runAgain(wait, runAgain);
            staying += isServed ? 0 : 1;
            wait = key.waitAfter(staying);
        }
    }

    /** Whether the wait is over. That of a client which is about to be closed is not: what it took would be lost. */
    private boolean runAgain(KeyWait wait, Consumer<KeyWait> runAgain) {
        if (wait.session.isClosing()) {
            return false;
        }
        wait.isStillWanting = false;
        runAgain.accept(wait);
        if (wait.isStillWanting) {
            return false;
        }
        forget(wait);
        wait.session.unblock();
        return true;
    }
}
