package io.glassbox.durability.rdb;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.digest.DatasetDigest;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;

/**
 * The digest of entries that are being written down, the same as that of the databases they come from; used by the thread that writes.
 * What is handed over is a copy. Most are looked at as they are; of a value of many blocks there is only the encoded form, which only a
 * reader of values understands: it is read into a store of its own, digested and dropped, which costs as much as loading it.
 */
public final class EntryDigest implements AutoCloseable {
    /** The order of members differs from store to store anyhow. */
    private static final long SEED = 1;

    private final Databases databases;
    private final Keyspace keys;
    private final ValueReader reader;
    private final ValueWriter writer;
    private final RdbOutput out;
    private final PayloadInput in;
    private final ByteView key = new ByteView();
    private final DatasetDigest digest;

    /** For entries of so many databases at most, with memory of these slabs. */
    public EntryDigest(int databases, TypeContext types, int version, Slabs slabs) {
        CommandClock clock = new CommandClock(new SystemClock());
        clock.replay(true);
        this.databases = new Databases(1, slabs, clock, new SeededRandom(SEED));
        this.keys = this.databases.get(0);
        this.reader = new ValueReader(this.databases.types());
        this.writer = ValueWriter.forFiles(types, version);
        this.out = RdbOutput.growing(slabs);
        out.compress(false);
        this.in = new PayloadInput(slabs);
        this.digest = DatasetDigest.quick(databases);
    }

    /** Adds an entry with a value that is where it was, or a copy of it. */
    public void add(int database, long entry) {
        if (!Entry.isStructured(entry)) {
            digest.add(database, keys, entry);
            return;
        }
        out.clear();
        writer.write(entry, out);
        add(database, entry, writer.typeOf(entry), out.address(), out.length());
    }

    /** Adds an entry whose value was encoded by {@link EncodedValue}. */
    public void add(int database, long entry, long encoded, long encodedBytes) {
        add(
                database,
                entry,
                EncodedValue.type(encoded),
                EncodedValue.value(encoded),
                EncodedValue.valueBytes(encoded, encodedBytes));
    }

    private void add(int database, long entry, int type, long value, long valueBytes) {
        key.set(Entry.keyAddress(entry), Entry.keyLength(entry));
        Slot slot = reader.read(type, in.on(value, valueBytes), keys.store(), key);
        long due = Entry.due(entry);
        if (due != EntryStore.NO_DUE) {
            keys.store().putDue(slot, due);
        }
        digest.add(database, keys, slot.entry());
        keys.store().find(key, slot);
        keys.store().remove(slot);
    }

    /** The digest of what was added. */
    public String text() {
        return digest.text();
    }

    @Override
    public void close() {
        in.close();
        out.close();
        reader.close();
        databases.close();
    }
}
