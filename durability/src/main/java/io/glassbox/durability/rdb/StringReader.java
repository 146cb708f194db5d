package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.type.StringValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.memory.ByteView;

/** Reads strings. */
final class StringReader implements TypeReader {
    private final StringValue value;
    private final ByteView view = new ByteView();

    StringReader(TypeContext types) {
        value = StringValue.KIND.newValue(types);
    }

    @Override
    public Slot slot() {
        return value.slot();
    }

    @Override
    public void read(int type, RdbInput in, EntryStore store, ByteView key) {
        store.find(key, value.slot());
        value.positioned();
        value.set(in.readString(view));
    }
}
