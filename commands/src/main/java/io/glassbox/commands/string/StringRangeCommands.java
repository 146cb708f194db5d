package io.glassbox.commands.string;

import static io.glassbox.command.declare.AclCategory.STRING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.INSERT;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import java.util.List;

/** Parts of strings: read, written over, added at the end. */
public final class StringRangeCommands {
    /** GETRANGE key start end: the bytes from start to end, both inclusive; negative ones count from the end. */
    static final Command GETRANGE = command("GETRANGE")
            .arity(4)
            .since("2.4.0")
            .flags(READONLY)
            .acl(STRING)
            .key(at(1, RO, ACCESS))
            .handledBy(StringRangeCommands::getRange);

    /** SUBSTR key start end: GETRANGE by its first name. */
    static final Command SUBSTR = command("SUBSTR")
            .arity(4)
            .since("1.0.0")
            .flags(READONLY)
            .acl(STRING)
            .key(at(1, RO, ACCESS))
            .handledBy(StringRangeCommands::getRange);

    /** SETRANGE key offset value: writes over the bytes from the offset on, filling up with zeros. The new length. */
    static final Command SETRANGE = command("SETRANGE")
            .arity(4)
            .since("2.2.0")
            .flags(WRITE, DENYOOM)
            .acl(STRING)
            .key(at(1, RW, UPDATE))
            .handledBy(StringRangeCommands::setRange);

    /** APPEND key value: the new length. */
    static final Command APPEND = command("APPEND")
            .arity(3)
            .since("2.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STRING)
            .key(at(1, RW, INSERT))
            .handledBy(StringRangeCommands::append);

    public static final List<Command> COMMANDS = List.of(GETRANGE, SUBSTR, SETRANGE, APPEND);

    private static final CommandError OFFSET_OUT_OF_RANGE = CommandError.of("ERR offset is out of range");

    private StringRangeCommands() {}

    private static void getRange(Args args, Keyspace keys, ReplyWriter reply) {
        long start = args.longAt(2);
        long end = args.longAt(3);
        ByteView bytes = keys.readString(args.at(1)).bytes();
        long length = bytes.length();
        long first = Math.max(start < 0 ? start + length : start, 0);
        // An end before the first byte means the first byte; as Redis has it, that is not so when the start lies behind
        // it.
        long last = Math.min(Math.max(end < 0 ? end + length : end, 0), length - 1);
        if (first > last || start < 0 && end < 0 && start > end) {
            reply.emptyBulk();
        } else {
            reply.bulk(bytes.address() + first, (int) (last - first + 1));
        }
    }

    private static void setRange(Args args, Session session, ReplyWriter reply) {
        long offset = args.longAt(2);
        if (offset < 0) {
            throw OFFSET_OUT_OF_RANGE;
        }
        ByteView key = args.at(1);
        ByteView part = args.at(3);
        Keyspace keys = session.keys();
        StringValue value = keys.openString(key);
        long length = value.length();
        if (part.isEmpty()) {
            reply.integer(length);
            return;
        }
        requireRoom(session.server(), offset, part.length());
        long newLength = Math.max(length, offset + part.length());
        Memory.copy(part.address(), value.resize(newLength) + offset, part.length());
        keys.changed(key, KeyEvent.SETRANGE);
        reply.integer(newLength);
    }

    private static void append(Args args, Session session, ReplyWriter reply) {
        ByteView key = args.at(1);
        ByteView more = args.at(2);
        Keyspace keys = session.keys();
        StringValue value = keys.openString(key);
        if (value.exists()) {
            requireRoom(session.server(), value.length(), more.length());
            value.append(more);
        } else {
            value.set(more, EntryStore.NO_DUE);
        }
        keys.changed(key, KeyEvent.APPEND);
        reply.integer(value.length());
    }

    /** Neither number is negative. */
    private static void requireRoom(Server server, long offset, long length) {
        if (offset > server.longestString() - length) {
            throw CommandError.STRING_TOO_LONG;
        }
    }
}
