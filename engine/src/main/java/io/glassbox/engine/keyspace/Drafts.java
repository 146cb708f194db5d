package io.glassbox.engine.keyspace;

import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.engine.type.Value;
import io.glassbox.engine.type.ValueKind;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that are built aside, under no key that anybody can see, and then put in the place of one as a whole. They lie in a
 * store of no database, under a key of one byte for each type: so there is one of each type at a time.
 */
final class Drafts {
    private final EntryStore store;
    private final TypeContext types;
    private final List<@Nullable Value> values = new ArrayList<>();
    private final long names;
    private final ByteView name = new ByteView();

    Drafts(EntryStore store, TypeContext types) {
        this.store = store;
        this.types = types;
        int count = ValueType.values().length;
        this.names = types.scratch(count);
        for (int i = 0; i < count; i++) {
            values.add(null);
            Memory.putByte(names + i, i);
        }
    }

    /** A value that is not there yet: what adds to it creates it. */
    <V extends Value> V begin(ValueKind<V> kind) {
        int index = kind.type().ordinal();
        Value value = values.get(index);
        if (value == null) {
            value = kind.newValue(types);
            values.set(index, value);
        }
        store.find(name.set(names + index, 1), value.slot());
        discard(value);
        value.positioned();
        return kind.cast(value);
    }

    void discard(Value draft) {
        Slot slot = draft.slot();
        if (slot.exists()) {
            store.remove(slot);
        }
    }
}
