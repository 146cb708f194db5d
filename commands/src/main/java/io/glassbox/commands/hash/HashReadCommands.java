package io.glassbox.commands.hash;

import static io.glassbox.command.declare.AclCategory.HASH;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.HashValue;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** Fields and values of hashes. */
public final class HashReadCommands {
    /** HGET key field. O(1). */
    static final Command HGET = command("HGET")
            .arity(3)
            .since("2.0.0")
            .flags(READONLY, FAST)
            .acl(HASH)
            .key(at(1, RO, ACCESS))
            .handledBy(HashReadCommands::hget);

    /** HMGET key field [field …]: nil for those that are missing. */
    static final Command HMGET = command("HMGET")
            .arity(-3)
            .since("2.0.0")
            .flags(READONLY, FAST)
            .acl(HASH)
            .key(at(1, RO, ACCESS))
            .handledBy(HashReadCommands::hmget);

    /** HGETALL key: all fields with their values. */
    static final Command HGETALL = command("HGETALL")
            .arity(2)
            .since("2.0.0")
            .flags(READONLY)
            .acl(HASH)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output_order")
            .handledBy(HashReadCommands::hgetall);

    /** HKEYS key: all fields. */
    static final Command HKEYS = command("HKEYS")
            .arity(2)
            .since("2.0.0")
            .flags(READONLY)
            .acl(HASH)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output_order")
            .handledBy(HashReadCommands::hkeys);

    /** HVALS key: the values of all fields. */
    static final Command HVALS = command("HVALS")
            .arity(2)
            .since("2.0.0")
            .flags(READONLY)
            .acl(HASH)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output_order")
            .handledBy(HashReadCommands::hvals);

    /** HEXISTS key field. */
    static final Command HEXISTS = command("HEXISTS")
            .arity(3)
            .since("2.0.0")
            .flags(READONLY, FAST)
            .acl(HASH)
            .key(at(1, RO))
            .handledBy(HashReadCommands::hexists);

    /** HLEN key: the number of fields. */
    static final Command HLEN = command("HLEN")
            .arity(2)
            .since("2.0.0")
            .flags(READONLY, FAST)
            .acl(HASH)
            .key(at(1, RO))
            .handledBy(HashReadCommands::hlen);

    /** HSTRLEN key field: the length of its value, 0 if it is missing. */
    static final Command HSTRLEN = command("HSTRLEN")
            .arity(3)
            .since("3.2.0")
            .flags(READONLY, FAST)
            .acl(HASH)
            .key(at(1, RO))
            .handledBy(HashReadCommands::hstrlen);

    public static final List<Command> COMMANDS = List.of(HGET, HMGET, HGETALL, HKEYS, HVALS, HEXISTS, HLEN, HSTRLEN);

    private HashReadCommands() {}

    private static void hget(Args args, Keyspace keys, ReplyWriter reply) {
        value(keys.read(HashValue.KIND, args.at(1)), args, 2, reply);
    }

    private static void hmget(Args args, Keyspace keys, ReplyWriter reply) {
        HashValue hash = keys.read(HashValue.KIND, args.at(1));
        reply.array(args.count() - 2);
        for (int i = 2; i < args.count(); i++) {
            value(hash, args, i, reply);
        }
    }

    /** The value of the field that an argument names, or nil. Returns whether it is there; it is the current one then. */
    static boolean value(HashValue hash, Args args, int index, ReplyWriter reply) {
        boolean isThere = hash.find(args.at(index));
        if (isThere) {
            reply.bulk(hash.value());
        } else {
            reply.nil();
        }
        return isThere;
    }

    private static void hgetall(Args args, Keyspace keys, ReplyWriter reply) {
        HashValue hash = keys.read(HashValue.KIND, args.at(1));
        reply.map(hash.liveSize());
        hash.rewind();
        while (hash.next()) {
            reply.bulk(hash.field());
            reply.bulk(hash.value());
        }
    }

    private static void hkeys(Args args, Keyspace keys, ReplyWriter reply) {
        HashValue hash = keys.read(HashValue.KIND, args.at(1));
        reply.array(hash.liveSize());
        hash.rewind();
        while (hash.next()) {
            reply.bulk(hash.field());
        }
    }

    private static void hvals(Args args, Keyspace keys, ReplyWriter reply) {
        HashValue hash = keys.read(HashValue.KIND, args.at(1));
        reply.array(hash.liveSize());
        hash.rewind();
        while (hash.next()) {
            reply.bulk(hash.value());
        }
    }

    private static void hexists(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(keys.read(HashValue.KIND, args.at(1)).find(args.at(2)) ? 1 : 0);
    }

    private static void hlen(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(keys.read(HashValue.KIND, args.at(1)).size());
    }

    private static void hstrlen(Args args, Keyspace keys, ReplyWriter reply) {
        HashValue hash = keys.read(HashValue.KIND, args.at(1));
        reply.integer(hash.find(args.at(2)) ? hash.valueLength() : 0);
    }
}
