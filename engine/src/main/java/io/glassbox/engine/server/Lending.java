package io.glassbox.engine.server;

import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.structure.memory.ByteView;
import org.jspecify.annotations.Nullable;

/**
 * Large values that another thread reads where they are, for a snapshot. A command that would change one waits, and only it: the
 * others go on. What changes a value without being foreseen (an expiry, a command within EXEC) is held up by {@code ChangeGuard}.
 */
public final class Lending {
    /** Who lends values to the other thread. */
    @FunctionalInterface
    public interface Lender {
        /** Whether an entry cannot be changed without waiting; sees to it that it soon can. */
        boolean isLent(EntryStore store, long entry);
    }

    private final PostponedSessions waiting = new PostponedSessions();
    private final Slot slot = new Slot();
    private @Nullable Lender lender;

    Lending() {}

    /** From now on values may be lent. */
    public void begin(Lender newLender) {
        lender = newLender;
    }

    /** All are back. */
    public void end() {
        lender = null;
        retry();
    }

    /** Whether there may be any that are lent. */
    public boolean isActive() {
        return lender != null;
    }

    /** Whether a command that changes this key has to wait. */
    public boolean isLent(Keyspace keys, ByteView key) {
        Lender current = lender;
        if (current == null) {
            return false;
        }
        keys.store().find(key, slot);
        return slot.exists() && current.isLent(keys.store(), slot.entry());
    }

    /** Keeps the session's request until something has come back. */
    public void postpone(Session session) {
        waiting.add(session);
    }

    /** Something has come back: those who wait may try again. */
    public void retry() {
        waiting.release();
    }

    public void forget(Session session) {
        waiting.forget(session);
    }
}
