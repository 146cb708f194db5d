package io.glassbox.engine.entry;

import io.glassbox.structure.memory.ByteView;

/**
 * A place in one database: a key, its hash, and its entry if there is one. Re-positioned for every lookup, never stored; the
 * write operations of {@link EntryStore} keep {@link #entry} right when a block moves.
 */
public final class Slot {
    final ByteView key = new ByteView();
    EntryStore store;
    long hash;
    long entry;

    /** Belongs to no store until {@link EntryStore#find} or {@link EntryStore#at} positions it. */
    @SuppressWarnings("NullAway.Init")
    public Slot() {}

    public boolean exists() {
        return entry != 0;
    }

    /** The address of the entry, 0 if the key does not exist. */
    public long entry() {
        return entry;
    }

    public EntryStore store() {
        return store;
    }

    public long hash() {
        return hash;
    }

    /** Behaves from here on as if the key did not exist; the entry stays. */
    public void forget() {
        entry = 0;
    }

    /** The key as it was looked up. */
    public ByteView key() {
        return key;
    }
}
