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
 * Loads an RDB file into the databases, one key or field at each {@link #step}, so that a server can do other things in between.
 * Throws {@link DamagedRdb} for bytes that are not in order; what was loaded before stays.
 */
public final class RdbLoader implements AutoCloseable {
    /** {@code drops}: keys whose time has come are left out; {@code merges}: keys that are there already are replaced. */
    public record Rules(boolean checks, boolean drops, boolean merges) {}

    private static final String MAGIC = "REDIS";
    private static final int VERSION_DIGITS = 4;

    /** So many keys with a collection of nothing are named in the log. */
    private static final int MOST_NAMED = 10;

    /** Files had no checksum before this version. */
    private static final int FIRST_WITH_CHECKSUM = 5;

    /** Of its type, two lengths, and a name, which only one key can go without. */
    private static final int LEAST_KEY_BYTES = 4;

    private static final long NONE = -1;
    private static final long MILLIS_PER_SECOND = 1000;

    private final Databases databases;
    private final RdbFileInput in;
    private final ValueReader values;
    private final Log log;
    private final Rules rules;
    private final KeptBytes key;
    private final Slot present = new Slot();
    private final ByteView view = new ByteView();
    private Consumer<byte[]> libraries = source -> {};
    private Keyspace keys;
    private int version;
    private long due = NONE;
    private long idleSeconds = NONE;
    private int frequency = (int) NONE;
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
        this.values = values;
        this.log = log;
        this.rules = rules;
        this.keys = databases.get(0);
        this.key = new KeptBytes(databases.slabs());
    }

    /** Reads the first bytes, which say what it is. */
    public void begin() {
        String magic = text(MAGIC.length());
        if (!magic.equals(MAGIC)) {
            throw new DamagedRdb("does not begin with REDIS: Wrong signature trying to load DB from file");
        }
        String digits = text(VERSION_DIGITS);
        version = digits.chars().allMatch(Character::isDigit) ? Integer.parseInt(digits) : 0;
        if (version < 1 || version > RdbType.VERSION) {
            throw new DamagedRdb(
                    "is of a version that this server does not know: Can't handle RDB format version " + digits);
        }
    }

    private String text(int length) {
        return view.set(in.take(length), length).toLatin1();
    }

    /** Reads a key, or something else that the file says; false when that was its end. */
    public boolean step() {
        int code = in.readByte();
        switch (code) {
            case RdbOpcode.DUE_SECONDS -> due = in.readInt() * MILLIS_PER_SECOND;
            case RdbOpcode.DUE_MILLIS -> due = in.readLong();
            case RdbOpcode.IDLE -> idleSeconds = in.readLength();
            case RdbOpcode.FREQUENCY -> frequency = in.readByte();
            case RdbOpcode.SELECT_DATABASE -> select(in.readLength());
            case RdbOpcode.RESIZE_DATABASE -> {
                expect(in.readLength());
                in.readLength();
            }
            case RdbOpcode.SLOT_INFO -> {
                in.readLength();
                in.readLength();
                in.readLength();
            }
            case RdbOpcode.AUX -> readField();
            case RdbOpcode.FUNCTION -> readLibrary();
            case RdbOpcode.FUNCTION_PRE_GA ->
                throw new DamagedRdb("has functions in the form of a release candidate, which no release can load");
            case RdbOpcode.MODULE_AUX -> skipModuleData();
            case RdbOpcode.END -> {
                checkSum();
                compact();
                return false;
            }
            default -> readKey(code);
        }
        return true;
    }

    private void readLibrary() {
        try {
            libraries.accept(in.readString(view).toBytes());
        } catch (CommandError refusal) {
            throw new DamagedRdb(
                    "has functions that cannot be loaded: Failed creating function library from RDB, error: "
                            + refusal.words());
        }
    }

    private void select(long index) {
        if (index < 0 || index >= databases.count()) {
            throw new DamagedRdb("has keys of database " + Long.toUnsignedString(index)
                    + ", but the setting databases allows only " + databases.count());
        }
        keys = databases.get((int) index);
    }

    /** Makes room for so many keys, if the rest of the file can have them. */
    private void expect(long count) {
        long most = in.remaining() / LEAST_KEY_BYTES;
        keys.store().table().reserve(Math.min(Math.max(count, 0), most));
    }

    /** Gives back the room for keys that did not come or were over. */
    private void compact() {
        for (int i = 0; i < databases.count(); i++) {
            databases.get(i).store().table().compactAll();
        }
    }

    private void readField() {
        String name = in.readString(view).toLatin1();
        in.readString(view);
        if (name.equals("used-mem")) {
            usedBytes = number(view);
        } else if (name.equals(RdbWriter.DIGEST_FIELD)) {
            digest = view.toLatin1();
        } else if (name.equals(RdbWriter.KEYS_FIELD)) {
            written = number(view);
        } else if (name.equals("redis-ver")) {
            log.notice("Loading RDB produced by version " + view.toLatin1());
        }
    }

    private static long number(ByteView digits) {
        try {
            return Long.parseLong(new String(digits.toBytes(), StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void skipModuleData() {
        String module = ModuleName.of(in.readLength());
        in.readLength();
        in.readLength();
        ModuleData.skip(in);
        log.warning("The RDB file has data of the module type " + module
                + " that belongs to no key; this server does not have it and leaves it out");
    }

    private void readKey(int type) {
        ByteView name = key.keep(in.readString(view));
        EntryStore store = keys.store();
        if (store.find(name, present).exists()) {
            if (!rules.merges()) {
                throw new DamagedRdb("has the key '" + name + "' twice in database " + keys.index());
            }
            store.remove(present);
        }
        Slot slot = values.read(type, in, store, name);
        boolean isOver =
                rules.drops() && due != NONE && due <= databases.clock().unixMillis();
        if (!slot.exists()) {
            if (empty < MOST_NAMED) {
                log.notice("The RDB file: skipping empty key: " + name);
            }
            empty++;
        } else if (isOver) {
            store.remove(slot);
            expired++;
        } else {
            complete(slot);
            loaded++;
        }
        due = NONE;
        idleSeconds = NONE;
        frequency = (int) NONE;
    }

    private void complete(Slot slot) {
        if (due != NONE) {
            slot.store().putDue(slot, due);
        }
        boolean isFrequency = keys.access().isFrequency();
        if (isFrequency && frequency != NONE) {
            keys.access().setFrequency(slot.entry(), frequency);
        } else if (!isFrequency && idleSeconds != NONE) {
            keys.access().setIdleSeconds(slot.entry(), idleSeconds);
        }
        assert Entry.keyLength(slot.entry()) == key.view().length();
    }

    private void checkSum() {
        if (version < FIRST_WITH_CHECKSUM) {
            return;
        }
        long computed = in.checksum();
        long written = in.readLong();
        if (!rules.checks() || written == computed) {
            return;
        }
        if (written == 0) {
            log.notice("RDB file was saved with checksum disabled: no check performed.");
            return;
        }
        throw new DamagedRdb("has an RDB CRC error: Wrong RDB checksum expected: (" + Long.toHexString(computed)
                + ") but got (" + Long.toHexString(written) + ")");
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
        key.close();
    }
}
