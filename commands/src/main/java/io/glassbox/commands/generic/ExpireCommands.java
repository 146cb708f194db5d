package io.glassbox.commands.generic;

import static io.glassbox.command.declare.AclCategory.KEYSPACE;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Gives keys a time to go. A time that has passed deletes the key at once. All O(1); all answer 1 if the key was changed and 0 if
 * it does not exist or the options forbid it.
 */
public final class ExpireCommands {
    private static final long MILLIS_PER_SECOND = 1000;

    /** EXPIRE key seconds [NX|XX|GT|LT]. */
    static final Command EXPIRE = command("EXPIRE")
            .arity(-3)
            .since("1.0.0")
            .flags(WRITE, FAST)
            .acl(KEYSPACE)
            .key(at(1, RW, UPDATE))
            .handledBy(ExpireCommands::expire);

    /** PEXPIRE key milliseconds [NX|XX|GT|LT]. */
    static final Command PEXPIRE = command("PEXPIRE")
            .arity(-3)
            .since("2.6.0")
            .flags(WRITE, FAST)
            .acl(KEYSPACE)
            .key(at(1, RW, UPDATE))
            .handledBy(ExpireCommands::pexpire);

    /** EXPIREAT key unix-seconds [NX|XX|GT|LT]. */
    static final Command EXPIREAT = command("EXPIREAT")
            .arity(-3)
            .since("1.2.0")
            .flags(WRITE, FAST)
            .acl(KEYSPACE)
            .key(at(1, RW, UPDATE))
            .handledBy(ExpireCommands::expireAt);

    /** PEXPIREAT key unix-milliseconds [NX|XX|GT|LT]. */
    static final Command PEXPIREAT = command("PEXPIREAT")
            .arity(-3)
            .since("2.6.0")
            .flags(WRITE, FAST)
            .acl(KEYSPACE)
            .key(at(1, RW, UPDATE))
            .handledBy(ExpireCommands::pexpireAt);

    /** PERSIST key: stays after all. */
    static final Command PERSIST = command("PERSIST")
            .arity(2)
            .since("2.2.0")
            .flags(WRITE, FAST)
            .acl(KEYSPACE)
            .key(at(1, RW, UPDATE))
            .handledBy(ExpireCommands::persist);

    private static final CommandError INVALID_EXPIRE = CommandError.invalidExpireTime("expire");
    private static final CommandError INVALID_PEXPIRE = CommandError.invalidExpireTime("pexpire");
    private static final CommandError INVALID_EXPIREAT = CommandError.invalidExpireTime("expireat");

    public static final List<Command> COMMANDS = List.of(EXPIRE, PEXPIRE, EXPIREAT, PEXPIREAT, PERSIST);

    private ExpireCommands() {}

    private static void expire(Args args, Keyspace keys, ReplyWriter reply) {
        int options = ExpireOptions.read(args, 3);
        long millis = millisOfSeconds(args.longAt(2), INVALID_EXPIRE);
        apply(args, keys, reply, options, fromNow(millis, keys, INVALID_EXPIRE));
    }

    private static void pexpire(Args args, Keyspace keys, ReplyWriter reply) {
        int options = ExpireOptions.read(args, 3);
        apply(args, keys, reply, options, fromNow(args.longAt(2), keys, INVALID_PEXPIRE));
    }

    private static void expireAt(Args args, Keyspace keys, ReplyWriter reply) {
        int options = ExpireOptions.read(args, 3);
        apply(args, keys, reply, options, millisOfSeconds(args.longAt(2), INVALID_EXPIREAT));
    }

    private static void pexpireAt(Args args, Keyspace keys, ReplyWriter reply) {
        int options = ExpireOptions.read(args, 3);
        apply(args, keys, reply, options, args.longAt(2));
    }

    private static void persist(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        Slot slot = keys.write(key);
        if (!slot.exists() || keys.due(slot) == EntryStore.NO_DUE) {
            reply.integer(0);
            return;
        }
        keys.setDue(slot, EntryStore.NO_DUE);
        keys.changed(key, KeyEvent.PERSIST);
        reply.integer(1);
    }

    private static void apply(Args args, Keyspace keys, ReplyWriter reply, int options, long due) {
        ByteView key = args.at(1);
        Slot slot = keys.write(key);
        if (!slot.exists() || !ExpireOptions.allow(options, keys.due(slot), due)) {
            reply.integer(0);
            return;
        }
        if (keys.isPast(due)) {
            deleteNow(keys, slot, key);
        } else {
            keys.setDue(slot, due);
            if (keys.effects().isWanted()) {
                propagate(args, keys, due);
            }
            keys.changed(key, KeyEvent.EXPIRE);
        }
        reply.integer(1);
    }

    /** A time that is absolute already goes as it came. */
    private static void propagate(Args args, Keyspace keys, long due) {
        if (args.is(0, "PEXPIREAT")) {
            return;
        }
        byte[][] effect = new byte[args.count()][];
        for (int i = 0; i < effect.length; i++) {
            effect[i] = args.bytes(i);
        }
        effect[0] = ascii("PEXPIREAT");
        effect[2] = ascii(Long.toString(due));
        keys.effects().instead(effect);
    }

    private static void deleteNow(Keyspace keys, Slot slot, ByteView key) {
        boolean later = keys.databases().lazyFreeing().ofExpiry();
        if (later) {
            keys.unlink(slot);
        } else {
            keys.delete(slot);
        }
        keys.effects().instead(later ? "UNLINK" : "DEL", key);
        keys.changed(key, KeyEvent.DEL);
    }

    /** Negative amounts are fine, they mean a time that has passed; too large ones of either sign are not. */
    private static long millisOfSeconds(long seconds, CommandError invalid) {
        if (seconds > Long.MAX_VALUE / MILLIS_PER_SECOND || seconds < Long.MIN_VALUE / MILLIS_PER_SECOND) {
            throw invalid;
        }
        return seconds * MILLIS_PER_SECOND;
    }

    private static long fromNow(long millis, Keyspace keys, CommandError invalid) {
        long now = keys.clock().unixMillis();
        if (millis > Long.MAX_VALUE - now) {
            throw invalid;
        }
        return now + millis;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
