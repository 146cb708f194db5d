package io.glassbox.durability.rdb;

import io.glassbox.command.call.CommandError;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.foundation.log.Log;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Loads an RDB file into the databases, some keys or fields at each {@link #step}, so that a server can do other things in between.
 * Throws {@link DamagedRdb} for bytes that are not in order; what was loaded before stays.
 */
public final class RdbLoader implements RdbContent, AutoCloseable {
    /** {@code drops}: keys whose time has come are left out; {@code merges}: keys that are there already are replaced. */
    public record Rules(boolean checks, boolean drops, boolean merges) {}

    /** So many keys with a collection of nothing are named in the log. */
    private static final int MOST_NAMED = 10;

    /** Of its type, two lengths, and a name, which only one key can go without. */
    private static final int LEAST_KEY_BYTES = 4;

    private static final long NONE = -1;

    private final Databases databases;
    private final RdbFileInput in;
    private final RdbParser parser;
    private final ValueReader values;
    private final Log log;
    private final Rules rules;
    private final Slot present = new Slot();
    private Consumer<byte[]> libraries = source -> {};
    private Keyspace keys;
    private long usedBytes;
    private long loaded;
    private long expired;
    private long empty;
    private String digest = "";
    private long written = NONE;

    /** {@code in} stays the caller's. */
    public RdbLoader(Databases databases, RdbFileInput in, ValueReader values, Log log, Rules rules) {
        this.databases = databases;
        this.in = in;
        this.parser = new RdbParser(databases.slabs(), in, this, rules.checks());
        this.values = values;
        this.log = log;
        this.rules = rules;
        this.keys = databases.get(0);
    }

    /** Reads the first bytes, which say what it is. */
    public void begin() {
        parser.begin();
    }

    /** Reads so many keys, or other things that the file says; false when that was its end. */
    public boolean step(int most) {
        boolean hasMore = true;
        boolean isInOrder = false;
        collect();
        try {
            for (int i = 0; i < most && hasMore; i++) {
                hasMore = parser.step();
            }
            isInOrder = true;
        } finally {
            settle(isInOrder);
        }
        return hasMore;
    }

    private void collect() {
        if (!rules.merges()) {
            keys.store().collect();
        }
    }

    private void settle(boolean isInOrder) {
        byte[] twice = rules.merges() ? null : keys.store().settle();
        if (isInOrder && twice != null) {
            throw twice(twice);
        }
    }

    private DamagedRdb twice(byte[] key) {
        return new DamagedRdb(
                "has the key '" + new String(key, StandardCharsets.UTF_8) + "' twice in database " + keys.index());
    }

    @Override
    public void database(long index) {
        if (index < 0 || index >= databases.count()) {
            throw new DamagedRdb("has keys of database " + Long.toUnsignedString(index)
                    + ", but the setting databases allows only " + databases.count());
        }
        settle(true);
        keys = databases.get((int) index);
        collect();
    }

    /** Makes room for so many keys, if the rest of the file can have them. */
    @Override
    public void sizes(long count, long timed) {
        long most = in.remaining() / LEAST_KEY_BYTES;
        keys.store().table().reserve(Math.min(Math.max(count, 0), most));
    }

    @Override
    public void field(String name, ByteView value) {
        switch (name) {
            case "used-mem" -> usedBytes = number(value);
            case RdbWriter.DIGEST_FIELD -> digest = value.toLatin1();
            case RdbWriter.KEYS_FIELD -> written = number(value);
            case "redis-ver" -> log.notice("Loading RDB produced by version " + value.toLatin1());
            default -> {}
        }
    }

    private static long number(ByteView digits) {
        try {
            return Long.parseLong(new String(digits.toBytes(), StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void function(ByteView source) {
        try {
            libraries.accept(source.toBytes());
        } catch (CommandError refusal) {
            throw new DamagedRdb(
                    "has functions that cannot be loaded: Failed creating function library from RDB, error: "
                            + refusal.words());
        }
    }

    @Override
    public void moduleField(String module) {
        log.warning("The RDB file has data of the module type " + module
                + " that belongs to no key; this server does not have it and leaves it out");
    }

    @Override
    public void key(int type, ByteView name, KeyFacts facts, RdbInput from) {
        EntryStore store = keys.store();
        if (store.find(name, present).exists()) {
            if (!rules.merges()) {
                throw twice(name.toBytes());
            }
            store.remove(present);
        }
        Slot slot = values.read(type, from, store, name);
        boolean isOver = rules.drops()
                && facts.hasDue()
                && facts.due() <= databases.clock().unixMillis();
        if (!slot.exists()) {
            if (empty < MOST_NAMED) {
                log.notice("The RDB file: skipping empty key: " + name);
            }
            empty++;
        } else if (isOver) {
            store.remove(slot);
            expired++;
        } else {
            complete(slot, facts);
            assert Entry.keyLength(slot.entry()) == name.length();
            loaded++;
        }
    }

    private void complete(Slot slot, KeyFacts facts) {
        if (facts.hasDue()) {
            slot.store().putDue(slot, facts.due());
        }
        boolean isFrequency = keys.access().isFrequency();
        if (isFrequency && facts.hasFrequency()) {
            keys.access().setFrequency(slot.entry(), facts.frequency());
        } else if (!isFrequency && facts.hasIdleSeconds()) {
            keys.access().setIdleSeconds(slot.entry(), facts.idleSeconds());
        }
    }

    /** Gives back the room for keys that did not come or were over. */
    @Override
    public void end(Checksum checksum) {
        if (checksum == Checksum.OFF) {
            log.notice("RDB file was saved with checksum disabled: no check performed.");
        }
        for (int i = 0; i < databases.count(); i++) {
            databases.get(i).store().table().compactAll();
        }
    }

    /** Says who takes libraries of functions, each as its source; may throw a {@link CommandError}. Nobody does otherwise. */
    public void libraries(Consumer<byte[]> taker) {
        libraries = taker;
    }

    /** Memory in use by the server that wrote the file, as it says; 0 if it does not. */
    public long usedBytes() {
        return usedBytes;
    }

    /** The digest of the data that the file was written from; empty if the file does not say. */
    public String digest() {
        return digest;
    }

    /** How many keys were written; negative if the file does not say. */
    public long written() {
        return written;
    }

    public long loaded() {
        return loaded;
    }

    /** Keys left out because their time had come. */
    public long expired() {
        return expired;
    }

    /** Keys left out because they had collections of nothing. */
    public long empty() {
        return empty;
    }

    @Override
    public void close() {
        parser.close();
    }
}
