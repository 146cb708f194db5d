package io.glassbox.structure.sketch;

import io.glassbox.structure.memory.GrowableBytes;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/** A block that is exactly as long as its contents, and moves with every new length. */
final class SlabBytes implements GrowableBytes, AutoCloseable {
    private final Slabs slabs;
    private long address;
    private int length;

    SlabBytes(Slabs slabs) {
        this.slabs = slabs;
        this.address = slabs.allocate(0);
    }

    void set(byte[] bytes) {
        resize(bytes.length);
        Memory.copyIn(bytes, 0, address, bytes.length);
    }

    byte[] toBytes() {
        return Memory.toBytes(address, length);
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
        long moved = slabs.allocate(newLength);
        Memory.fill(moved, newLength, 0x5A);
        Memory.copy(address, moved, Math.min(length, newLength));
        slabs.free(address);
        address = moved;
        length = newLength;
    }

    @Override
    public void close() {
        slabs.free(address);
    }
}
