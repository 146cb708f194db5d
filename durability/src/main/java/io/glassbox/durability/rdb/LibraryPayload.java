package io.glassbox.durability.rdb;

import io.glassbox.command.call.CommandError;
import io.glassbox.structure.checksum.Crc64;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;

/**
 * What FUNCTION DUMP makes of the libraries, with the same footer as that of DUMP.
 *
 * <pre>
 * (opcode of a library (1) | its source as a string) ... | version of the format (2) | CRC-64 of all before (8)
 * </pre>
 */
public final class LibraryPayload {
    /** The first version that has libraries, so that all who have them read it. */
    private static final int VERSION = 10;

    private static final CommandError NOT_A_LIBRARY = CommandError.of("ERR given type is not a function");

    private LibraryPayload() {}

    /** Writes libraries and the footer to an output that holds nothing else. */
    public static void write(List<byte[]> sources, Slabs slabs, RdbOutput out) {
        for (byte[] source : sources) {
            out.writeByte(RdbOpcode.FUNCTION);
            long copy = slabs.allocate(Math.max(1, source.length));
            Memory.copyIn(source, 0, copy, source.length);
            out.writeString(copy, source.length);
            slabs.free(copy);
        }
        out.writeShort(VERSION);
        out.writeLong(Crc64.update(0, out.address(), out.length()));
    }

    /** Bytes of the libraries, if the footer is right; -1 otherwise. */
    public static long bytes(long address, long length, boolean checked) {
        return DumpPayload.bytesBeforeFooter(address, length, checked);
    }

    /** The sources that a payload without its footer has; throws {@link DamagedRdb}, or what the client is told. */
    public static List<byte[]> read(PayloadInput in) {
        List<byte[]> sources = new ArrayList<>();
        ByteView view = new ByteView();
        while (in.remaining() > 0) {
            if (in.readByte() != RdbOpcode.FUNCTION) {
                throw NOT_A_LIBRARY;
            }
            sources.add(in.readString(view).toBytes());
        }
        return sources;
    }
}
