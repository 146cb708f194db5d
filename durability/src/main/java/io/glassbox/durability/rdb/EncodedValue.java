package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;

/**
 * A value of many blocks, encoded in one piece so that another thread can write it whatever becomes of the blocks; that thread
 * compresses its strings, too.
 *
 * <pre>
 * type (1) | value without compressed strings | for each string that is worth a try: where its length begins (8), where it lies (8),
 * its length (8) | number of these strings (8)
 * </pre>
 */
public final class EncodedValue {
    private static final int MARK_BYTES = 24;

    private EncodedValue() {}

    /** An output to encode values in. */
    public static void prepare(RdbOutput out) {
        out.leaveCompression();
    }

    /** Encodes the value of an entry in an output that was prepared and holds nothing else; sets the view on it. */
    public static ByteView encode(long entry, ValueWriter values, RdbOutput out, ByteView view) {
        out.writeByte(values.typeOf(entry));
        values.write(entry, out);
        out.writeMarks();
        return out.view(view);
    }

    static int type(long encoded) {
        return Memory.getUnsignedByte(encoded);
    }

    /** Where the value lies, without its type and with no string compressed. */
    static long value(long encoded) {
        return encoded + 1;
    }

    /** How long it is. */
    static long valueBytes(long encoded, long bytes) {
        long count = Memory.getLong(encoded + bytes - Long.BYTES);
        return bytes - 1 - Long.BYTES - count * MARK_BYTES;
    }

    /** Writes the value, without its type. */
    static void write(long encoded, long bytes, RdbOutput out) {
        long end = encoded + bytes - Long.BYTES;
        long count = Memory.getLong(end);
        long marks = end - count * MARK_BYTES;
        long at = encoded + 1;
        for (long mark = marks; mark < end; mark += MARK_BYTES) {
            long header = encoded + Memory.getLong(mark);
            long string = encoded + Memory.getLong(mark + 8);
            long length = Memory.getLong(mark + 16);
            out.writeRaw(at, header - at);
            out.writeString(string, length);
            at = string + length;
        }
        out.writeRaw(at, marks - at);
    }
}
