package io.glassbox.commands.string;

import static io.glassbox.command.declare.AclCategory.STRING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;
import static io.glassbox.command.declare.KeySpec.range;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Strings read: whole, in part, several at once. */
public final class StringReadCommands {
    /** GET key: the value, nil if there is none. */
    static final Command GET = command("GET")
            .arity(2)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(STRING)
            .key(at(1, RO, ACCESS))
            .handledBy(StringReadCommands::get);

    /** MGET key [key …]: the values, nil for a key that is missing or no string. */
    static final Command MGET = command("MGET")
            .arity(-2)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(STRING)
            .key(range(1, -1, 1, RO, ACCESS))
            .tips("request_policy:multi_shard")
            .handledBy(StringReadCommands::mget);

    /** STRLEN key: bytes of the value. */
    static final Command STRLEN = command("STRLEN")
            .arity(2)
            .since("2.2.0")
            .flags(READONLY, FAST)
            .acl(STRING)
            .key(at(1, RO))
            .handledBy(StringReadCommands::strlen);

    /** GETRANGE key start end: the bytes from start to end, both inclusive; negative ones count from the end. */
    static final Command GETRANGE = command("GETRANGE")
            .arity(4)
            .since("2.4.0")
            .flags(READONLY)
            .acl(STRING)
            .key(at(1, RO, ACCESS))
            .handledBy(StringReadCommands::getRange);

    /** SUBSTR key start end: GETRANGE by its first name. */
    static final Command SUBSTR = command("SUBSTR")
            .arity(4)
            .since("1.0.0")
            .flags(READONLY)
            .acl(STRING)
            .key(at(1, RO, ACCESS))
            .handledBy(StringReadCommands::getRange);

    public static final List<Command> COMMANDS = List.of(GET, MGET, STRLEN, GETRANGE, SUBSTR);

    private StringReadCommands() {}

    /** The value as a bulk string, nil if the key does not exist. */
    static void writeTo(ReplyWriter reply, StringValue value) {
        if (!value.exists()) {
            reply.nil();
        } else if (value.isInteger()) {
            reply.bulkInteger(value.integer());
        } else {
            reply.bulk(value.bytes());
        }
    }

    private static void get(Args args, Keyspace keys, ReplyWriter reply) {
        writeTo(reply, keys.readString(args.at(1)));
    }

    private static void mget(Args args, Keyspace keys, ReplyWriter reply) {
        int count = args.count();
        reply.array(count - 1);
        for (int i = 1; i < count; i++) {
            StringValue value = keys.readIfString(args.at(i));
            writeTo(reply, value);
        }
    }

    private static void strlen(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(keys.readString(args.at(1)).length());
    }

    private static void getRange(Args args, Keyspace keys, ReplyWriter reply) {
        long start = args.longAt(2);
        long end = args.longAt(3);
        ByteView bytes = keys.readString(args.at(1)).bytes();
        long length = bytes.length();
        // An end before the beginning means the first byte: but for one behind its start, as Redis has it.
        long first = Math.max(start < 0 ? start + length : start, 0);
        long last = Math.min(Math.max(end < 0 ? end + length : end, 0), length - 1);
        if (first > last || start < 0 && end < 0 && start > end) {
            reply.emptyBulk();
        } else {
            reply.bulk(bytes.address() + first, (int) (last - first + 1));
        }
    }
}
