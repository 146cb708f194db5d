package io.glassbox.commands.hyperloglog;

import io.glassbox.structure.memory.GrowableBytes;
import io.glassbox.structure.memory.Slabs;

/** Memory for a sketch that is in no key; owned until closed. */
final class SpareBytes implements GrowableBytes, AutoCloseable {
    private final Slabs slabs;
    private long address;
    private int length;

    SpareBytes(Slabs slabs) {
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
