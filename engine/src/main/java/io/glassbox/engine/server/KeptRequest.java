package io.glassbox.engine.server;

import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/** A request that outlives the input buffer it was read from: one block with all arguments, to be freed by {@link #free}. */
record KeptRequest(long block, Request request) {
    private static final long OBJECT_BYTES = 96;

    /** An address and a length. */
    private static final long ARGUMENT_BYTES = Long.BYTES + Integer.BYTES;

    static KeptRequest copyOf(Request original, Slabs slabs) {
        long block = slabs.allocate(Math.max(1, original.totalBytes()));
        Request copy = new Request();
        long at = block;
        for (int i = 0; i < original.count(); i++) {
            Memory.copy(original.address(i), at, original.length(i));
            copy.add(at, original.length(i));
            at += original.length(i);
        }
        return new KeptRequest(block, copy);
    }

    /** The block, and what tells where its arguments are. */
    long bytes(Slabs slabs) {
        return slabs.sizeOf(block) + OBJECT_BYTES + request.count() * ARGUMENT_BYTES;
    }

    void free(Slabs slabs) {
        slabs.free(block);
    }
}
