package io.glassbox.engine.entry;

import org.jspecify.annotations.Nullable;

/**
 * Lets a snapshot have every value as it was when the snapshot began: before an entry changes that it does not have yet, it is
 * given the entry.
 *
 * <p>Which entries it has is a mark in each of them. What the mark says turns over with each snapshot, so that none has to be
 * wiped: outside of snapshots all entries carry the same mark, and new ones get it too. Every snapshot therefore has to mark all
 * entries that were there when it began, even if it comes to nothing.
 */
public final class ChangeGuard {
    /** Takes an entry of a store as it is now. */
    @FunctionalInterface
    public interface Keeper {
        /** False if it has only begun to take it, and wants to be asked again before the entry changes. */
        boolean keep(EntryStore store, long entry);
    }

    private int mark;
    private @Nullable Keeper keeper;

    /** Begins a snapshot: no entry has its mark. The last one has marked all. */
    public void begin(Keeper newKeeper) {
        mark ^= Entry.MARKED;
        keeper = newKeeper;
    }

    /** Goes on with another keeper: a snapshot that comes to nothing only marks. */
    public void goOn(Keeper newKeeper) {
        keeper = newKeeper;
    }

    /** Ends it: all entries are marked. */
    public void end() {
        keeper = null;
    }

    /** Gives the entry to the snapshot, if there is one that does not have it. */
    public void keep(EntryStore store, long entry) {
        Keeper current = keeper;
        if (current != null && isUnmarked(entry) && current.keep(store, entry)) {
            taken(entry);
        }
    }

    /** The snapshot has the entry by now. */
    public void taken(long entry) {
        Entry.putFlags(entry, marked(Entry.flags(entry)));
    }

    /** Whether a snapshot, or what is left of one, goes through the entries. */
    public boolean isActive() {
        return keeper != null;
    }

    /** Whether there is a snapshot that does not have the entry yet. */
    public boolean isWanted(long entry) {
        return keeper != null && isUnmarked(entry);
    }

    private boolean isUnmarked(long entry) {
        return (Entry.flags(entry) & Entry.MARKED) != mark;
    }

    /** These flags with the mark of an entry that is not given to a snapshot any more. */
    int marked(int flags) {
        return flags & ~Entry.MARKED | mark;
    }
}
