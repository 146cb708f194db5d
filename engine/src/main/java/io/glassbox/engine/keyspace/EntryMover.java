package io.glassbox.engine.keyspace;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.memory.ByteView;

/** Carries values from one key to another: RENAME, MOVE, COPY. */
final class EntryMover {
    private final Slot target;

    EntryMover(EntryStore any) {
        target = new Slot(any);
    }

    void move(Slot source, EntryStore targetStore, ByteView targetKey) {
        int clock = Entry.accessClock(source.entry());
        targetStore.find(targetKey, target);
        source.store().transplant(source, target);
        Entry.putAccessClock(target.entry(), clock);
    }

    void copy(Slot source, EntryStore targetStore, ByteView targetKey) {
        long from = source.entry();
        ValueType type = Entry.type(from);
        Encoding encoding = Entry.encoding(from);
        assert type == ValueType.STRING : type;
        targetStore.find(targetKey, target);
        targetStore.putBytes(target, encoding, Entry.valueAddress(from), Entry.valueLength(from), Entry.due(from));
    }
}
