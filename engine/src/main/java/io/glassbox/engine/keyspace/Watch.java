package io.glassbox.engine.keyspace;

import org.jspecify.annotations.Nullable;

/** One key on the list of one watcher: a link of the key's list. */
final class Watch {
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
}
