package io.glassbox.engine.keyspace;

import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.engine.type.Value;
import io.glassbox.engine.type.ValueKind;
import java.util.ArrayList;
import java.util.List;

/** The slots and values that one keyspace lends, by number and, for values, by type; made when they are first asked for. */
final class Cursors {
    private final TypeContext types;

    /** The values of each type, by its ordinal. */
    private final List<List<Value>> values = new ArrayList<>();

    private final List<Slot> slots = new ArrayList<>();

    Cursors(TypeContext types) {
        this.types = types;
        for (ValueType type : ValueType.values()) {
            assert values.size() == type.ordinal();
            values.add(new ArrayList<>());
        }
    }

    <V extends Value> V value(ValueKind<V> kind, int cursor) {
        List<Value> ofKind = values.get(kind.type().ordinal());
        while (ofKind.size() <= cursor) {
            ofKind.add(kind.newValue(types));
        }
        return kind.cast(ofKind.get(cursor));
    }

    Slot slot(int cursor) {
        while (slots.size() <= cursor) {
            slots.add(new Slot());
        }
        return slots.get(cursor);
    }
}
