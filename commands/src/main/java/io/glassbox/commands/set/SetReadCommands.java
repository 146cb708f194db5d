package io.glassbox.commands.set;

import static io.glassbox.command.declare.AclCategory.SET;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.command.scan.ElementScan;
import io.glassbox.command.scan.ScanOptions;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SetMember;
import io.glassbox.engine.type.SetValue;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** Looks at one set. */
public final class SetReadCommands {
    /** SISMEMBER key member: 1 or 0. O(1). */
    static final Command SISMEMBER = command("SISMEMBER")
            .arity(3)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(SET)
            .key(at(1, RO))
            .handledBy(SetReadCommands::sismember);

    /** SMISMEMBER key member [member …]: 1 or 0 for each. O(1) per member. */
    static final Command SMISMEMBER = command("SMISMEMBER")
            .arity(-3)
            .since("6.2.0")
            .flags(READONLY, FAST)
            .acl(SET)
            .key(at(1, RO, ACCESS))
            .handledBy(SetReadCommands::smismember);

    /** SCARD key: how many members there are. O(1). */
    static final Command SCARD = command("SCARD")
            .arity(2)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(SET)
            .key(at(1, RO))
            .handledBy(SetReadCommands::scard);

    /** SMEMBERS key: all members. O(n). */
    static final Command SMEMBERS = command("SMEMBERS")
            .arity(2)
            .since("1.0.0")
            .flags(READONLY)
            .acl(SET)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output_order")
            .handledBy(SetReadCommands::smembers);

    /** SSCAN key cursor [MATCH pattern] [COUNT count]: some members, and where to go on. O(count) per call. */
    static final Command SSCAN = command("SSCAN")
            .arity(-3)
            .since("2.8.0")
            .flags(READONLY)
            .acl(SET)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output")
            .handledBy(SetReadCommands::sscan);

    public static final List<Command> COMMANDS = List.of(SISMEMBER, SMISMEMBER, SCARD, SMEMBERS, SSCAN);

    private SetReadCommands() {}

    private static void sismember(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(keys.read(SetValue.KIND, args.at(1)).contains(args.at(2)) ? 1 : 0);
    }

    private static void smismember(Args args, Keyspace keys, ReplyWriter reply) {
        SetValue set = keys.read(SetValue.KIND, args.at(1));
        int count = args.count();
        reply.array(count - 2);
        for (int i = 2; i < count; i++) {
            reply.integer(set.contains(args.at(i)) ? 1 : 0);
        }
    }

    private static void scard(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(keys.read(SetValue.KIND, args.at(1)).size());
    }

    private static void smembers(Args args, Keyspace keys, ReplyWriter reply) {
        SetValue set = keys.read(SetValue.KIND, args.at(1));
        reply.set(set.size());
        set.rewind();
        while (set.next()) {
            member(reply, set.member());
        }
    }

    private static void sscan(Args args, Keyspace keys, ReplyWriter reply) {
        ElementScan.run(
                args,
                keys,
                reply,
                SetValue.KIND,
                ScanOptions::ofMembers,
                (set, options, out) -> member(out, set.member()));
    }

    /** A member as an element of a reply. */
    static void member(ReplyWriter reply, SetMember member) {
        reply.bulk(member.bytes());
    }
}
