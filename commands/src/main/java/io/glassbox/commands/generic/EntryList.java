package io.glassbox.commands.generic;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * Entries gathered before a reply can say how many there are. Outside the heap, since KEYS of a large database gathers more than
 * the heap holds.
 */
final class EntryList implements AutoCloseable {
    private static final int INITIAL_ENTRIES = 32;

    private final Slabs slabs;
    private long block;
    private long capacity = INITIAL_ENTRIES;
    private long size;

    EntryList(Slabs slabs) {
        this.slabs = slabs;
        this.block = slabs.allocate(capacity * Long.BYTES);
    }

    void add(long entry) {
        if (size == capacity) {
            block = slabs.reallocate(block, capacity * 2 * Long.BYTES);
            capacity *= 2;
        }
        Memory.putLong(block + size * Long.BYTES, entry);
        size++;
    }

    long get(long index) {
        return Memory.getLong(block + index * Long.BYTES);
    }

    void set(long index, long entry) {
        Memory.putLong(block + index * Long.BYTES, entry);
    }

    long size() {
        return size;
    }

    /** Drops all entries from this one on. */
    void truncate(long newSize) {
        size = newSize;
    }

    @Override
    public void close() {
        slabs.free(block);
    }
}
