package io.glassbox.commands.string;

import static io.glassbox.command.declare.AclCategory.STRING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.RM;
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
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Strings looked at and then deleted or given another due time. */
public final class StringTakeCommands {
    /** GETDEL key: the value, which is gone then. */
    static final Command GETDEL = command("GETDEL")
            .arity(2)
            .since("6.2.0")
            .flags(WRITE, FAST)
            .acl(STRING)
            .key(at(1, RW, ACCESS, DELETE))
            .handledBy(StringTakeCommands::getdel);

    /** GETEX key [EX seconds | PX milliseconds | EXAT unix-seconds | PXAT unix-milliseconds | PERSIST]: the value. */
    static final Command GETEX = command("GETEX")
            .arity(-2)
            .since("6.2.0")
            .flags(WRITE, FAST)
            .acl(STRING)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(StringTakeCommands::getex);

    /**
     * DELEX key [IFEQ value | IFNE value | IFDEQ digest | IFDNE digest]: deletes if the condition is met; without one a key of any
     * type.
     */
    static final Command DELEX = command("DELEX")
            .arity(-2)
            .since("8.4.0")
            .flags(WRITE, FAST)
            .acl(STRING)
            .key(at(1, RW, DELETE, VARIABLE_FLAGS))
            .keysFoundBy(StringTakeCommands::findKeyOfDelex)
            .handledBy(StringTakeCommands::delex);

    /** DELIFEQ key value: Valkey's DELEX with IFEQ. */
    static final Command DELIFEQ = command("DELIFEQ")
            .arity(3)
            .since("9.0.0")
            .flags(WRITE, FAST)
            .acl(STRING)
            .key(at(1, RW, DELETE))
            .handledBy(StringTakeCommands::delifeq);

    public static final List<Command> COMMANDS = List.of(GETDEL, GETEX, DELEX, DELIFEQ);

    private static final long OPTIONS_OF_GETEX = StringOptions.TIMES | StringOptions.PERSIST;

    private static final CommandError INVALID_IN_GETEX = CommandError.invalidExpireTime("getex");
    private static final CommandError DELEX_ARITY = CommandError.wrongArity("delex");

    private StringTakeCommands() {}

    private static void getdel(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        StringValue value = keys.readString(key);
        StringReadCommands.writeTo(reply, value);
        if (value.exists()) {
            delete(keys, key, value.slot());
        }
    }

    private static void getex(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        long options = StringOptions.read(args, 2, OPTIONS_OF_GETEX);
        StringValue value = keys.readString(key);
        if (!value.exists()) {
            reply.nil();
            return;
        }
        long now = keys.clock().unixMillis();
        long due = StringOptions.due(args, options, now, INVALID_IN_GETEX);
        StringReadCommands.writeTo(reply, value);
        if (StringOptions.has(options, StringOptions.TIMES)) {
            if (due <= now) {
                delete(keys, key, value.slot());
            } else {
                changeDue(keys, key, value.slot(), due, KeyEvent.EXPIRE);
            }
        } else if (StringOptions.has(options, StringOptions.PERSIST) && keys.due(value.slot()) != EntryStore.NO_DUE) {
            changeDue(keys, key, value.slot(), EntryStore.NO_DUE, KeyEvent.PERSIST);
        }
    }

    private static void delex(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        if (args.count() == 2) {
            Slot slot = keys.write(key);
            reply.integer(slot.exists() ? 1 : 0);
            if (slot.exists()) {
                delete(keys, key, slot);
            }
            return;
        }
        if (args.count() != 4) {
            throw DELEX_ARITY;
        }
        long options = StringOptions.read(args, 2, StringOptions.COMPARISONS);
        StringConditions.check(args, options);
        StringValue value = keys.openString(key);
        boolean deletes = value.exists() && StringConditions.admits(args, options, value);
        deleteIf(deletes, keys, key, value, reply);
    }

    private static void delifeq(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        StringValue value = keys.openString(key);
        boolean deletes = value.exists() && value.bytes().sameBytes(args.at(2));
        deleteIf(deletes, keys, key, value, reply);
    }

    private static void deleteIf(boolean deletes, Keyspace keys, ByteView key, StringValue value, ReplyWriter reply) {
        if (deletes) {
            delete(keys, key, value.slot());
        }
        reply.integer(deletes ? 1 : 0);
    }

    private static void delete(Keyspace keys, ByteView key, Slot slot) {
        keys.delete(slot);
        keys.changed(key, KeyEvent.DEL);
        if (keys.effects().isWanted()) {
            StringEffects.delete(keys, key);
        }
    }

    private static void changeDue(Keyspace keys, ByteView key, Slot slot, long due, KeyEvent event) {
        keys.setDue(slot, due);
        keys.changed(key, event);
        if (keys.effects().isWanted()) {
            StringEffects.due(keys, key, due);
        }
    }

    /** Without a condition the value does not matter: the key is only removed. */
    private static void findKeyOfDelex(Args args, KeyFinder.Sink keys) {
        keys.key(1, (args.count() == 2 ? RM.bit() : RW.bit()) | DELETE.bit());
    }
}
