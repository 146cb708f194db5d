package io.glassbox.tools.check;

import io.glassbox.durability.rdb.RdbInput;
import io.glassbox.durability.rdb.ValueBound;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.foundation.time.Clock;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;

/**
 * Reads values exactly as a server that loads them, so that what is found here is what keeps it from starting, but keeps none: each
 * is dropped before the next one, and large ones piece by piece. So memory is bounded by {@link #MOST_BYTES} and the longest string.
 */
final class ValueProbe implements AutoCloseable {
    /** Beyond this, members of one value are not compared with all others of it any more. */
    private static final long MOST_BYTES = 64L << 20;

    private static final long SEED = 1;

    private final Databases databases;
    private final Keyspace keys;
    private final ValueReader values;
    private final long nameBlock;
    private final ByteView name;

    ValueProbe(Slabs slabs, Clock time) {
        this(slabs, time, MOST_BYTES);
    }

    ValueProbe(Slabs slabs, Clock time, long mostBytes) {
        CommandClock clock = new CommandClock(time);
        clock.replay(true);
        this.databases = new Databases(1, slabs, clock, new SeededRandom(SEED));
        this.keys = databases.get(0);
        this.values = new ValueReader(databases.types(), new ValueBound(slabs, mostBytes, this::drain));
        this.nameBlock = slabs.allocate(1);
        this.name = new ByteView(nameBlock, 0);
    }

    /** Reads over the next value; how many elements it has. */
    long read(int type, RdbInput in) {
        Slot slot = values.read(type, in, keys.store(), name);
        long elements = values.elements();
        if (slot.exists()) {
            keys.store().remove(slot);
        }
        drain();
        return elements;
    }

    private void drain() {
        if (databases.pendingFrees() > 0) {
            databases.freePending(Long.MAX_VALUE);
        }
    }

    @Override
    public void close() {
        drain();
        databases.slabs().free(nameBlock);
        values.close();
        databases.close();
    }
}
