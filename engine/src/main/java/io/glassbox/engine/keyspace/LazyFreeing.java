package io.glassbox.engine.keyspace;

/**
 * Which deletions leave the freeing for later, in slices between commands: the {@code lazyfree-lazy-…} settings. Off means that
 * the memory is there again when the command ends.
 */
public final class LazyFreeing {
    private boolean userDeletes;
    private boolean userFlushes;
    private boolean overwrites;
    private boolean expiry;
    private boolean eviction;

    /** Whether DEL does what UNLINK does. */
    public boolean ofUserDeletes() {
        return userDeletes;
    }

    public void ofUserDeletes(boolean on) {
        userDeletes = on;
    }

    /** Whether FLUSHALL and FLUSHDB without a word of their own mean ASYNC. */
    public boolean ofUserFlushes() {
        return userFlushes;
    }

    public void ofUserFlushes(boolean on) {
        userFlushes = on;
    }

    /** For values that a command deletes in passing: the target of RENAME. */
    public boolean ofOverwrites() {
        return overwrites;
    }

    public void ofOverwrites(boolean on) {
        overwrites = on;
    }

    /** For keys whose time has come; replicas are then told UNLINK instead of DEL. */
    public boolean ofExpiry() {
        return expiry;
    }

    public void ofExpiry(boolean on) {
        expiry = on;
    }

    /** The same for keys that go because memory is full. */
    public boolean ofEviction() {
        return eviction;
    }

    public void ofEviction(boolean on) {
        eviction = on;
    }
}
