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

    private final ValueBound bound;
    private final ByteView key = new ByteView();
    private long dropped;

    TypeReader(V value, ValueBound bound) {
        this.value = value;
        this.bound = bound;
    }

    /**
     * Reads a value of an encoding of {@link RdbType} to a key that does not exist; returns the place of the key. Throws
     * {@link DamagedRdb}, and the key may have part of a value then; a collection of nothing leaves no key.
     */
    final Slot read(int type, RdbInput in, EntryStore store, ByteView name) {
        key.set(name);
        dropped = 0;
        position(store);
        fill(type, in);
        return value.slot();
    }

    private void position(EntryStore store) {
        store.find(key, value.slot());
        value.positioned();
    }

    /** Gives the value, which is not there yet, what the file says. */
    abstract void fill(int type, RdbInput in);

    /** Elements that the value has; a string is one. */
    abstract long size();

    /** What Redis says of a value of this type whose bytes end too soon; empty if nothing in particular. */
    String torn() {
        return "";
    }

    /** Elements of the value that was read last, which is still there. */
    final long elements() {
        // It may have been given its bytes behind the back of what is positioned on it.
        value.positioned();
        return dropped + (value.exists() ? size() : 0);
    }

    /**
     * To be called between elements that do not lie in one piece of the file: if they are only looked at and take too much memory,
     * they are counted and dropped, and the value is as if it began here. Whether it was.
     */
    final boolean dropIfLarge() {
        if (!bound.isReached() || !value.exists()) {
            return false;
        }
        dropped += size();
        EntryStore store = value.slot().store();
        store.remove(value.slot());
        bound.drain();
        position(store);
        return true;
    }

    /** Whether the value is wanted, and not only looked at. */
    final boolean isKept() {
        return bound.isNone();
    }

    /** Counts elements that were looked at and left out. */
    final void count(long elements) {
        dropped += elements;
    }

    /** Whether there is no room for more. */
    final boolean isFull() {
        return bound.isReached();
    }

    /** Takes bytes that were checked for the whole value. */
    final void adopt(ValueType type, Encoding encoding, ByteView bytes) {
        Slot slot = value.slot();
        long target = slot.store().prepare(slot, type, encoding, bytes.length(), EntryStore.NO_DUE);
        Memory.copy(bytes.address(), target, bytes.length());
    }
}
