package io.glassbox.engine.keyspace;

import io.glassbox.engine.change.ChangeListener;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.structure.hash.ByteMap;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that clients WATCH. A watcher is told of the first change to any of its keys, and then watches none.
 *
 * <p>What counts is what a client could see. A key whose time had come before it was watched does not exist for the watcher:
 * that it is deleted at last, or replaced by nothing, is no change. That a key's time comes while it is watched is one, whether
 * or not it has been deleted by the time of EXEC; {@link #hasExpired} finds those that have not.
 *
 * <p>A write costs one lookup here if anything is watched in its database, and nothing otherwise.
 */
public final class Watches implements ChangeListener, AutoCloseable {
    private final Databases databases;
    private final List<ByteMap<WatchedKey>> byDatabase = new ArrayList<>();
    private int watchers;
    private int total;

    public Watches(Databases databases, Slabs slabs) {
        this.databases = databases;
        for (int i = 0; i < databases.count(); i++) {
            byDatabase.add(new ByteMap<>(slabs));
        }
    }

    /** Puts a key on a list; does nothing if it is there already. */
    public void watch(WatchList list, int database, ByteView key) {
        WatchedKey watched = byDatabase.get(database).getOrAdd(key, name -> new WatchedKey(database, name));
        if (list.contains(watched)) {
            return;
        }
        if (list.isEmpty()) {
            watchers++;
        }
        total++;
        Watch watch = new Watch(list, watched, presence(database, key) == Presence.EXPIRED);
        watched.add(watch);
        list.add(watch);
        list.watcher.keep(watch.bytes());
    }

    /** Takes all keys off a list. */
    public void unwatch(WatchList list) {
        if (list.isEmpty()) {
            return;
        }
        watchers--;
        for (Watch watch : list.takeAll()) {
            total--;
            WatchedKey watched = watch.key;
            list.watcher.keep(-watch.bytes());
            watched.remove(watch);
            if (watched.first == null) {
                byDatabase.get(watched.database).remove(watched.name);
            }
        }
    }

    /** Whether the time of a key on the list has come since it was watched, though nobody has deleted it yet. */
    public boolean hasExpired(WatchList list) {
        for (Watch watch : list.all()) {
            if (!watch.wasExpired && presence(watch.key.database, watch.key.name) == Presence.EXPIRED) {
                return true;
            }
        }
        return false;
    }

    /** Watchers that watch anything. */
    public int watchers() {
        return watchers;
    }

    /** Keys on all lists together. */
    public int total() {
        return total;
    }

    @Override
    public void keyChanged(int database, ByteView key, KeyEvent event) {
        keyRefreshed(database, key);
    }

    @Override
    public void keyRefreshed(int database, ByteView key) {
        ByteMap<WatchedKey> keys = byDatabase.get(database);
        if (keys.isEmpty()) {
            return;
        }
        WatchedKey watched = keys.get(key);
        if (watched != null) {
            boolean isGone = presence(database, key) == Presence.ABSENT;
            changed(watched, watch -> {
                boolean changes = !(watch.wasExpired && isGone);
                watch.wasExpired &= changes;
                return changes;
            });
        }
    }

    @Override
    public void databaseFlushing(int database) {
        replaced(database, -1);
    }

    @Override
    public void databasesSwapping(int first, int second) {
        replaced(first, second);
        replaced(second, first);
    }

    /** Frees what is left: lists that nobody took back. */
    @Override
    public void close() {
        for (ByteMap<WatchedKey> keys : byDatabase) {
            keys.close();
        }
    }

    /** The contents of a database are about to give way to those of another one, or to nothing (-1). */
    private void replaced(int database, int replacement) {
        ByteMap<WatchedKey> keys = byDatabase.get(database);
        if (keys.isEmpty()) {
            return;
        }
        List<WatchedKey> all = new ArrayList<>(keys.size());
        keys.forEach((name, watched) -> all.add(watched));
        for (WatchedKey watched : all) {
            if (watched.first != null) {
                Presence now = presence(database, watched.name);
                Presence then = replacement < 0 ? Presence.ABSENT : presence(replacement, watched.name);
                changed(watched, watch -> changes(watch, now, then));
            }
        }
    }

    /** Whether a watcher sees its key go from one state to the other. */
    private static boolean changes(Watch watch, Presence now, Presence then) {
        boolean wasThere = now == Presence.PRESENT || now == Presence.EXPIRED && !watch.wasExpired;
        if (!wasThere && then != Presence.PRESENT) {
            watch.wasExpired = then == Presence.EXPIRED;
            return false;
        }
        return true;
    }

    /** Which of the watches of a key see the change. */
    @FunctionalInterface
    private interface Sight {
        boolean sees(Watch watch);
    }

    private void changed(WatchedKey watched, Sight sight) {
        Watch watch = watched.first;
        while (watch != null) {
            Watch next = watch.next;
            if (sight.sees(watch)) {
                // Takes the watcher's other watches with it; none of them is of this key.
                WatchList list = watch.owner;
                unwatch(list);
                list.watcher.watchedKeyChanged();
            }
            watch = next;
        }
    }

    private Presence presence(int database, ByteView key) {
        return databases.get(database).presence(key);
    }
}
