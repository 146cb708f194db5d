package io.glassbox.server.wiring;

import io.glassbox.structure.memory.Slabs;

/** {@code maxmemory} against what the allocator counts. */
final class MemoryLimit {
    private final Slabs slabs;
    private long limit;

    MemoryLimit(Slabs slabs) {
        this.slabs = slabs;
    }

    /** 0 for none. */
    void limit(long bytes) {
        limit = bytes;
    }

    boolean isExceeded() {
        return limit != 0 && Long.compareUnsigned(slabs.usedBytes(), limit) > 0;
    }
}
