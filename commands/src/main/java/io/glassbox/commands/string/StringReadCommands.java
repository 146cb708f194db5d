package io.glassbox.commands.string;

import static io.glassbox.command.declare.AclCategory.STRING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** One string read as a whole. */
public final class StringReadCommands {
    /** GET key: the value, nil if there is none. */
    static final Command GET = command("GET")
            .arity(2)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(STRING)
            .key(at(1, RO, ACCESS))
            .handledBy(StringReadCommands::get);

    /** STRLEN key: bytes of the value. */
    static final Command STRLEN = command("STRLEN")
            .arity(2)
            .since("2.2.0")
            .flags(READONLY, FAST)
            .acl(STRING)
            .key(at(1, RO))
            .handledBy(StringReadCommands::strlen);

    /** DIGEST key: a hash of the value, 16 hexadecimal digits. */
    static final Command DIGEST = command("DIGEST")
            .arity(2)
            .since("8.4.0")
            .flags(READONLY, FAST)
            .acl(STRING)
            .key(at(1, RO, ACCESS))
            .handledBy(StringReadCommands::digest);

    public static final List<Command> COMMANDS = List.of(GET, STRLEN, DIGEST);

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

    private static void strlen(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(keys.readString(args.at(1)).length());
    }

    private static void digest(Args args, Keyspace keys, ReplyWriter reply) {
        StringValue value = keys.readString(args.at(1));
        if (value.exists()) {
            reply.bulk(StringDigest.of(value));
        } else {
            reply.nil();
        }
    }
}
