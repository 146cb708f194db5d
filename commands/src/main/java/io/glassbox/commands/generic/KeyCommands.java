package io.glassbox.commands.generic;

import static io.glassbox.command.declare.AclCategory.KEYSPACE;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.RM;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;
import static io.glassbox.command.declare.KeySpec.range;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Whether keys exist, and away with them. */
public final class KeyCommands {
    /** DEL key [key …]: how many existed. O(1) per string, O(n) for larger values. */
    static final Command DEL = command("DEL")
            .arity(-2)
            .since("1.0.0")
            .flags(WRITE)
            .acl(KEYSPACE)
            .key(range(1, -1, 1, RM, DELETE))
            .tips("request_policy:multi_shard", "response_policy:agg_sum")
            .handledBy(KeyCommands::del);

    /** UNLINK key [key …]: as DEL; large values are freed in slices between commands. O(1) per key. */
    static final Command UNLINK = command("UNLINK")
            .arity(-2)
            .since("4.0.0")
            .flags(WRITE, FAST)
            .acl(KEYSPACE)
            .key(range(1, -1, 1, RM, DELETE))
            .tips("request_policy:multi_shard", "response_policy:agg_sum")
            .handledBy(KeyCommands::unlink);

    /** EXISTS key [key …]: how many exist, one named twice counting twice. */
    static final Command EXISTS = command("EXISTS")
            .arity(-2)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(KEYSPACE)
            .key(range(1, -1, 1, RO))
            .tips("request_policy:multi_shard", "response_policy:agg_sum")
            .handledBy(KeyCommands::exists);

    /** TOUCH key [key …]: marks keys as used; how many exist. */
    static final Command TOUCH = command("TOUCH")
            .arity(-2)
            .since("3.2.1")
            .flags(READONLY, FAST)
            .acl(KEYSPACE)
            .key(range(1, -1, 1, RO))
            .tips("request_policy:multi_shard", "response_policy:agg_sum")
            .handledBy(KeyCommands::touch);

    /** TYPE key: the name of its type, {@code none} if it does not exist. */
    static final Command TYPE = command("TYPE")
            .arity(2)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(KEYSPACE)
            .key(at(1, RO))
            .handledBy(KeyCommands::type);

    public static final List<Command> COMMANDS = List.of(DEL, UNLINK, EXISTS, TOUCH, TYPE);

    private KeyCommands() {}

    private static void del(Args args, Keyspace keys, ReplyWriter reply) {
        delete(args, keys, reply, keys.databases().lazyFreeing().ofUserDeletes());
    }

    private static void unlink(Args args, Keyspace keys, ReplyWriter reply) {
        delete(args, keys, reply, true);
    }

    private static void delete(Args args, Keyspace keys, ReplyWriter reply, boolean later) {
        int deleted = 0;
        for (int i = 1; i < args.count(); i++) {
            ByteView key = args.at(i);
            if (later ? keys.unlink(key) : keys.delete(key)) {
                keys.changed(key, KeyEvent.DEL);
                deleted++;
            }
        }
        reply.integer(deleted);
    }

    private static void exists(Args args, Keyspace keys, ReplyWriter reply) {
        int existing = 0;
        for (int i = 1; i < args.count(); i++) {
            existing += keys.peek(args.at(i)).exists() ? 1 : 0;
        }
        reply.integer(existing);
    }

    private static void touch(Args args, Keyspace keys, ReplyWriter reply) {
        int touched = 0;
        for (int i = 1; i < args.count(); i++) {
            touched += keys.touch(args.at(i)) ? 1 : 0;
        }
        reply.integer(touched);
    }

    private static void type(Args args, Keyspace keys, ReplyWriter reply) {
        Slot slot = keys.peek(args.at(1));
        reply.simple(slot.exists() ? Entry.type(slot.entry()).printedName() : "none");
    }
}
