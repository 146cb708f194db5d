package io.glassbox.structure.listpack;

import io.glassbox.structure.memory.GrowableBytes;
import io.glassbox.structure.memory.Slabs;

/** A listpack in a block of its own, which is never larger than it has to be. */
final class SlabListpack implements GrowableBytes {
    private final Slabs slabs;
    private long address;
    private int length = Listpack.EMPTY_BYTES;

    SlabListpack(Slabs slabs) {
        this.slabs = slabs;
        address = slabs.allocate(length);
        Listpack.createEmpty(address);
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

    void free() {
        slabs.free(address);
    }
}
