package io.glassbox.structure.memory;

/** Bytes that belong to nobody else: something that grows before it has a place. Owned until closed. */
public final class SpareBytes implements GrowableBytes, AutoCloseable {
    private final Slabs slabs;
    private long address;
    private int length;

    public SpareBytes(Slabs slabs) {
        this.slabs = slabs;
        this.address = slabs.allocate(0);
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void resize(int newLength) {
        address = slabs.reallocate(address, newLength);
        length = newLength;
    }

    @Override
    public void close() {
        slabs.free(address);
    }
}
