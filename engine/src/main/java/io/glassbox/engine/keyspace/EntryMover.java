package io.glassbox.engine.keyspace;

import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.structure.memory.ByteView;

/** Carries values from one key to another: RENAME, MOVE, COPY. */
final class EntryMover {
    private final Slot target = new Slot();

    void move(Slot source, EntryStore targetStore, ByteView targetKey) {
        int clock = Entry.accessClock(source.entry());
        targetStore.find(targetKey, target);
        source.store().transplant(source, target);
        Entry.putAccessClock(target.entry(), clock);
    }

    void copy(Slot source, EntryStore targetStore, ByteView targetKey) {
        targetStore.find(targetKey, target);
        source.store().copy(source, target);
    }
}
