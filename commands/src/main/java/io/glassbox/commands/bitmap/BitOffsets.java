package io.glassbox.commands.bitmap;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.server.Server;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.DecimalInteger;

/** Where a bit is: a number, or {@code #n} for the n-th field of a width; within the longest string allowed. */
final class BitOffsets {
    private static final CommandError INVALID = CommandError.of("ERR bit offset is not an integer or out of range");

    private BitOffsets() {}

    static long at(Args args, int index, Server server) {
        return checked(args.longAt(index, INVALID), server);
    }

    /** The same, where the offset may count fields of {@code bits} bits. */
    static long at(Args args, int index, int bits, Server server) {
        ByteView text = args.at(index);
        if (text.isEmpty() || text.byteAt(0) != '#') {
            return at(args, index, server);
        }
        long address = text.address() + 1;
        int length = text.length() - 1;
        if (!DecimalInteger.isInteger(address, length)) {
            throw INVALID;
        }
        long field = DecimalInteger.parse(address, length);
        if (field > Long.MAX_VALUE / bits) {
            throw INVALID;
        }
        return checked(field * bits, server);
    }

    private static long checked(long offset, Server server) {
        if (offset < 0 || offset >>> 3 >= server.longestString()) {
            throw INVALID;
        }
        return offset;
    }
}
