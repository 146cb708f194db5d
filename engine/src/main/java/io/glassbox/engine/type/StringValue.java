package io.glassbox.engine.type;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.text.DecimalInteger;

/**
 * A string value where it lies: positioned on a slot, whose key may not exist yet. Commands see bytes and numbers; whether the
 * value is kept as an integer is decided here.
 *
 * <p>Views that it lends are valid until the next write to any key.
 */
public final class StringValue extends Value {
    public static final ValueKind<StringValue> KIND =
            ValueKind.of(ValueType.STRING, StringValue.class, StringValue::new);

    /** The longest value that Redis creates in its embedded form; only the name remains of it here. */
    private static final int LONGEST_EMBSTR = 44;

    private final ByteView bytes = new ByteView();

    /** An integer is printed here. */
    private final long scratch;

    private StringValue(TypeContext context) {
        super(context);
        scratch = context.scratch(DecimalInteger.MAX_LENGTH);
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    /** Bytes of the value as clients see it; 0 if the key does not exist. */
    public long length() {
        if (!slot.exists()) {
            return 0;
        }
        return isInteger() ? DecimalInteger.lengthOf(integer()) : Entry.valueLength(slot.entry());
    }

    /** Whether the value is kept as an integer. */
    public boolean isInteger() {
        return slot.exists() && Entry.encoding(slot.entry()) == Encoding.INT;
    }

    /** Whether the value reads as an integer, however it is kept. */
    public boolean readsAsInteger() {
        return isInteger() || slot.exists() && DecimalInteger.isInteger(bytes());
    }

    /** The integer that the value reads as; meaningful if {@link #readsAsInteger}. */
    public long parsedInteger() {
        return isInteger() ? integer() : DecimalInteger.parse(bytes());
    }

    /** The integer; meaningful if {@link #isInteger}. */
    public long integer() {
        return Memory.getLong(Entry.valueAddress(slot.entry()));
    }

    /** All bytes; empty if the key does not exist. An integer is printed into this value's scratch. */
    public ByteView bytes() {
        if (!slot.exists()) {
            return bytes.set(0, 0);
        }
        if (isInteger()) {
            return bytes.set(scratch, (int) (DecimalInteger.write(scratch, integer()) - scratch));
        }
        return bytes.set(Entry.valueAddress(slot.entry()), (int) Entry.valueLength(slot.entry()));
    }

    /** Sets the whole value, creating the key if need be; an integer in canonical form is kept as one. Keeps the due time. */
    public void set(ByteView value) {
        set(value, EntryStore.KEEP_DUE);
    }

    /** The same with a due time: unix milliseconds, {@link EntryStore#NO_DUE} or {@link EntryStore#KEEP_DUE}. */
    public void set(ByteView value, long due) {
        long address = value.address();
        int length = value.length();
        if (looksLikeNumber(address, length) && DecimalInteger.isInteger(address, length)) {
            slot.store().putInteger(slot, DecimalInteger.parse(address, length), due);
        } else {
            Encoding encoding = length <= LONGEST_EMBSTR ? Encoding.EMBSTR : Encoding.RAW;
            slot.store().putBytes(slot, encoding, address, length, due);
        }
    }

    /** Sets bytes that stay text even if they spell an integer, creating the key if need be; keeps the due time. */
    public void setText(byte[] text) {
        Encoding encoding = text.length <= LONGEST_EMBSTR ? Encoding.EMBSTR : Encoding.RAW;
        long address = slot.store().prepare(slot, ValueType.STRING, encoding, text.length, EntryStore.KEEP_DUE);
        Memory.copyIn(text, 0, address, text.length);
    }

    /** Sets an integer, creating the key if need be; keeps the due time. */
    public void setInteger(long value) {
        slot.store().putInteger(slot, value, EntryStore.KEEP_DUE);
    }

    /**
     * Gives the value this length for being written into, creating the key if need be: existing bytes stay, new ones are zero.
     * Returns the address of the bytes, valid until the next write to any key. From here on the value is raw.
     */
    public long resize(long length) {
        EntryStore store = slot.store();
        long old = 0;
        long address;
        if (!slot.exists()) {
            address = store.prepare(slot, ValueType.STRING, Encoding.RAW, length, EntryStore.KEEP_DUE);
        } else {
            if (isInteger()) {
                ByteView printed = bytes();
                store.putBytes(slot, Encoding.RAW, printed.address(), printed.length(), EntryStore.KEEP_DUE);
            }
            old = Entry.valueLength(slot.entry());
            address = old == length ? Entry.valueAddress(slot.entry()) : store.resize(slot, length);
            store.putEncoding(slot, Encoding.RAW);
        }
        if (length > old) {
            Memory.fill(address + old, length - old, 0);
        }
        return address;
    }

    /**
     * Makes the value this many bytes, contents undefined, in place of any value of any type, creating the key if need be; the
     * value is raw. Returns the address of the bytes, valid until the next write to any key.
     */
    public long replace(long length, long due) {
        return slot.store().prepare(slot, ValueType.STRING, Encoding.RAW, length, due);
    }

    /** Appends bytes that do not lie in this value, creating the key if need be. Returns the new length. */
    public long append(ByteView more) {
        long old = length();
        long address = resize(old + more.length());
        Memory.copy(more.address(), address + old, more.length());
        return old + more.length();
    }

    /** A look at the first byte, which settles it for most values. */
    private static boolean looksLikeNumber(long address, int length) {
        if (length == 0 || length > DecimalInteger.MAX_LENGTH) {
            return false;
        }
        int first = Memory.getByte(address);
        return first <= '9' && (first >= '0' || first == '-');
    }
}
