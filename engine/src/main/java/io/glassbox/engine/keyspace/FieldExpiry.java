package io.glassbox.engine.keyspace;

import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.type.HashValue;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes fields of hashes whose time has come, and tells of it: the event {@code hexpired}, once for all fields that go together,
 * HDEL for replicas, and the end of the key with its last field.
 */
final class FieldExpiry {
    /** Fields of one hash that go together: some 20 µs. */
    private static final int AT_ONCE = 64;

    private final Databases databases;
    private final HashValue hash;
    private final HashValue.FieldVisitor noting = this::note;
    private final ByteView key = new ByteView();
    private final List<byte[]> effect = new ArrayList<>();

    FieldExpiry(Databases databases) {
        this.databases = databases;
        this.hash = HashValue.KIND.newValue(databases.types());
    }

    /** Visits the hash of an entry whose first field is due. */
    void visit(Keyspace keys, long entry) {
        keys.store().beforeChange(entry);
        keys.store().at(entry, hash.slot());
        hash.positioned();
        begin();
        int removed = hash.expire(AT_ONCE, noting);
        key.set(hash.slot().key());
        end(keys, removed);
        keys.removeIfEmpty(hash);
    }

    /** Removes one field that is overdue, of a hash that a command is about to write to; the key stays, even if it is empty. */
    void meet(Keyspace keys, HashValue met, ByteView field) {
        Slot slot = met.slot();
        begin();
        note(field);
        met.removeOverdue();
        key.set(slot.key());
        end(keys, 1);
    }

    private void begin() {
        effect.clear();
    }

    private void note(ByteView field) {
        if (databases.effects().isWanted()) {
            effect.add(field.toBytes());
        }
    }

    private void end(Keyspace keys, int removed) {
        if (removed == 0) {
            return;
        }
        databases.statistics().expiredFields += removed;
        if (databases.effects().isWanted()) {
            effect.addFirst("HDEL".getBytes(StandardCharsets.US_ASCII));
            effect.add(1, key.toBytes());
            databases.effects().before(keys.index(), List.copyOf(effect));
        }
        databases.changes().also(keys.index(), key, KeyEvent.HEXPIRED);
    }
}
