package io.glassbox.engine.type;

import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.Slot;
import io.glassbox.structure.memory.GrowableBytes;

/** The bytes of a value that lies in one piece in its entry: a collection in its compact form. */
final class EntryBytes implements GrowableBytes {
    private final Slot slot;

    EntryBytes(Slot slot) {
        this.slot = slot;
    }

    @Override
    public long address() {
        return Entry.valueAddress(slot.entry());
    }

    @Override
    public int length() {
        return (int) Entry.valueLength(slot.entry());
    }

    @Override
    public void resize(int newLength) {
        slot.store().resize(slot, newLength);
    }
}
