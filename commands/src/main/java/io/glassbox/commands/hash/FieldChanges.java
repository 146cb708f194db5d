package io.glassbox.commands.hash;

import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.HashValue;
import io.glassbox.structure.memory.ByteView;
import java.util.ArrayList;
import java.util.List;

/**
 * What one command does to the due times of fields of one hash, gathered, so that it is announced once: fields that got a time or
 * lost theirs, and fields that went because their time has passed.
 */
final class FieldChanges {
    /** Fields for replicas and for who listens to fields; filled only if they want to know. */
    private final List<byte[]> due = new ArrayList<>();

    private final List<byte[]> deleted = new ArrayList<>();

    private Keyspace keys;
    private ByteView key;
    private int dueCount;
    private int deletedCount;

    @SuppressWarnings("NullAway.Init") // begin() comes first
    FieldChanges() {}

    void begin(Keyspace newKeys, ByteView newKey) {
        keys = newKeys;
        key = newKey;
        due.clear();
        deleted.clear();
        dueCount = 0;
        deletedCount = 0;
    }

    /** Gives the current field a due time, or deletes it if that has passed; returns whether it is still there. */
    boolean setDue(HashValue hash, ByteView field, long time) {
        if (time != EntryStore.NO_DUE && keys.isPast(time)) {
            delete(hash, field);
            return false;
        }
        hash.putDue(time);
        dueCount++;
        note(due, field);
        return true;
    }

    /** Deletes the current field. */
    void delete(HashValue hash, ByteView field) {
        hash.remove();
        deletedCount++;
        note(deleted, field);
    }

    private void note(List<byte[]> fields, ByteView field) {
        if (keys.effects().isWanted() || keys.notesSubkeys()) {
            fields.add(field.toBytes());
        }
    }

    /** Before what happened to all of the fields is announced: either they have a time, or they are gone. */
    void noteSubkeys() {
        noteSubkeys(due);
        noteSubkeys(deleted);
    }

    private void noteSubkeys(List<byte[]> fields) {
        if (keys.notesSubkeys()) {
            fields.forEach(keys::subkey);
        }
    }

    /** Announces a change of due times to this one, or with {@link EntryStore#NO_DUE} their removal, and deletions. */
    void announce(HashValue hash, long time) {
        if (dueCount > 0) {
            noteSubkeys(due);
            keys.changed(key, time == EntryStore.NO_DUE ? KeyEvent.HPERSIST : KeyEvent.HEXPIRE, dueCount);
        }
        if (deletedCount > 0) {
            noteSubkeys(deleted);
            keys.changed(key, KeyEvent.HDEL, deletedCount);
        }
        if (keys.effects().isWanted()) {
            tell(time);
        }
        if (deletedCount > 0) {
            keys.removeIfEmpty(hash);
        }
    }

    private byte[] count() {
        return HashEffects.ascii(Integer.toString(due.size()));
    }

    private void tell(long time) {
        if (!due.isEmpty() && time == EntryStore.NO_DUE) {
            HashEffects.tell(
                    keys,
                    List.of(HashEffects.ascii("HPERSIST"), key.toBytes(), HashEffects.ascii("FIELDS"), count()),
                    due);
        } else if (!due.isEmpty()) {
            byte[] millis = HashEffects.ascii(Long.toString(time));
            HashEffects.tell(
                    keys,
                    List.of(
                            HashEffects.ascii("HPEXPIREAT"),
                            key.toBytes(),
                            millis,
                            HashEffects.ascii("FIELDS"),
                            count()),
                    due);
        }
        tellDeleted();
    }

    /** Tells replicas of the deletions instead of the running command. */
    void tellDeleted() {
        if (!deleted.isEmpty() && keys.effects().isWanted()) {
            HashEffects.tell(keys, List.of(HashEffects.ascii("HDEL"), key.toBytes()), deleted);
        }
    }
}
