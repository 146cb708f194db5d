package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.type.Value;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;

/** Reads values of one type of data, in all encodings that RDB files ever had for it. */
abstract class TypeReader<V extends Value> {
    /** Positioned on the key that is read to. */
    final V value;

    TypeReader(V value) {
        this.value = value;
    }

    /**
     * Reads a value of an encoding of {@link RdbType} to a key that does not exist; returns the place of the key. Throws
     * {@link DamagedRdb}, and the key may have part of a value then; a collection of nothing leaves no key.
     */
    final Slot read(int type, RdbInput in, EntryStore store, ByteView key) {
        store.find(key, value.slot());
        value.positioned();
        fill(type, in);
        return value.slot();
    }

    /** Gives the value, which is not there yet, what the file says. */
    abstract void fill(int type, RdbInput in);

    /** Takes bytes that were checked for the whole value. */
    final void adopt(ValueType type, Encoding encoding, ByteView bytes) {
        Slot slot = value.slot();
        long target = slot.store().prepare(slot, type, encoding, bytes.length(), EntryStore.NO_DUE);
        Memory.copy(bytes.address(), target, bytes.length());
    }
}
