package io.glassbox.engine.keyspace;

/** What the databases of a server count together, as INFO stats prints it. */
public final class KeyspaceStatistics {
    long hits;
    long misses;
    long expired;
    long expiredFields;
    long evicted;
    long lazilyFreed;

    public long hits() {
        return hits;
    }

    public long misses() {
        return misses;
    }

    /** Keys deleted because their time had come. */
    public long expired() {
        return expired;
    }

    /** Fields of hashes removed because their time had come. */
    public long expiredFields() {
        return expiredFields;
    }

    /** Keys deleted because memory was full. */
    public long evicted() {
        return evicted;
    }

    public long lazilyFreed() {
        return lazilyFreed;
    }

    public void reset() {
        hits = 0;
        misses = 0;
        expired = 0;
        expiredFields = 0;
        evicted = 0;
        lazilyFreed = 0;
    }
}
