package io.glassbox.commands.generic;

import static io.glassbox.command.declare.AclCategory.KEYSPACE;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** How long keys stay. All O(1); -2 for a key that does not exist, -1 for one that stays until it is deleted. */
public final class TimeToLiveCommands {
    private static final long NO_KEY = -2;
    private static final long STAYS = -1;
    private static final long MILLIS_PER_SECOND = 1000;

    /** TTL key: the seconds left, rounded. */
    static final Command TTL = command("TTL")
            .arity(2)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(KEYSPACE)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output")
            .handledBy(TimeToLiveCommands::ttl);

    /** PTTL key: the milliseconds left. */
    static final Command PTTL = command("PTTL")
            .arity(2)
            .since("2.6.0")
            .flags(READONLY, FAST)
            .acl(KEYSPACE)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output")
            .handledBy(TimeToLiveCommands::pttl);

    /** EXPIRETIME key: the unix seconds at which it goes, rounded. */
    static final Command EXPIRETIME = command("EXPIRETIME")
            .arity(2)
            .since("7.0.0")
            .flags(READONLY, FAST)
            .acl(KEYSPACE)
            .key(at(1, RO, ACCESS))
            .handledBy(TimeToLiveCommands::expireTime);

    /** PEXPIRETIME key: the unix milliseconds at which it goes. */
    static final Command PEXPIRETIME = command("PEXPIRETIME")
            .arity(2)
            .since("7.0.0")
            .flags(READONLY, FAST)
            .acl(KEYSPACE)
            .key(at(1, RO, ACCESS))
            .handledBy(TimeToLiveCommands::pexpireTime);

    public static final List<Command> COMMANDS = List.of(TTL, PTTL, EXPIRETIME, PEXPIRETIME);

    private TimeToLiveCommands() {}

    private static void ttl(Args args, Keyspace keys, ReplyWriter reply) {
        long due = due(args, keys);
        reply.integer(due < 0 ? due : seconds(left(due, keys)));
    }

    private static void pttl(Args args, Keyspace keys, ReplyWriter reply) {
        long due = due(args, keys);
        reply.integer(due < 0 ? due : left(due, keys));
    }

    private static void expireTime(Args args, Keyspace keys, ReplyWriter reply) {
        long due = due(args, keys);
        reply.integer(due < 0 ? due : seconds(due));
    }

    private static void pexpireTime(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(due(args, keys));
    }

    private static long due(Args args, Keyspace keys) {
        Slot slot = keys.peek(args.at(1));
        if (!slot.exists()) {
            return NO_KEY;
        }
        long due = keys.due(slot);
        return due == EntryStore.NO_DUE ? STAYS : due;
    }

    private static long left(long due, Keyspace keys) {
        return Math.max(0, due - keys.clock().unixMillis());
    }

    /** Unsigned, since the last times before the end of all time are rounded up beyond it. */
    private static long seconds(long millis) {
        return Long.divideUnsigned(millis + MILLIS_PER_SECOND / 2, MILLIS_PER_SECOND);
    }
}
