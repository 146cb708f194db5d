package io.glassbox.engine.server;

import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;

/** The commands queued between MULTI and EXEC: copies, since the input buffer moves on. */
public final class Transaction {
    private final Slabs slabs;
    private final List<Queued> queue = new ArrayList<>();
    private long bytes;
    private long flags;

    Transaction(Slabs slabs) {
        this.slabs = slabs;
    }

    /** One queued command: a block that holds its arguments, and a request that points into it. */
    private record Queued(long block, Request request) {}

    /** Copies a request to the end of the queue; {@code commandFlags} are those of its command. */
    public void queue(Request request, long commandFlags) {
        long block = slabs.allocate(Math.max(1, request.totalBytes()));
        Request copy = new Request();
        long at = block;
        for (int i = 0; i < request.count(); i++) {
            Memory.copy(request.address(i), at, request.length(i));
            copy.add(at, request.length(i));
            at += request.length(i);
        }
        queue.add(new Queued(block, copy));
        bytes += slabs.sizeOf(block);
        flags |= commandFlags;
    }

    public int size() {
        return queue.size();
    }

    public Request request(int index) {
        return queue.get(index).request();
    }

    /** Memory held by the queue. */
    public long bytes() {
        return bytes;
    }

    /** The flags of all queued commands together. */
    public long commandFlags() {
        return flags;
    }

    public void clear() {
        for (Queued queued : queue) {
            slabs.free(queued.block());
        }
        queue.clear();
        bytes = 0;
        flags = 0;
    }
}
