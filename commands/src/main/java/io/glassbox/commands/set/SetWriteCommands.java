package io.glassbox.commands.set;

import static io.glassbox.command.declare.AclCategory.SET;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.INSERT;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SetValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Changes sets by members that are named. */
public final class SetWriteCommands {
    /** SADD key member [member …]: how many were not there before. O(1) per member. */
    static final Command SADD = command("SADD")
            .arity(-3)
            .since("1.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(SET)
            .key(at(1, RW, INSERT))
            .handledBy(SetWriteCommands::sadd);

    /** SREM key member [member …]: how many were there. O(1) per member. */
    static final Command SREM = command("SREM")
            .arity(-3)
            .since("1.0.0")
            .flags(WRITE, FAST)
            .acl(SET)
            .key(at(1, RW, DELETE))
            .handledBy(SetWriteCommands::srem);

    /** SMOVE source destination member: 1 if the source had it. O(1). */
    static final Command SMOVE = command("SMOVE")
            .arity(4)
            .since("1.0.0")
            .flags(WRITE, FAST)
            .acl(SET)
            .key(at(1, RW, ACCESS, DELETE))
            .key(at(2, RW, INSERT))
            .handledBy(SetWriteCommands::smove);

    public static final List<Command> COMMANDS = List.of(SADD, SREM, SMOVE);

    private SetWriteCommands() {}

    private static void sadd(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        SetValue set = keys.open(SetValue.KIND, key);
        int count = args.count();
        long added = 0;
        for (int i = 2; i < count; i++) {
            added += set.add(args.at(i)) ? 1 : 0;
        }
        keys.changed(key, KeyEvent.SADD, added);
        reply.integer(added);
    }

    private static void srem(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        SetValue set = keys.open(SetValue.KIND, key);
        int count = args.count();
        long removed = 0;
        for (int i = 2; i < count && !set.isEmpty(); i++) {
            removed += set.remove(args.at(i)) ? 1 : 0;
        }
        keys.changed(key, KeyEvent.SREM, removed);
        keys.removeIfEmpty(set);
        reply.integer(removed);
    }

    private static void smove(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView sourceKey = args.at(1);
        ByteView targetKey = args.at(2);
        ByteView member = args.at(3);
        SetValue source = keys.open(SetValue.KIND, sourceKey);
        if (!source.exists()) {
            reply.integer(0);
            return;
        }
        SetValue target = keys.open(SetValue.KIND, targetKey, 1);
        if (sourceKey.sameBytes(targetKey)) {
            reply.integer(source.contains(member) ? 1 : 0);
            return;
        }
        if (!source.remove(member)) {
            reply.integer(0);
            return;
        }
        keys.changed(sourceKey, KeyEvent.SREM);
        keys.removeIfEmpty(source);
        if (target.add(member)) {
            keys.changed(targetKey, KeyEvent.SADD);
        }
        reply.integer(1);
    }
}
