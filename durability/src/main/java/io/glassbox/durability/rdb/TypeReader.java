package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.structure.memory.ByteView;

/** Reads values of one type of data, in all encodings that RDB files ever had for it. */
interface TypeReader {
    /**
     * Reads a value of an encoding of {@link RdbType} to a key that does not exist. Throws {@link DamagedRdb}, and the key may have
     * part of a value then; a collection of nothing leaves no key.
     */
    void read(int type, RdbInput in, EntryStore store, ByteView key);

    /** The place of the key that was read to last. */
    Slot slot();
}
