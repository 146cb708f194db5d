package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/** A copy of a string that is still needed while the next one is read. */
final class KeptBytes implements AutoCloseable {
    /** Room that is kept from one string to the next. */
    private static final int KEPT_BYTES = 4096;

    private final Slabs slabs;
    private final ByteView view = new ByteView();
    private long block;
    private long capacity;

    KeptBytes(Slabs slabs) {
        this.slabs = slabs;
        this.block = slabs.allocate(KEPT_BYTES);
        this.capacity = KEPT_BYTES;
    }

    /** Copies the bytes; what was kept before is gone. */
    ByteView keep(ByteView bytes) {
        int length = bytes.length();
        long wanted = Math.max(length, KEPT_BYTES);
        if (wanted > capacity || wanted < capacity && capacity > KEPT_BYTES) {
            slabs.free(block);
            block = slabs.allocate(wanted);
            capacity = wanted;
        }
        Memory.copy(bytes.address(), block, length);
        return view.set(block, length);
    }

    ByteView view() {
        return view;
    }

    @Override
    public void close() {
        slabs.free(block);
    }
}
