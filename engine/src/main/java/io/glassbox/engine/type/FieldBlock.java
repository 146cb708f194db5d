package io.glassbox.engine.type;

import io.glassbox.engine.entry.EntryStore;
import io.glassbox.structure.hash.EntryFormat;
import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * The block of one field of a large hash:
 *
 * <pre>
 * size
 *  1      flags: HAS_DUE, LONG_FIELD, LONG_VALUE
 *  1 | 4  length of the field, 4 bytes with LONG_FIELD
 *  1 | 4  length of the value, 4 bytes with LONG_VALUE
 *  12     with HAS_DUE only: due time in unix milliseconds (8) and the place in the {@link DueHeap} (4)
 *         bytes of the field, bytes of the value
 * </pre>
 */
final class FieldBlock {
    static final EntryFormat FORMAT = new Format();

    private static final int HAS_DUE = 1;
    private static final int LONG_FIELD = 2;
    private static final int LONG_VALUE = 4;

    private static final int DUE_BYTES = 12;
    private static final int LONGEST_SHORT = 255;

    private FieldBlock() {}

    /** A block without a due time. */
    static long allocate(Slabs slabs, ByteView field, ByteView value) {
        int flags =
                (field.length() > LONGEST_SHORT ? LONG_FIELD : 0) | (value.length() > LONGEST_SHORT ? LONG_VALUE : 0);
        long block = slabs.allocate(prefix(flags) + (long) field.length() + value.length(), Account.VALUES);
        Memory.putByte(block, flags);
        putLengths(block, flags, field.length(), value.length());
        long bytes = block + prefix(flags);
        Memory.copy(field.address(), bytes, field.length());
        Memory.copy(value.address(), bytes + field.length(), value.length());
        return block;
    }

    static long copyOf(Slabs slabs, long block) {
        long bytes = valueAddress(block) + valueLength(block) - block;
        long copy = slabs.allocate(bytes, Account.VALUES);
        Memory.copy(block, copy, bytes);
        return copy;
    }

    /**
     * Gives the field another value, which must not lie in the block: in place if the size class stays. Returns where the block is
     * then; if it moved, the old one is the caller's to free.
     */
    static long withValue(Slabs slabs, long block, ByteView value) {
        int oldFlags = flags(block);
        int flags = oldFlags & ~LONG_VALUE | (value.length() > LONGEST_SHORT ? LONG_VALUE : 0);
        int fieldLength = fieldLength(block);
        long to = reshape(slabs, block, flags, value.length(), 0);
        putLengths(to, flags, fieldLength, value.length());
        Memory.copy(value.address(), to + prefix(flags) + fieldLength, value.length());
        return to;
    }

    /** Makes room for a due time, or takes it away. Returns where the block is then, as {@link #withValue} does. */
    static long withDue(Slabs slabs, long block, boolean hasDue) {
        int flags = flags(block) & ~HAS_DUE | (hasDue ? HAS_DUE : 0);
        int fieldLength = fieldLength(block);
        int valueLength = valueLength(block);
        long to = reshape(slabs, block, flags, valueLength, valueLength);
        putLengths(to, flags, fieldLength, valueLength);
        return to;
    }

    /** Finds room for the new shape, and brings flags, due time, field and {@code kept} bytes of the value there. */
    private static long reshape(Slabs slabs, long block, int flags, int valueLength, int kept) {
        int oldFlags = flags(block);
        int moving = fieldLength(block) + kept;
        long due = dueAddress(block);
        boolean staysDue = (flags & oldFlags & HAS_DUE) != 0;
        long dueTime = staysDue ? Memory.getLong(due) : 0;
        int place = staysDue ? Memory.getInt(due + Long.BYTES) : 0;
        long needed = prefix(flags) + (long) fieldLength(block) + valueLength;
        long to = slabs.classFor(needed) == slabs.sizeOf(block) ? block : slabs.allocate(needed, Account.VALUES);
        if (to != block || prefix(flags) != prefix(oldFlags)) {
            Memory.copy(block + prefix(oldFlags), to + prefix(flags), moving);
        }
        Memory.putByte(to, flags);
        if (staysDue) {
            Memory.putLong(dueAddress(to), dueTime);
            Memory.putInt(dueAddress(to) + Long.BYTES, place);
        }
        return to;
    }

    private static void putLengths(long block, int flags, int fieldLength, int valueLength) {
        if ((flags & LONG_FIELD) != 0) {
            Memory.putInt(block + 1, fieldLength);
        } else {
            Memory.putByte(block + 1, fieldLength);
        }
        long second = valueLengthAddress(block, flags);
        if ((flags & LONG_VALUE) != 0) {
            Memory.putInt(second, valueLength);
        } else {
            Memory.putByte(second, valueLength);
        }
    }

    private static int flags(long block) {
        return Memory.getByte(block);
    }

    private static int prefix(int flags) {
        return flags == 0
                ? 3
                : 1
                        + ((flags & LONG_FIELD) != 0 ? Integer.BYTES : 1)
                        + ((flags & LONG_VALUE) != 0 ? Integer.BYTES : 1)
                        + ((flags & HAS_DUE) != 0 ? DUE_BYTES : 0);
    }

    private static long valueLengthAddress(long block, int flags) {
        return block + 1 + ((flags & LONG_FIELD) != 0 ? Integer.BYTES : 1);
    }

    static long fieldAddress(long block) {
        return block + prefix(flags(block));
    }

    static int fieldLength(long block) {
        return (flags(block) & LONG_FIELD) != 0 ? Memory.getInt(block + 1) : Memory.getUnsignedByte(block + 1);
    }

    static long valueAddress(long block) {
        return fieldAddress(block) + fieldLength(block);
    }

    static int valueLength(long block) {
        int flags = flags(block);
        long at = valueLengthAddress(block, flags);
        return (flags & LONG_VALUE) != 0 ? Memory.getInt(at) : Memory.getUnsignedByte(at);
    }

    static boolean hasDue(long block) {
        return (flags(block) & HAS_DUE) != 0;
    }

    /** Unix milliseconds, or {@link EntryStore#NO_DUE}. */
    static long due(long block) {
        return hasDue(block) ? Memory.getLong(dueAddress(block)) : EntryStore.NO_DUE;
    }

    static void putDue(long block, long due) {
        Memory.putLong(dueAddress(block), due);
    }

    /** Its place in the heap of due times. */
    static int place(long block) {
        return Memory.getInt(dueAddress(block) + Long.BYTES);
    }

    static void putPlace(long block, int place) {
        Memory.putInt(dueAddress(block) + Long.BYTES, place);
    }

    private static long dueAddress(long block) {
        int flags = flags(block);
        return valueLengthAddress(block, flags) + ((flags & LONG_VALUE) != 0 ? Integer.BYTES : 1);
    }

    private static final class Format implements EntryFormat {
        @Override
        public long keyAddress(long entry) {
            return fieldAddress(entry);
        }

        @Override
        public int keyLength(long entry) {
            return fieldLength(entry);
        }
    }
}
