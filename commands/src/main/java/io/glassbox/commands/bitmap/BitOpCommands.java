package io.glassbox.commands.bitmap;

import static io.glassbox.command.declare.AclCategory.BITMAP;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.OW;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;
import static io.glassbox.command.declare.KeySpec.range;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.bits.BitOperation;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.DecimalInteger;
import java.util.List;

/** Bit arrays combined with each other. */
public final class BitOpCommands {
    /**
     * BITOP AND | OR | XOR | NOT | DIFF | DIFF1 | ANDOR | ONE destkey key [key …]: the length of the result, which is that of the
     * longest source.
     */
    static final Command BITOP = command("BITOP")
            .arity(-4)
            .since("2.6.0")
            .flags(WRITE, DENYOOM)
            .acl(BITMAP)
            .key(at(2, OW, UPDATE))
            .key(range(3, -1, 1, RO, ACCESS))
            .handledBy(BitOpCommands::bitop);

    public static final List<Command> COMMANDS = List.of(BITOP);

    private static final CommandError SINGLE_SOURCE =
            CommandError.of("ERR BITOP NOT must be called with a single source key.");
    private static final BitOperation[] OPERATIONS = BitOperation.values();

    private static final int FIRST_SOURCE = 3;

    private BitOpCommands() {}

    private static void bitop(Args args, Keyspace keys, ReplyWriter reply) {
        BitOperation operation = operationAt(args, 1);
        int count = args.count() - FIRST_SOURCE;
        if (count > operation.maxSources()) {
            throw SINGLE_SOURCE;
        }
        if (count < operation.minSources()) {
            throw CommandError.of("ERR BITOP " + operation.name() + " must be called with at least two source keys");
        }
        try (Sources sources = new Sources(keys.store().slabs(), count)) {
            for (int i = 0; i < count; i++) {
                sources.set(i, keys.readString(args.at(FIRST_SOURCE + i)));
            }
            int length = sources.longest();
            if (length == 0) {
                deleteTarget(keys, args.at(2));
            } else {
                writeTarget(keys, args.at(2), operation, sources, length);
            }
            reply.integer(length);
        }
    }

    private static BitOperation operationAt(Args args, int index) {
        for (BitOperation operation : OPERATIONS) {
            if (args.is(index, operation.name())) {
                return operation;
            }
        }
        throw CommandError.SYNTAX;
    }

    private static void deleteTarget(Keyspace keys, ByteView key) {
        if (keys.delete(key)) {
            keys.changed(key, KeyEvent.DEL);
        }
    }

    /** The result goes straight to its place unless it is made of what lies there. */
    private static void writeTarget(Keyspace keys, ByteView key, BitOperation operation, Sources sources, int length) {
        StringValue target = keys.replaceString(key);
        long spare = 0;
        if (target.exists()) {
            keys.overwriting(target.slot(), ValueType.STRING);
            if (sources.include(target)) {
                spare = sources.allocateSpare(length);
                operation.apply(sources.addresses, sources.lengths, sources.count(), spare, length);
            }
        }
        long address = target.replace(length, EntryStore.NO_DUE);
        if (spare != 0) {
            Memory.copy(spare, address, length);
        } else {
            operation.apply(sources.addresses, sources.lengths, sources.count(), address, length);
        }
        keys.changed(key, KeyEvent.SET);
    }

    /** The bytes of the sources, where they lie; integers, which have none, are printed into memory of their own. */
    private static final class Sources implements AutoCloseable {
        private final Slabs slabs;
        private final long[] addresses;
        private final int[] lengths;
        private final long printed;
        private long spare;

        Sources(Slabs slabs, int count) {
            this.slabs = slabs;
            this.addresses = new long[count];
            this.lengths = new int[count];
            this.printed = slabs.allocate((long) count * DecimalInteger.MAX_LENGTH);
        }

        int count() {
            return addresses.length;
        }

        void set(int index, StringValue value) {
            ByteView bytes = value.bytes();
            long address = bytes.address();
            if (value.isInteger()) {
                address = printed + (long) index * DecimalInteger.MAX_LENGTH;
                Memory.copy(bytes.address(), address, bytes.length());
            }
            addresses[index] = address;
            lengths[index] = bytes.length();
        }

        int longest() {
            int longest = 0;
            for (int length : lengths) {
                longest = Math.max(longest, length);
            }
            return longest;
        }

        boolean include(StringValue value) {
            if (value.isInteger()) {
                return false;
            }
            long address = value.bytes().address();
            for (long source : addresses) {
                if (source == address) {
                    return true;
                }
            }
            return false;
        }

        /** Room for a result, as long as this object is open. */
        long allocateSpare(int length) {
            spare = slabs.allocate(length);
            return spare;
        }

        @Override
        public void close() {
            slabs.free(printed);
            if (spare != 0) {
                slabs.free(spare);
            }
        }
    }
}
