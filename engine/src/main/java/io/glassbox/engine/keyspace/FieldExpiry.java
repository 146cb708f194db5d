package io.glassbox.engine.keyspace;

import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.type.HashValue;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.wheel.TimingWheel;
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
    private final TimingWheel.DueVisitor visiting = this::visit;
    private final ByteView key = new ByteView();
    private final List<byte[]> effect = new ArrayList<>();

    private Keyspace keys;

    @SuppressWarnings("NullAway.Init") // sweep() sets the keyspace
    FieldExpiry(Databases databases) {
        this.databases = databases;
        this.hash = HashValue.KIND.newValue(databases.types());
    }

    /** Visits at most {@code budget} hashes with fields whose time has come; returns how many it visited. */
    int sweep(Keyspace sweptKeys, int budget) {
        keys = sweptKeys;
        return keys.store().partWheel().advance(keys.clock().unixMillis(), budget, visiting);
    }

    private void visit(long entry) {
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
    void meet(Keyspace metKeys, HashValue met, ByteView field) {
        Slot slot = met.slot();
        begin();
        note(field);
        met.removeOverdue();
        key.set(slot.key());
        end(metKeys, 1);
    }

    private void begin() {
        effect.clear();
    }

    private void note(ByteView field) {
        if (databases.effects().isWanted()) {
            effect.add(field.toBytes());
        }
        databases.changes().subkey(field);
    }

    private void end(Keyspace changed, int removed) {
        if (removed == 0) {
            return;
        }
        databases.statistics().expiredFields += removed;
        if (databases.effects().isWanted()) {
            effect.addFirst("HDEL".getBytes(StandardCharsets.US_ASCII));
            effect.add(1, key.toBytes());
            databases.effects().before(changed.index(), List.copyOf(effect));
        }
        databases.changes().also(changed.index(), key, KeyEvent.HEXPIRED);
    }
}
