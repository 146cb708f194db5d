package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.structure.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Writes an RDB file: what it says of itself, the keys of each database, and the checksum. Databases may follow one another in any
 * order, and more than once.
 */
public final class RdbWriter {
    /** What a file tells of how keys are used. */
    public enum Usage {
        NONE,
        IDLE_SECONDS,
        FREQUENCY
    }

    /** {@code nowSeconds}: the unix time that idle times are counted from; {@code version}: 10 to 12. */
    public record Form(int version, boolean compresses, Usage usage, long nowSeconds) {}

    /** The field with the digest of all keys, behind them; Redis reads over fields that it does not know. */
    public static final String DIGEST_FIELD = "glassbox-digest";

    /** The field with the number of keys. */
    public static final String KEYS_FIELD = "glassbox-keys";

    private static final int CLOCK_MASK = 0xFF_FFFF;
    private static final int COUNTER_MASK = 0xFF;
    private static final int NO_DATABASE = -1;

    private final ValueWriter values;
    private final RdbOutput out;
    private final Form form;
    private final long text;
    private int database = NO_DATABASE;
    private long keys;

    /** {@code scratch}: room for {@link #SCRATCH_BYTES}. */
    public RdbWriter(ValueWriter values, RdbOutput out, Form form, long scratch) {
        this.values = values;
        this.out = out;
        this.form = form;
        this.text = scratch;
        out.compress(form.compresses());
    }

    /** Room for the names and values of fields. */
    public static final int SCRATCH_BYTES = 256;

    public void begin() {
        raw(String.format(Locale.ROOT, "REDIS%04d", form.version()));
    }

    /** A field about the file; both texts are short. */
    public void field(String name, String value) {
        out.writeByte(RdbOpcode.AUX);
        string(name);
        string(value);
    }

    public void field(String name, long value) {
        field(name, Long.toString(value));
    }

    /** Libraries of functions, each as its source. */
    public void functions(List<byte[]> libraries) {
        for (byte[] library : libraries) {
            out.writeByte(RdbOpcode.FUNCTION);
            out.writeLength(library.length);
            for (byte each : library) {
                out.writeByte(each);
            }
        }
    }

    /** How many keys a database has, and how many with a due time: for who sizes tables ahead. */
    public void size(int index, long size, long dueCount) {
        select(index);
        out.writeByte(RdbOpcode.RESIZE_DATABASE);
        out.writeLength(size);
        out.writeLength(dueCount);
    }

    /** A key of a database with its value and what is known of it. */
    public void entry(int index, long entry) {
        describe(index, entry);
        out.writeByte(values.typeOf(entry));
        out.writeString(Entry.keyAddress(entry), Entry.keyLength(entry));
        values.write(entry, out);
        keys++;
    }

    /** The same with a value that {@link EncodedValue} made while it was known to stay as it is. */
    public void entry(int index, long entry, long encoded, long encodedBytes) {
        describe(index, entry);
        out.writeByte(EncodedValue.type(encoded));
        out.writeString(Entry.keyAddress(entry), Entry.keyLength(entry));
        EncodedValue.write(encoded, encodedBytes, out);
        keys++;
    }

    private void describe(int index, long entry) {
        select(index);
        long due = Entry.due(entry);
        if (due != EntryStore.NO_DUE) {
            out.writeByte(RdbOpcode.DUE_MILLIS);
            out.writeLong(due);
        }
        switch (form.usage()) {
            case NONE -> {}
            case IDLE_SECONDS -> {
                out.writeByte(RdbOpcode.IDLE);
                out.writeLength((form.nowSeconds() - Entry.accessClock(entry)) & CLOCK_MASK);
            }
            case FREQUENCY -> {
                out.writeByte(RdbOpcode.FREQUENCY);
                out.writeByte(Entry.accessClock(entry) & COUNTER_MASK);
            }
        }
    }

    /** The end of all keys; the checksum follows, once everything before has gone to the sink. */
    public void end() {
        out.writeByte(RdbOpcode.END);
        out.flush();
    }

    /** The last eight bytes. */
    public void checksum(long checksum) {
        out.writeLong(checksum);
        out.flush();
    }

    /** Keys written. */
    public long keys() {
        return keys;
    }

    private void select(int index) {
        if (index != database) {
            out.writeByte(RdbOpcode.SELECT_DATABASE);
            out.writeLength(index);
            database = index;
        }
    }

    private void raw(String ascii) {
        out.writeRaw(text, copy(ascii));
    }

    private void string(String ascii) {
        out.writeString(text, copy(ascii));
    }

    private int copy(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        Memory.copyIn(bytes, 0, text, Math.min(bytes.length, SCRATCH_BYTES));
        return Math.min(bytes.length, SCRATCH_BYTES);
    }
}
