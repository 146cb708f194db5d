package io.glassbox.engine.eviction;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * The best candidates for eviction of many small samples: so a few samples a time come near to having looked at all keys. They
 * are kept by name, since their entries may move or go before it is their turn.
 */
final class CandidatePool implements AutoCloseable {
    private static final int MOST = 16;

    private final Slabs slabs;
    private final ByteView best = new ByteView();

    // In ascending order of their merit; the names are copies in blocks of their own.
    private final long[] merits = new long[MOST];
    private final int[] databases = new int[MOST];
    private final long[] names = new long[MOST];
    private final int[] lengths = new int[MOST];
    private int count;

    CandidatePool(Slabs slabs) {
        this.slabs = slabs;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Keeps a candidate if it is better than another, or there is room. */
    void offer(long merit, int database, ByteView name) {
        int place = placeOf(merit);
        if (count == MOST && place == 0 || isThere(merit, database, name, place)) {
            return;
        }
        if (count == MOST) {
            slabs.free(names[0]);
            place--;
            shift(1, 0, place);
        } else {
            shift(place, place + 1, count - place);
            count++;
        }
        merits[place] = merit;
        databases[place] = database;
        names[place] = slabs.allocate(Math.max(1, name.length()));
        lengths[place] = name.length();
        Memory.copy(name.address(), names[place], name.length());
    }

    /** The name of the best, which must exist; valid until {@link #dropBest}. */
    ByteView best() {
        return best.set(names[count - 1], lengths[count - 1]);
    }

    int databaseOfBest() {
        return databases[count - 1];
    }

    long meritOfBest() {
        return merits[count - 1];
    }

    void dropBest() {
        count--;
        slabs.free(names[count]);
    }

    /** Forgets all: their merits were of another policy. */
    void clear() {
        while (count > 0) {
            dropBest();
        }
    }

    @Override
    public void close() {
        clear();
    }

    private int placeOf(long merit) {
        int place = 0;
        while (place < count && merits[place] < merit) {
            place++;
        }
        return place;
    }

    /** A key that was sampled before and not used since has the same merit still. */
    private boolean isThere(long merit, int database, ByteView name, int place) {
        for (int i = place; i < count && merits[i] == merit; i++) {
            if (databases[i] == database && best.set(names[i], lengths[i]).sameBytes(name)) {
                return true;
            }
        }
        return false;
    }

    private void shift(int from, int to, int length) {
        System.arraycopy(merits, from, merits, to, length);
        System.arraycopy(databases, from, databases, to, length);
        System.arraycopy(names, from, names, to, length);
        System.arraycopy(lengths, from, lengths, to, length);
    }
}
