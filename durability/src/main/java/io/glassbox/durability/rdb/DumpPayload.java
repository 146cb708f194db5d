package io.glassbox.durability.rdb;

import io.glassbox.structure.checksum.Crc64;
import io.glassbox.structure.memory.Memory;

/**
 * What DUMP makes of a value: its type, the value, and a footer that says whether it is whole.
 *
 * <pre>
 * type (1) | value | version of the format (2) | CRC-64 of all before (8)
 * </pre>
 *
 * The version is the lowest that has the encoding, so that what older servers can take they do take.
 */
public final class DumpPayload {
    private static final int VERSION_BYTES = 2;
    private static final int FOOTER_BYTES = VERSION_BYTES + Long.BYTES;

    private DumpPayload() {}

    /** Writes the value of an entry and the footer to an output that holds nothing else. */
    public static void write(long entry, ValueWriter values, RdbOutput out) {
        int type = values.typeOf(entry);
        out.writeByte(type);
        values.write(entry, out);
        out.writeShort(RdbType.versionOf(type));
        out.writeLong(Crc64.update(0, out.address(), out.length()));
    }

    /** Bytes of type and value, if the footer is right; -1 otherwise. {@code checked}: the checksum, too, has to be. */
    public static long valueBytes(long address, long length, boolean checked) {
        long bytes = bytesBeforeFooter(address, length, checked);
        return bytes < 1 ? -1 : bytes;
    }

    /** How many bytes there are before the footer, if that is right; -1 otherwise. */
    static long bytesBeforeFooter(long address, long length, boolean checked) {
        long bytes = length - FOOTER_BYTES;
        if (bytes < 0 || Memory.getUnsignedShort(address + bytes) > RdbType.VERSION) {
            return -1;
        }
        long crc = Memory.getLong(address + bytes + VERSION_BYTES);
        boolean isWhole = !checked || crc == Crc64.update(0, address, bytes + VERSION_BYTES);
        return isWhole ? bytes : -1;
    }
}
