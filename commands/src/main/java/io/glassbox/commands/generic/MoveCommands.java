package io.glassbox.commands.generic;

import static io.glassbox.command.declare.AclCategory.KEYSPACE;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.INSERT;
import static io.glassbox.command.declare.KeyFlag.OW;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Values that go from one key to another, with their due times. */
public final class MoveCommands {
    private static final int TARGET_CURSOR = 1;

    /** RENAME key newkey: a newkey that exists is overwritten. O(1), and what deleting the old value costs. */
    static final Command RENAME = command("RENAME")
            .arity(3)
            .since("1.0.0")
            .flags(WRITE)
            .acl(KEYSPACE)
            .key(at(1, RW, ACCESS, DELETE))
            .key(at(2, OW, UPDATE))
            .handledBy(MoveCommands::rename);

    /** RENAMENX key newkey: 0, and nothing happens, if newkey exists. */
    static final Command RENAMENX = command("RENAMENX")
            .arity(3)
            .since("1.0.0")
            .flags(WRITE, FAST)
            .acl(KEYSPACE)
            .key(at(1, RW, ACCESS, DELETE))
            .key(at(2, OW, INSERT))
            .handledBy(MoveCommands::renameNx);

    /** MOVE key db: 0 if there is no such key, or if there is one of that name in the other database. */
    static final Command MOVE = command("MOVE")
            .arity(3)
            .since("1.0.0")
            .flags(WRITE, FAST)
            .acl(KEYSPACE)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(MoveCommands::move);

    /** COPY source destination [DB index] [REPLACE]. O(n). */
    static final Command COPY = command("COPY")
            .arity(-3)
            .since("6.2.0")
            .flags(WRITE, DENYOOM)
            .acl(KEYSPACE)
            .key(at(1, RO, ACCESS))
            .key(at(2, OW, UPDATE))
            .handledBy(MoveCommands::copy);

    public static final List<Command> COMMANDS = List.of(RENAME, RENAMENX, MOVE, COPY);

    private MoveCommands() {}

    private static void rename(Args args, Keyspace keys, ReplyWriter reply) {
        moveName(args, keys, true);
        reply.ok();
    }

    private static void renameNx(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(moveName(args, keys, false) ? 1 : 0);
    }

    /** Returns whether the key goes by another name now. */
    private static boolean moveName(Args args, Keyspace keys, boolean overwrite) {
        ByteView from = args.at(1);
        ByteView to = args.at(2);
        Slot source = keys.write(from);
        if (!source.exists()) {
            throw CommandError.NO_SUCH_KEY;
        }
        if (from.sameBytes(to)) {
            return false;
        }
        Slot target = keys.write(to, TARGET_CURSOR);
        if (target.exists()) {
            if (!overwrite) {
                return false;
            }
            makeRoom(source, target, keys);
        }
        keys.move(source, keys, to);
        keys.changed(from, KeyEvent.RENAME_FROM);
        keys.also(to, KeyEvent.RENAME_TO);
        return true;
    }

    private static void move(Args args, Keyspace keys, ReplyWriter reply) {
        Keyspace other = database(args, 2, keys);
        if (other == keys) {
            throw CommandError.SAME_OBJECT;
        }
        ByteView key = args.at(1);
        Slot source = keys.write(key);
        if (!source.exists() || other.write(key).exists()) {
            reply.integer(0);
            return;
        }
        keys.move(source, other, key);
        keys.changed(key, KeyEvent.MOVE_FROM);
        other.also(key, KeyEvent.MOVE_TO);
        reply.integer(1);
    }

    private static void copy(Args args, Keyspace keys, ReplyWriter reply) {
        Keyspace other = keys;
        boolean replace = false;
        for (int i = 3; i < args.count(); i++) {
            if (args.is(i, "REPLACE")) {
                replace = true;
            } else if (args.is(i, "DB") && i + 1 < args.count()) {
                other = database(args, ++i, keys);
            } else {
                throw CommandError.SYNTAX;
            }
        }
        ByteView from = args.at(1);
        ByteView to = args.at(2);
        if (other == keys && from.sameBytes(to)) {
            throw CommandError.SAME_OBJECT;
        }
        Slot source = keys.read(from);
        if (!source.exists()) {
            reply.integer(0);
            return;
        }
        Slot target = other.write(to, TARGET_CURSOR);
        if (target.exists()) {
            if (!replace) {
                reply.integer(0);
                return;
            }
            makeRoom(source, target, other);
        }
        keys.copy(source, other, to);
        other.changed(to, KeyEvent.COPY_TO);
        reply.integer(1);
    }

    /** Deletes what the target holds, for the source's value to take its place. */
    private static void makeRoom(Slot source, Slot target, Keyspace space) {
        space.overwriting(target, Entry.type(source.entry()));
        if (space.databases().lazyFreeing().ofOverwrites()) {
            space.unlink(target);
        } else {
            space.delete(target);
        }
    }

    private static Keyspace database(Args args, int position, Keyspace keys) {
        int index = args.intAt(position);
        if (index < 0 || index >= keys.databases().count()) {
            throw CommandError.DATABASE_OUT_OF_RANGE;
        }
        return keys.databases().get(index);
    }
}
