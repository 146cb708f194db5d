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
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.bits.BitCount;
import io.glassbox.structure.bits.BitField;
import io.glassbox.structure.bits.BitRange;
import io.glassbox.structure.bits.BitSearch;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Single bits, and bits counted and searched. Bits behind the end of a string are zeros. */
public final class BitCommands {
    /** GETBIT key offset. */
    static final Command GETBIT = command("GETBIT")
            .arity(3)
            .since("2.2.0")
            .flags(READONLY, FAST)
            .acl(BITMAP)
            .key(at(1, RO, ACCESS))
            .handledBy(BitCommands::getbit);

    /** SETBIT key offset bit: the bit before. */
    static final Command SETBIT = command("SETBIT")
            .arity(4)
            .since("2.2.0")
            .flags(WRITE, DENYOOM)
            .acl(BITMAP)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(BitCommands::setbit);

    /** BITCOUNT key [start end [BYTE | BIT]]: bits that are set. */
    static final Command BITCOUNT = command("BITCOUNT")
            .arity(-2)
            .since("2.6.0")
            .flags(READONLY)
            .acl(BITMAP)
            .key(at(1, RO, ACCESS))
            .handledBy(BitCommands::bitcount);

    /**
     * BITPOS key bit [start [end [BYTE | BIT]]]: the first bit that is set or clear. A string of ones has its first zero behind
     * its end, unless an end is given.
     */
    static final Command BITPOS = command("BITPOS")
            .arity(-3)
            .since("2.8.7")
            .flags(READONLY)
            .acl(BITMAP)
            .key(at(1, RO, ACCESS))
            .handledBy(BitCommands::bitpos);

    public static final List<Command> COMMANDS = List.of(GETBIT, SETBIT, BITCOUNT, BITPOS);

    private static final CommandError NOT_A_BIT = CommandError.of("ERR bit is not an integer or out of range");
    private static final CommandError NOT_ONE_OR_ZERO = CommandError.of("ERR The bit argument must be 1 or 0.");

    private BitCommands() {}

    private static void getbit(Args args, Session session, ReplyWriter reply) {
        long offset = BitOffsets.at(args, 2, session.server());
        ByteView bytes = session.keys().readString(args.at(1)).bytes();
        reply.integer(BitField.bit(bytes.address(), bytes.length(), offset));
    }

    private static void setbit(Args args, Session session, ReplyWriter reply) {
        long offset = BitOffsets.at(args, 2, session.server());
        long bit = args.longAt(3, NOT_A_BIT);
        if (bit != 0 && bit != 1) {
            throw NOT_A_BIT;
        }
        ByteView key = args.at(1);
        Keyspace keys = session.keys();
        StringValue value = keys.openString(key);
        long length = value.length();
        long needed = (offset >>> 3) + 1;
        int old = BitField.setBit(value.resize(Math.max(length, needed)), offset, (int) bit);
        if (needed > length || old != bit) {
            keys.changed(key, KeyEvent.SETBIT);
        }
        reply.integer(old);
    }

    private static void bitcount(Args args, Keyspace keys, ReplyWriter reply) {
        // As Redis 7.0 has it, a missing key is answered before the other arguments are looked at.
        StringValue value = keys.readString(args.at(1));
        if (!value.exists()) {
            reply.integer(0);
            return;
        }
        ByteView bytes = value.bytes();
        if (args.count() == 2) {
            reply.integer(BitCount.ofBytes(bytes.address(), bytes.length()));
            return;
        }
        if (args.count() != 4 && args.count() != 5) {
            throw CommandError.SYNTAX;
        }
        long start = args.longAt(2);
        long end = args.longAt(3);
        boolean isBackwards = BitRange.isBackwards(start, end);
        BitRange range = new BitRange().set(start, end, !isBackwards && countsBits(args, 4), bytes.length());
        reply.integer(isBackwards ? 0 : BitCount.ofBits(bytes.address(), range.first(), range.last()));
    }

    private static void bitpos(Args args, Keyspace keys, ReplyWriter reply) {
        long bit = args.longAt(2);
        if (bit != 0 && bit != 1) {
            throw NOT_ONE_OR_ZERO;
        }
        StringValue value = keys.readString(args.at(1));
        if (!value.exists()) {
            reply.integer(bit == 1 ? -1 : 0);
            return;
        }
        if (args.count() > 6) {
            throw CommandError.SYNTAX;
        }
        ByteView bytes = value.bytes();
        boolean hasEnd = args.count() > 4;
        long start = args.count() > 3 ? args.longAt(3) : 0;
        boolean inBits = countsBits(args, 5);
        long end = hasEnd ? args.longAt(4) : -1;
        BitRange range = new BitRange().set(start, end, inBits, bytes.length());
        long found = BitSearch.first(bytes.address(), range.first(), range.last(), (int) bit);
        boolean isBehind = found < 0 && bit == 0 && !hasEnd && !range.isEmpty();
        reply.integer(isBehind ? range.last() + 1 : found);
    }

    /** Whether the argument, if it is there, says BIT rather than BYTE. */
    private static boolean countsBits(Args args, int index) {
        if (index >= args.count()) {
            return false;
        }
        boolean inBits = args.is(index, "BIT");
        if (!inBits && !args.is(index, "BYTE")) {
            throw CommandError.SYNTAX;
        }
        return inBits;
    }
}
