package io.glassbox.engine.keyspace;

import org.jspecify.annotations.Nullable;

/** One key on the list of one watcher: a link of the key's list. */
final class Watch {
    /** About what a watch takes on the heap, its places in the lists of watcher and key included. */
    private static final long OBJECT_BYTES = 128;

    final WatchList owner;
    final WatchedKey key;

    /** The key's time had come when the watch began: for the watcher it does not exist, and its deletion changes nothing. */
    boolean wasExpired;

    @Nullable
    Watch previous;

    @Nullable
    Watch next;

    Watch(WatchList owner, WatchedKey key, boolean wasExpired) {
        this.owner = owner;
        this.key = key;
        this.wasExpired = wasExpired;
    }

    /** What is kept for it. All watchers of a key keep its name: it stays as long as one of them does. */
    long bytes() {
        return OBJECT_BYTES + key.name.length();
    }
}
