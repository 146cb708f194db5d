package io.glassbox.engine.change;

import io.glassbox.structure.memory.ByteView;

/**
 * Somebody who wants to know of changes: WATCH, keyspace events, blocked clients, client tracking, the replication log.
 * Called on the engine thread within the command that made the change; the key's view is valid for the call only.
 */
public interface ChangeListener {
    /** The value of a key, or its existence, changed. */
    void keyChanged(int database, ByteView key, KeyEvent event);

    /** Something worth an event happened to a key that did not change its value: a miss, a first appearance. */
    default void keyNoticed(int database, ByteView key, KeyEvent event) {}

    /** The bytes of a value changed, but nothing that is worth an event: a count cached within it. */
    default void keyRefreshed(int database, ByteView key) {}

    /** A database is about to be emptied. */
    default void databaseFlushing(int database) {}

    /** All databases, so many, are about to be emptied. */
    default void allDatabasesFlushing(int count) {
        for (int i = 0; i < count; i++) {
            databaseFlushing(i);
        }
    }

    /** Two different databases are about to change places. */
    default void databasesSwapping(int first, int second) {}
}
