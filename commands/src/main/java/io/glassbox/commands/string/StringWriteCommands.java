package io.glassbox.commands.string;

import static io.glassbox.command.declare.AclCategory.STRING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.INSERT;
import static io.glassbox.command.declare.KeyFlag.OW;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeyFlag.VARIABLE_FLAGS;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.KeyFinder;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.ArrayList;
import java.util.List;

/** One string set as a whole, whatever its key held before. */
public final class StringWriteCommands {
    /**
     * SET key value [NX | XX | IFEQ value | IFNE value | IFDEQ digest | IFDNE digest] [GET] [EX seconds | PX milliseconds |
     * EXAT unix-seconds | PXAT unix-milliseconds | KEEPTTL].
     */
    static final Command SET = command("SET")
            .arity(-3)
            .since("1.0.0")
            .flags(WRITE, DENYOOM)
            .acl(STRING)
            .key(at(1, RW, ACCESS, UPDATE, VARIABLE_FLAGS))
            .keysFoundBy(StringWriteCommands::findKeyOfSet)
            .handledBy(StringWriteCommands::set);

    /** SETEX key seconds value. */
    static final Command SETEX = command("SETEX")
            .arity(4)
            .since("2.0.0")
            .flags(WRITE, DENYOOM)
            .acl(STRING)
            .key(at(1, OW, UPDATE))
            .handledBy(StringWriteCommands::setex);

    /** PSETEX key milliseconds value. */
    static final Command PSETEX = command("PSETEX")
            .arity(4)
            .since("2.6.0")
            .flags(WRITE, DENYOOM)
            .acl(STRING)
            .key(at(1, OW, UPDATE))
            .handledBy(StringWriteCommands::psetex);

    /** SETNX key value: 1 if set, 0 if the key exists. */
    static final Command SETNX = command("SETNX")
            .arity(3)
            .since("1.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STRING)
            .key(at(1, OW, INSERT))
            .handledBy(StringWriteCommands::setnx);

    /** GETSET key value: the value before. */
    static final Command GETSET = command("GETSET")
            .arity(3)
            .since("1.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STRING)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(StringWriteCommands::getset);

    public static final List<Command> COMMANDS = List.of(SET, SETEX, PSETEX, SETNX, GETSET);

    private static final long OPTIONS_OF_SET =
            StringOptions.CONDITIONS | StringOptions.GET | StringOptions.TIMES | StringOptions.KEEPTTL;

    private static final CommandError INVALID_IN_SET = CommandError.invalidExpireTime("set");
    private static final CommandError INVALID_IN_SETEX = CommandError.invalidExpireTime("setex");
    private static final CommandError INVALID_IN_PSETEX = CommandError.invalidExpireTime("psetex");

    private StringWriteCommands() {}

    private static void set(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        if (args.count() == 3) {
            keys.overwrite(keys.replaceString(key), args.at(2), EntryStore.NO_DUE);
            keys.changed(key, KeyEvent.SET);
            reply.ok();
            return;
        }
        long options = StringOptions.read(args, 3, OPTIONS_OF_SET);
        long due = StringOptions.due(args, options, keys.clock().unixMillis(), INVALID_IN_SET);
        StringConditions.check(args, options);
        boolean returnsOld = StringOptions.has(options, StringOptions.GET);
        StringValue value = openForSet(keys, key, options);
        if (returnsOld) {
            StringReadCommands.writeTo(reply, value);
        }
        if (!StringConditions.admitSet(args, options, value)) {
            if (!returnsOld) {
                reply.nil();
            }
            return;
        }
        keys.overwrite(value, args.at(2), due);
        keys.changed(key, KeyEvent.SET);
        if (StringOptions.has(options, StringOptions.TIMES)) {
            keys.also(key, KeyEvent.EXPIRE);
        }
        if (keys.effects().isWanted()) {
            propagateSet(args, keys, options, due);
        }
        if (!returnsOld) {
            reply.ok();
        }
    }

    /** Only a SET that looks at the old value minds its type. */
    private static StringValue openForSet(Keyspace keys, ByteView key, long options) {
        if (StringOptions.has(options, StringOptions.GET)) {
            return keys.readString(key);
        }
        return StringOptions.has(options, StringOptions.COMPARISONS) ? keys.openString(key) : keys.replaceString(key);
    }

    /** Times become absolute; GET and comparisons, which have done their work, are left out. */
    private static void propagateSet(Args args, Keyspace keys, long options, long due) {
        if (StringOptions.has(options, StringOptions.TIMES)) {
            StringEffects.set(keys, args.at(1), args.bytes(2), due);
        } else if (StringOptions.has(options, StringOptions.GET | StringOptions.COMPARISONS)) {
            List<byte[]> kept = new ArrayList<>();
            for (int i = 0; i < args.count(); i++) {
                if (i < 3 || i == StringOptions.time(options)) {
                    kept.add(args.bytes(i));
                } else if (i == StringOptions.comparand(options) - 1) {
                    i++;
                } else if (!args.is(i, "GET")) {
                    kept.add(args.bytes(i));
                }
            }
            keys.effects().instead(kept.toArray(byte[][]::new));
        }
    }

    private static void setex(Args args, Keyspace keys, ReplyWriter reply) {
        long due = DueTimes.ofSeconds(args.longAt(2), keys.clock().unixMillis(), INVALID_IN_SETEX);
        setWithDue(args, keys, reply, due);
    }

    private static void psetex(Args args, Keyspace keys, ReplyWriter reply) {
        long due = DueTimes.ofMillis(args.longAt(2), keys.clock().unixMillis(), INVALID_IN_PSETEX);
        setWithDue(args, keys, reply, due);
    }

    private static void setWithDue(Args args, Keyspace keys, ReplyWriter reply, long due) {
        ByteView key = args.at(1);
        keys.overwrite(keys.replaceString(key), args.at(3), due);
        keys.changed(key, KeyEvent.SET);
        keys.also(key, KeyEvent.EXPIRE);
        if (keys.effects().isWanted()) {
            StringEffects.set(keys, key, args.bytes(3), due);
        }
        reply.ok();
    }

    private static void setnx(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        StringValue value = keys.replaceString(key);
        if (value.exists()) {
            reply.integer(0);
            return;
        }
        keys.overwrite(value, args.at(2), EntryStore.NO_DUE);
        keys.changed(key, KeyEvent.SET);
        reply.integer(1);
    }

    private static void getset(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        StringValue value = keys.readString(key);
        StringReadCommands.writeTo(reply, value);
        keys.overwrite(value, args.at(2), EntryStore.NO_DUE);
        keys.changed(key, KeyEvent.SET);
        if (keys.effects().isWanted()) {
            StringEffects.set(keys, key, args.bytes(2), EntryStore.NO_DUE);
        }
    }

    /** A SET that looks at the old value reads it; any other only overwrites. */
    private static void findKeyOfSet(Args args, KeyFinder.Sink keys) {
        long flags = OW.bit() | UPDATE.bit();
        for (int i = 3; i < args.count(); i++) {
            if (args.is(i, "GET") || StringOptions.isComparison(args, i)) {
                flags = RW.bit() | ACCESS.bit() | UPDATE.bit();
            }
        }
        keys.key(1, flags);
    }
}
