package io.glassbox.engine.keyspace;

/** Somebody who wants to know, once, that a key it watches has changed. */
public interface Watcher {
    /** So many more bytes are kept for the watcher, or fewer. */
    void keep(long bytes);

    /** A watched key changed; the watcher watches nothing any more. */
    void watchedKeyChanged();
}
