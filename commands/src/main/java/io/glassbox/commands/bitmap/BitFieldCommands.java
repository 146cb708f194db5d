package io.glassbox.commands.bitmap;

import static io.glassbox.command.declare.AclCategory.BITMAP;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeyFlag.VARIABLE_FLAGS;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.KeyFinder;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.bits.BitField;
import io.glassbox.structure.bits.BitField.Overflow;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.DecimalInteger;
import java.util.List;

/**
 * Integers of any width at any bit of a string.
 *
 * <p>A call is gone through twice: once to check all of it and to see how long the string must be, once to do it.
 */
public final class BitFieldCommands {
    /** BITFIELD key [GET type offset | [OVERFLOW WRAP | SAT | FAIL] SET type offset value | INCRBY type offset increment …]. */
    static final Command BITFIELD = command("BITFIELD")
            .arity(-2)
            .since("3.2.0")
            .flags(WRITE, DENYOOM)
            .acl(BITMAP)
            .key(at(1, RW, ACCESS, UPDATE, VARIABLE_FLAGS))
            .keysFoundBy(BitFieldCommands::findKey)
            .handledBy(BitFieldCommands::bitfield);

    /** BITFIELD_RO key [GET type offset …]. */
    static final Command BITFIELD_RO = command("BITFIELD_RO")
            .arity(-2)
            .since("6.0.0")
            .flags(READONLY, FAST)
            .acl(BITMAP)
            .key(at(1, RO, ACCESS))
            .handledBy(BitFieldCommands::bitfieldRo);

    public static final List<Command> COMMANDS = List.of(BITFIELD, BITFIELD_RO);

    private static final CommandError INVALID_OVERFLOW = CommandError.of("ERR Invalid OVERFLOW type specified");
    private static final CommandError ONLY_GET = CommandError.of("ERR BITFIELD_RO only supports the GET subcommand");
    private static final CommandError INVALID_TYPE = CommandError.of(
            "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.");

    private static final int GET = 0;
    private static final int SET = 1;
    private static final int INCRBY = 2;
    private static final int OVERFLOW = 3;

    private BitFieldCommands() {}

    private static void bitfield(Args args, Session session, ReplyWriter reply) {
        long needed = bytesToWrite(args, session.server());
        ByteView key = args.at(1);
        if (needed == 0) {
            readAll(args, session, reply);
            return;
        }
        Keyspace keys = session.keys();
        StringValue value = keys.openString(key);
        long length = value.length();
        long newLength = Math.max(length, needed);
        long address = value.resize(newLength);
        long changes = new Writer(args, session.server(), reply, address, (int) newLength, needed > length).run();
        keys.changed(key, KeyEvent.SETBIT, changes);
    }

    private static void bitfieldRo(Args args, Session session, ReplyWriter reply) {
        if (bytesToWrite(args, session.server()) > 0) {
            throw ONLY_GET;
        }
        readAll(args, session, reply);
    }

    /** Checks all operations; returns how long the string must be for what they write, 0 if they only read. */
    private static long bytesToWrite(Args args, Server server) {
        long bytes = 0;
        for (int i = 2; i < args.count(); ) {
            int operation = operationAt(args, i);
            if (operation == OVERFLOW) {
                overflowAt(args, i + 1);
            } else {
                boolean isSigned = isSignedAt(args, i + 1);
                int bits = bitsAt(args, i + 1, isSigned);
                long offset = BitOffsets.at(args, i + 2, bits, server);
                if (operation != GET) {
                    args.longAt(i + 3);
                    bytes = Math.max(bytes, BitField.bytesFor(offset, bits));
                }
            }
            i += 1 + operandsOf(operation);
        }
        return bytes;
    }

    private static void readAll(Args args, Session session, ReplyWriter reply) {
        ByteView bytes = session.keys().readString(args.at(1)).bytes();
        new Writer(args, session.server(), reply, bytes.address(), bytes.length(), false).run();
    }

    /** Does the operations of one call, on bytes that are there. */
    private record Writer(Args args, Server server, ReplyWriter reply, long address, int length, boolean isResized) {

