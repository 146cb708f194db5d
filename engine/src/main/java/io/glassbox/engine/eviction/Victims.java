package io.glassbox.engine.eviction;

import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.AccessClock;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.foundation.setting.value.MaxmemoryPolicy;
import io.glassbox.structure.memory.ByteView;

/** Who has to go next, as {@code maxmemory-policy} has it. */
final class Victims implements AutoCloseable {
    private static final int MOST_SAMPLES = 64;

    /** Samples in a row that may have nothing to offer: keys with a due time among many without. */
    private static final int MOST_ATTEMPTS = 32;

    private final Databases databases;
    private final AccessClock access;
    private final CandidatePool pool;
    private final long[] sample = new long[MOST_SAMPLES];
    private final Slot slot = new Slot();
    private final ByteView name = new ByteView();
    private MaxmemoryPolicy policy = MaxmemoryPolicy.NOEVICTION;
    private boolean onlyWithDue;
    private int samples = 5;
    private int turn;
    private Keyspace owner;

    Victims(Databases databases) {
        this.databases = databases;
        this.access = databases.access();
        this.pool = new CandidatePool(databases.slabs());
        this.owner = databases.get(0);
    }

    void choose(MaxmemoryPolicy newPolicy) {
        policy = newPolicy;
        onlyWithDue = switch (newPolicy) {
            case VOLATILE_LRU, VOLATILE_LFU, VOLATILE_LRM, VOLATILE_RANDOM, VOLATILE_TTL -> true;
            case ALLKEYS_LRU, ALLKEYS_LFU, ALLKEYS_LRM, ALLKEYS_RANDOM, NOEVICTION -> false;
        };
        pool.clear();
    }

    void sampleBy(int count) {
        samples = count;
    }

    /** The entry that has to go; 0 if none may. {@link #owner} is where it is. */
    long next() {
        return switch (policy) {
            case NOEVICTION -> 0;
            case VOLATILE_TTL -> soonest();
            case ALLKEYS_RANDOM, VOLATILE_RANDOM -> anyOne();
            case ALLKEYS_LRU, ALLKEYS_LFU, ALLKEYS_LRM, VOLATILE_LRU, VOLATILE_LFU, VOLATILE_LRM -> leastUsed();
        };
    }

    Keyspace owner() {
        return owner;
    }

    /** The wheel has them in order, all but exactly: nothing is sampled. */
    private long soonest() {
        long victim = 0;
        for (int i = 0; i < databases.count(); i++) {
            long entry = databases.get(i).soonestDue(samples);
            if (entry != 0 && (victim == 0 || Entry.due(entry) < Entry.due(victim))) {
                victim = entry;
                owner = databases.get(i);
            }
        }
        return victim;
    }

    /** From one database after the other, so that none is emptied for another. */
    private long anyOne() {
        for (int i = 0; i < databases.count(); i++) {
            turn = turn + 1 < databases.count() ? turn + 1 : 0;
            Keyspace keys = databases.get(turn);
            if (candidates(keys) > 0) {
                owner = keys;
                if (!onlyWithDue) {
                    return keys.randomEntry();
                }
                return fill(keys, 1) > 0 ? sample[0] : keys.soonestDue(samples);
            }
        }
        return 0;
    }

    private long leastUsed() {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            for (int i = 0; i < databases.count(); i++) {
                Keyspace keys = databases.get(i);
                if (candidates(keys) > 0) {
                    offer(keys, i);
                }
            }
            long victim = fromPool();
            if (victim != 0) {
                return victim;
            }
        }
        return anyOne();
    }

    private void offer(Keyspace keys, int database) {
        int found = fill(keys, samples);
        for (int i = 0; i < found; i++) {
            name.set(Entry.keyAddress(sample[i]), Entry.keyLength(sample[i]));
            pool.offer(merit(sample[i]), database, name);
        }
    }

    /** The best that is still there, and was not used since it was found. */
    private long fromPool() {
        while (!pool.isEmpty()) {
            owner = databases.get(pool.databaseOfBest());
            long entry = owner.store().find(pool.best(), slot).exists() ? slot.entry() : 0;
            long merit = pool.meritOfBest();
            pool.dropBest();
            if (entry != 0 && (!onlyWithDue || Entry.hasDue(entry)) && merit(entry) >= merit) {
                return entry;
            }
        }
        return 0;
    }

    /** Fills the sample with keys that may go; returns how many. */
    private int fill(Keyspace keys, int wanted) {
        int found = keys.sample(sample, onlyWithDue ? Math.max(wanted, MOST_ATTEMPTS) : wanted);
        if (!onlyWithDue) {
            return found;
        }
        int withDue = 0;
        for (int i = 0; i < found && withDue < wanted; i++) {
            if (Entry.hasDue(sample[i])) {
                sample[withDue++] = sample[i];
            }
        }
        return withDue;
    }

    private long candidates(Keyspace keys) {
        return onlyWithDue ? keys.dueCount() : keys.size();
    }

    private long merit(long entry) {
        return access.isFrequency() ? Long.MAX_VALUE - access.frequency(entry) : access.idleSeconds(entry);
    }

    @Override
    public void close() {
        pool.close();
    }
}
