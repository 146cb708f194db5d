package io.glassbox.engine.entry;

import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.memory.Memory;

/**
 * Entries that come in great number: they are kept out of the table for a while and put into it some at a time. Where an entry belongs
 * in a large table is hardly ever in the caches, and a look at one place after the other waits for memory each time; here all the
 * places are touched first, so that the waits overlap.
 */
final class Arrivals {
    private static final int MOST = 32;

    private final HashTable table;
    private final Twins twins;
    private final long[] hashes = new long[MOST];
    private final long[] entries = new long[MOST];
    private int count;

    /** What was touched, so that it is not for nothing in the eyes of a compiler. */
    private long touched;

    /** Is given the entries whose keys are in the table already. */
    @FunctionalInterface
    interface Twins {
        void found(long entry);
    }

    Arrivals(HashTable table, Twins twins) {
        this.table = table;
        this.twins = twins;
    }

    void add(long hash, long entry) {
        if (count == MOST) {
            settle();
        }
        hashes[count] = hash;
        entries[count] = entry;
        count++;
    }

    /** The entry among these with this key; 0 if there is none. What is in the table is not seen. */
    long find(long hash, long keyAddress, int keyLength) {
        for (int i = count - 1; i >= 0; i--) {
            if (hashes[i] == hash && isNamed(entries[i], keyAddress, keyLength)) {
                return entries[i];
            }
        }
        return 0;
    }

    private static boolean isNamed(long entry, long keyAddress, int keyLength) {
        return Entry.keyLength(entry) == keyLength && Memory.equal(Entry.keyAddress(entry), keyAddress, keyLength);
    }

    /** Puts an entry in the place of another; false if that is not among these. */
    boolean replace(long entry, long newEntry) {
        int at = indexOf(entry);
        if (at >= 0) {
            entries[at] = newEntry;
        }
        return at >= 0;
    }

    /** Lets an entry go; false if it is not among these. */
    boolean remove(long entry) {
        int at = indexOf(entry);
        if (at >= 0) {
            count--;
            hashes[at] = hashes[count];
            entries[at] = entries[count];
        }
        return at >= 0;
    }

    /** The newest is looked for most. */
    private int indexOf(long entry) {
        int i = count - 1;
        while (i >= 0 && entries[i] != entry) {
            i--;
        }
        return i;
    }

    /** Puts all into the table, but for those whose keys are there. */
    void settle() {
        long sum = touched;
        for (int i = 0; i < count; i++) {
            sum += table.touch(hashes[i]);
        }
        touched = sum;
        for (int i = 0; i < count; i++) {
            long entry = entries[i];
            if (table.find(hashes[i], Entry.keyAddress(entry), Entry.keyLength(entry)) == 0) {
                table.insert(hashes[i], entry);
            } else {
                twins.found(entry);
            }
        }
        count = 0;
    }
}
