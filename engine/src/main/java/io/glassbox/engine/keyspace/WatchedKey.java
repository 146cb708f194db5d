package io.glassbox.engine.keyspace;

import io.glassbox.structure.memory.ByteView;
import org.jspecify.annotations.Nullable;

/** A key of one database that somebody watches. */
final class WatchedKey {
    final int database;

    /** Valid as long as the key is watched. */
    final ByteView name;

    @Nullable
    Watch first;

    WatchedKey(int database, ByteView name) {
        this.database = database;
        this.name = name;
    }

    void add(Watch watch) {
        Watch head = first;
        watch.next = head;
        if (head != null) {
            head.previous = watch;
        }
        first = watch;
    }

    void remove(Watch watch) {
        Watch before = watch.previous;
        Watch after = watch.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
    }
}