        /** Returns how many of the operations changed something. */
        long run() {
            reply.array(countOperations(args));
            long changes = 0;
            Overflow mode = Overflow.WRAP;
            for (int i = 2; i < args.count(); ) {
                int operation = operationAt(args, i);
                if (operation == OVERFLOW) {
                    mode = overflowAt(args, i + 1);
                } else {
                    changes += runOne(i, operation, mode) ? 1 : 0;
                }
                i += 1 + operandsOf(operation);
            }
            return changes;
        }

        private boolean runOne(int i, int operation, Overflow mode) {
            boolean isSigned = isSignedAt(args, i + 1);
            int bits = bitsAt(args, i + 1, isSigned);
            long offset = BitOffsets.at(args, i + 2, bits, server);
            long old = isSigned
                    ? BitField.signed(address, length, offset, bits)
                    : BitField.unsigned(address, length, offset, bits);
            if (operation == GET) {
                reply.integer(old);
                return false;
            }
            long operand = args.longAt(i + 3);
            long base = operation == SET ? operand : old;
            long increment = operation == SET ? 0 : operand;
            if (mode == Overflow.FAIL && BitField.overflow(base, increment, isSigned, bits) != 0) {
                reply.nil();
                return false;
            }
            long result = BitField.sum(base, increment, isSigned, bits, mode);
            BitField.set(address, offset, bits, result);
            reply.integer(operation == SET ? old : result);
            return isResized || result != old;
        }
    }

    private static int countOperations(Args args) {
        int count = 0;
        for (int i = 2; i < args.count(); ) {
            int operation = operationAt(args, i);
            count += operation == OVERFLOW ? 0 : 1;
            i += 1 + operandsOf(operation);
        }
        return count;
    }

    private static int operationAt(Args args, int index) {
        int operation = operationOrNone(args, index);
        if (operation < 0) {
            throw CommandError.SYNTAX;
        }
        return operation;
    }

    /** The operation that begins here with all its operands, or -1. */
    private static int operationOrNone(Args args, int index) {
        int operation = args.is(index, "GET")
                ? GET
                : args.is(index, "SET")
                        ? SET
                        : args.is(index, "INCRBY") ? INCRBY : args.is(index, "OVERFLOW") ? OVERFLOW : -1;
        return operation >= 0 && args.count() - index - 1 >= operandsOf(operation) ? operation : -1;
    }

    private static int operandsOf(int operation) {
        return switch (operation) {
            case GET -> 2;
            case OVERFLOW -> 1;
            default -> 3;
        };
    }

    private static Overflow overflowAt(Args args, int index) {
        if (args.is(index, "WRAP")) {
            return Overflow.WRAP;
        }
        if (args.is(index, "SAT")) {
            return Overflow.SAT;
        }
        if (args.is(index, "FAIL")) {
            return Overflow.FAIL;
        }
        throw INVALID_OVERFLOW;
    }

    private static boolean isSignedAt(Args args, int index) {
        ByteView type = args.at(index);
        if (type.isEmpty() || type.byteAt(0) != 'i' && type.byteAt(0) != 'u') {
            throw INVALID_TYPE;
        }
        return type.byteAt(0) == 'i';
    }

    private static int bitsAt(Args args, int index, boolean isSigned) {
        ByteView type = args.at(index);
        long address = type.address() + 1;
        int length = type.length() - 1;
        long bits = DecimalInteger.isInteger(address, length) ? DecimalInteger.parse(address, length) : 0;
        if (bits < 1 || bits > (isSigned ? BitField.MAX_SIGNED_BITS : BitField.MAX_UNSIGNED_BITS)) {
            throw INVALID_TYPE;
        }
        return (int) bits;
    }

    /** A call of nothing but GET only reads. */
    private static void findKey(Args args, KeyFinder.Sink keys) {
        boolean writes = false;
        for (int i = 2; i < args.count() && !writes; ) {
            int operation = operationOrNone(args, i);
            writes = operation != GET && operation != OVERFLOW;
            i += 1 + operandsOf(operation);
        }
        keys.key(1, ACCESS.bit() | (writes ? RW.bit() | UPDATE.bit() : RO.bit()));
    }
}
