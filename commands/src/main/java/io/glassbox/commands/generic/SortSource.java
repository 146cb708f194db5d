package io.glassbox.commands.generic;

import io.glassbox.command.call.CommandError;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.ListValue;
import io.glassbox.engine.type.SetValue;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.structure.memory.ByteView;
import org.jspecify.annotations.Nullable;

/** The list, set or sorted set that SORT sorts. */
final class SortSource {
    private final Keyspace keys;
    private final ByteView key;
    private final @Nullable ValueType type;

    /** Looks the key up, which may not exist. Throws WRONGTYPE. */
    SortSource(Keyspace keys, ByteView key) {
        this.keys = keys;
        this.key = key;
        Slot slot = keys.read(key);
        type = slot.exists() ? Entry.type(slot.entry()) : null;
        if (type != null && !isSortable(type)) {
            throw CommandError.WRONG_TYPE;
        }
    }

    private static boolean isSortable(ValueType type) {
        return type == ValueType.LIST || type == ValueType.SET || type == ValueType.ZSET;
    }

    long size() {
        if (type == null) {
            return 0;
        }
        return switch (type) {
            case LIST -> list().length();
            case SET -> set().size();
            default -> sortedSet().size();
        };
    }

    /** Whether the elements are in no order. */
    boolean isUnordered() {
        return type == ValueType.SET;
    }

    /**
     * Adds so many elements from an index on to the vector, in the order in which they are kept or, unless it
     * is a set, from behind.
     */
    void copyTo(SortVector vector, long first, long wanted, boolean isDescending) {
        if (type == null || wanted == 0) {
            return;
        }
        switch (type) {
            case LIST -> copyList(vector, first, wanted, isDescending);
            case SET -> copySet(vector, first, wanted);
            default -> copySortedSet(vector, first, wanted, isDescending);
        }
    }

    private void copyList(SortVector vector, long first, long wanted, boolean isDescending) {
        ListValue list = list();
        list.seek(isDescending ? list.length() - 1 - first : first, !isDescending);
        do {
            vector.add(list.element());
        } while (vector.size() < wanted && list.next());
    }

    private void copySet(SortVector vector, long first, long wanted) {
        SetValue set = set();
        set.rewind();
        for (long i = 0; i < first; i++) {
            set.next();
        }
        while (vector.size() < wanted && set.next()) {
            vector.add(set.member().bytes());
        }
    }

    private void copySortedSet(SortVector vector, long first, long wanted, boolean isDescending) {
        SortedSetValue set = sortedSet();
        set.seek(isDescending ? set.size() - 1 - first : first);
        do {
            vector.add(set.member());
        } while (vector.size() < wanted && set.step(isDescending));
    }

    private ListValue list() {
        return keys.again(ListValue.KIND, key, 0);
    }

    private SetValue set() {
        return keys.again(SetValue.KIND, key, 0);
    }

    private SortedSetValue sortedSet() {
        return keys.again(SortedSetValue.KIND, key, 0);
    }
}
