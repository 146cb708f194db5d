package io.glassbox.structure.memory;

/**
 * Addresses of blocks, gathered before a reply can say how many there are. Outside the heap, since KEYS of a large database
 * gathers more than the heap holds.
 */
public final class AddressList implements AutoCloseable {
    private static final int INITIAL_ADDRESSES = 32;

    private final Slabs slabs;
    private long block;
    private long capacity = INITIAL_ADDRESSES;
    private long size;

    public AddressList(Slabs slabs) {
        this.slabs = slabs;
        this.block = slabs.allocate(capacity * Long.BYTES);
    }

    public void add(long address) {
        if (size == capacity) {
            block = slabs.reallocate(block, capacity * 2 * Long.BYTES);
            capacity *= 2;
        }
        Memory.putLong(block + size * Long.BYTES, address);
        size++;
    }

    public long get(long index) {
        return Memory.getLong(block + index * Long.BYTES);
    }

    public void set(long index, long address) {
        Memory.putLong(block + index * Long.BYTES, address);
    }

    public long size() {
        return size;
    }

    /** Drops all addresses from this one on. */
    public void truncate(long newSize) {
        size = newSize;
    }

    @Override
    public void close() {
        slabs.free(block);
    }
}
