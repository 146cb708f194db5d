package io.glassbox.engine.type;

import io.glassbox.engine.entry.Slot;

/**
 * A value where it lies: a flyweight that the keyspace positions on a key, which may not exist yet. Commands see the operations
 * of its type; how it is encoded is decided here, and the operations that add something create the key.
 *
 * <p>Valid until the next lookup with the same cursor; views that it lends until the next write to any key.
 */
public abstract class Value {
    protected final TypeContext context;
    protected final Slot slot = new Slot();

    protected Value(TypeContext context) {
        this.context = context;
    }

    /** For the keyspace, which positions it. */
    public final Slot slot() {
        return slot;
    }

    public final boolean exists() {
        return slot.exists();
    }

    /** Whether it has become a collection of nothing, whose key Redis deletes. Never so for a string. */
    public abstract boolean isEmpty();

    /** Called when the keyspace has positioned {@link #slot}: the place to forget what was known of the value before. */
    public void positioned() {}
}
