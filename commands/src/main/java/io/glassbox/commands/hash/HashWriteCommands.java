package io.glassbox.commands.hash;

import static io.glassbox.command.declare.AclCategory.HASH;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.INSERT;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.HashValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Setting and deleting fields. What is set has no due time from then on. */
public final class HashWriteCommands {
    /** HSET key field value [field value …]: how many fields are new. */
    static final Command HSET = command("HSET")
            .arity(-4)
            .since("2.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(HASH)
            .key(at(1, RW, UPDATE))
            .handledBy(HashWriteCommands::hset);

    /** HMSET key field value [field value …]: HSET as it was before it took many fields. */
    static final Command HMSET = command("HMSET")
            .arity(-4)
            .since("2.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(HASH)
            .key(at(1, RW, UPDATE))
            .handledBy(HashWriteCommands::hmset);

    /** HSETNX key field value: sets a field that is not there. */
    static final Command HSETNX = command("HSETNX")
            .arity(4)
            .since("2.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(HASH)
            .key(at(1, RW, INSERT))
            .handledBy(HashWriteCommands::hsetnx);

    /** HDEL key field [field …]: how many were there. */
    static final Command HDEL = command("HDEL")
            .arity(-3)
            .since("2.0.0")
            .flags(WRITE, FAST)
            .acl(HASH)
            .key(at(1, RW, DELETE))
            .handledBy(HashWriteCommands::hdel);

    public static final List<Command> COMMANDS = List.of(HSET, HMSET, HSETNX, HDEL);

    private static final CommandError HSET_ARITY = CommandError.wrongArity("hset");
    private static final CommandError HMSET_ARITY = CommandError.wrongArity("hmset");

    private HashWriteCommands() {}

    private static void hset(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(setAll(args, keys, HSET_ARITY));
    }

    private static void hmset(Args args, Keyspace keys, ReplyWriter reply) {
        setAll(args, keys, HMSET_ARITY);
        reply.ok();
    }

    private static int setAll(Args args, Keyspace keys, CommandError oddCount) {
        int count = args.count();
        if (count % 2 != 0) {
            throw oddCount;
        }
        ByteView key = args.at(1);
        HashValue hash = keys.open(HashValue.KIND, key);
        int created = 0;
        for (int i = 2; i < count; i += 2) {
            ByteView field = args.at(i);
            keys.meetOverdue(hash, field);
            if (hash.put(field, args.at(i + 1))) {
                created++;
            }
        }
        for (int i = 2; i < count && keys.notesSubkeys(); i += 2) {
            keys.subkey(args.at(i));
        }
        keys.changed(key, KeyEvent.HSET, (count - 2) / 2);
        return created;
    }

    private static void hsetnx(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        ByteView field = args.at(2);
        HashValue hash = keys.open(HashValue.KIND, key);
        if (hash.find(field)) {
            reply.integer(0);
            return;
        }
        keys.meetOverdue(hash, field);
        hash.put(field, args.at(3));
        keys.subkey(field);
        keys.changed(key, KeyEvent.HSET);
        reply.integer(1);
    }

    private static void hdel(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        HashValue hash = keys.open(HashValue.KIND, key);
        int removed = 0;
        for (int i = 2; i < args.count(); i++) {
            if (hash.remove(args.at(i))) {
                keys.subkey(args.at(i));
                removed++;
            }
        }
        keys.changed(key, KeyEvent.HDEL, removed);
        if (removed > 0) {
            keys.removeIfEmpty(hash);
        }
        reply.integer(removed);
    }
}
