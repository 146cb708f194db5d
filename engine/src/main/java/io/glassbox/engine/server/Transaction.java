package io.glassbox.engine.server;

import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;

/** The commands queued between MULTI and EXEC: copies, since the input buffer moves on. */
public final class Transaction {
    private final Slabs slabs;
    private final List<KeptRequest> queue = new ArrayList<>();
    private long bytes;
    private long flags;

    Transaction(Slabs slabs) {
        this.slabs = slabs;
    }

    /** Copies a request to the end of the queue; {@code commandFlags} are those of its command. Returns the memory that it takes. */
    long queue(Request request, long commandFlags) {
        KeptRequest kept = KeptRequest.copyOf(request, slabs);
        queue.add(kept);
        flags |= commandFlags;
        long taken = kept.bytes(slabs);
        bytes += taken;
        return taken;
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
        for (KeptRequest kept : queue) {
            kept.free(slabs);
        }
        queue.clear();
        bytes = 0;
        flags = 0;
    }
}
