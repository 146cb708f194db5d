package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.Slabs;

/**
 * How much memory a value may take that is read only to be looked at. Reaching it costs the elements read so far their place: what
 * follows is not compared with them any more, and everything else goes on as before.
 */
public final class ValueBound {
    private final Slabs slabs;
    private final long bytes;
    private final Runnable drain;

    /** {@code drain}: frees what removed values have left behind. */
    public ValueBound(Slabs slabs, long bytes, Runnable drain) {
        this.slabs = slabs;
        this.bytes = bytes;
        this.drain = drain;
    }

    /** For values that are kept. */
    static ValueBound none(Slabs slabs) {
        return new ValueBound(slabs, Long.MAX_VALUE, () -> {});
    }

    boolean isNone() {
        return bytes == Long.MAX_VALUE;
    }

    boolean isReached() {
        return slabs.usedBytes() > bytes;
    }

    void drain() {
        drain.run();
    }
}
