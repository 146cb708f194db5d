package io.glassbox.commands.sortedset;

import static io.glassbox.command.declare.AclCategory.SORTEDSET;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.BLOCKING;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.MOVABLEKEYS;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeySpec.at;
import static io.glassbox.command.declare.KeySpec.countedAt;
import static io.glassbox.command.declare.KeySpec.range;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.WaitTime;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.KeyWait;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Taking the elements with the lowest or the highest scores away, and waiting for some. */
public final class SortedSetPopCommands {
    private static final CommandError INVALID_NUMKEYS = CommandError.of("ERR numkeys should be greater than 0");
    private static final CommandError INVALID_COUNT = CommandError.of("ERR count should be greater than 0");

    /** ZPOPMIN key [count]: the elements with the lowest scores. O(log n) plus what is returned. */
    static final Command ZPOPMIN = command("ZPOPMIN")
            .arity(-2)
            .since("5.0.0")
            .flags(WRITE, FAST)
            .acl(SORTEDSET)
            .key(at(1, RW, ACCESS, DELETE))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> popOne(args, keys, reply, false));

    /** ZPOPMAX key [count]. */
    static final Command ZPOPMAX = command("ZPOPMAX")
            .arity(-2)
            .since("5.0.0")
            .flags(WRITE, FAST)
            .acl(SORTEDSET)
            .key(at(1, RW, ACCESS, DELETE))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> popOne(args, keys, reply, true));

    /** ZMPOP numkeys key [key …] MIN | MAX [COUNT count]: from the first key that has any. */
    static final Command ZMPOP = command("ZMPOP")
            .arity(-4)
            .since("7.0.0")
            .flags(WRITE, MOVABLEKEYS)
            .acl(SORTEDSET)
            .key(countedAt(1, RW, ACCESS, DELETE))
            .handledBy(SortedSetPopCommands::zmpop);

    /** BZPOPMIN key [key …] timeout: key, member and score from the first key that has any, when there is one. */
    static final Command BZPOPMIN = command("BZPOPMIN")
            .arity(-3)
            .since("5.0.0")
            .flags(WRITE, BLOCKING, FAST)
            .acl(SORTEDSET)
            .key(range(1, -2, 1, RW, ACCESS, DELETE))
            .handledBy((Args args, Session session, ReplyWriter reply) -> awaitOne(args, session, reply, false));

    /** BZPOPMAX key [key …] timeout. */
    static final Command BZPOPMAX = command("BZPOPMAX")
            .arity(-3)
            .since("5.0.0")
            .flags(WRITE, BLOCKING, FAST)
            .acl(SORTEDSET)
            .key(range(1, -2, 1, RW, ACCESS, DELETE))
            .handledBy((Args args, Session session, ReplyWriter reply) -> awaitOne(args, session, reply, true));

    /** BZMPOP timeout numkeys key [key …] MIN | MAX [COUNT count]. */
    static final Command BZMPOP = command("BZMPOP")
            .arity(-5)
            .since("7.0.0")
            .flags(WRITE, BLOCKING, MOVABLEKEYS)
            .acl(SORTEDSET)
            .key(countedAt(2, RW, ACCESS, DELETE))
            .handledBy(SortedSetPopCommands::bzmpop);

    public static final List<Command> COMMANDS = List.of(ZPOPMIN, ZPOPMAX, ZMPOP, BZPOPMIN, BZPOPMAX, BZMPOP);

    private SortedSetPopCommands() {}

    private static void popOne(Args args, Keyspace keys, ReplyWriter reply, boolean isMax) {
        if (args.count() > 3) {
            throw CommandError.SYNTAX;
        }
        boolean hasCount = args.count() == 3;
        long most = hasCount ? number(args, 2, 0, CommandError.MUST_BE_POSITIVE) : 1;
        ByteView key = args.at(1);
        SortedSetValue set = keys.open(SortedSetValue.KIND, key);
        long count = Math.min(most, set.size());
        SortedSetReply.open(reply, hasCount || count == 0 ? count : count * (reply.isResp3() ? 2 : 1), true);
        if (count > 0) {
            boolean asPairs = hasCount && reply.isResp3();
            pop(keys, key, set, isMax, count, reply, asPairs);
        }
    }

    /** A number that is not below {@code least}; whatever else it is, there is one error for it. */
    private static long number(Args args, int index, long least, CommandError error) {
        long number = args.longAt(index, error);
        if (number < least) {
            throw error;
        }
        return number;
    }

    /** Replies with elements from one end and removes them; the header of the reply is written. */
    private static void pop(
            Keyspace keys,
            ByteView key,
            SortedSetValue set,
            boolean isMax,
            long count,
            ReplyWriter reply,
            boolean asPairs) {
        long size = set.size();
        set.seek(isMax ? size - 1 : 0);
        for (long i = 0; i < count; i++) {
            if (i > 0) {
                set.step(isMax);
            }
            if (asPairs) {
                reply.array(2);
            }
            reply.bulk(set.member());
            reply.number(set.score());
        }
        set.removeRange(isMax ? size - count : 0, count);
        keys.changed(key, isMax ? KeyEvent.ZPOPMAX : KeyEvent.ZPOPMIN, count);
        keys.removeIfEmpty(set);
    }

    private static void zmpop(Args args, Keyspace keys, ReplyWriter reply) {
        int count = readKeyCount(args, 1);
        int where = 2 + count;
        boolean isMax = readEnd(args, where);
        long most = readCount(args, where + 1);
        if (!popFirst(args, 2, count, keys, isMax, most, reply)) {
            reply.nilArray();
        }
    }

    private static void bzmpop(Args args, Session session, ReplyWriter reply) {
        int count = readKeyCount(args, 2);
        int where = 3 + count;
        boolean isMax = readEnd(args, where);
        long most = readCount(args, where + 1);
        long deadline = WaitTime.ofSeconds(args, 1, session.keys().clock());
        if (!popFirst(args, 3, count, session.keys(), isMax, most, reply)) {
            await(args, session, 3, count, deadline);
        }
    }

    private static void awaitOne(Args args, Session session, ReplyWriter reply, boolean isMax) {
        int timeout = args.count() - 1;
        long deadline = WaitTime.ofSeconds(args, timeout, session.keys().clock());
        Keyspace keys = session.keys();
        for (int i = 1; i < timeout; i++) {
            ByteView key = args.at(i);
            SortedSetValue set = keys.open(SortedSetValue.KIND, key);
            if (set.exists()) {
                reply.array(3);
                reply.bulk(key);
                pop(keys, key, set, isMax, 1, reply, false);
                keys.effects().instead(isMax ? "ZPOPMAX" : "ZPOPMIN", key);
                return;
            }
        }
        await(args, session, 1, timeout - 1, deadline);
    }

    private static void await(Args args, Session session, int firstKey, int keyCount, long deadline) {
        var wish = new KeyWait.Wish(ValueType.ZSET, deadline, KeyWait.Nothing.NIL_ARRAY, false);
        session.server().keyWaits().await(session, args, firstKey, keyCount, wish);
    }

    /** Pops from the first key that has any; false if none has. */
    private static boolean popFirst(
            Args args, int firstKey, int keyCount, Keyspace keys, boolean isMax, long most, ReplyWriter reply) {
        for (int i = firstKey; i < firstKey + keyCount; i++) {
            ByteView key = args.at(i);
            SortedSetValue set = keys.open(SortedSetValue.KIND, key);
            if (set.exists()) {
                long count = Math.min(most, set.size());
                reply.array(2);
                reply.bulk(key);
                reply.array(count);
                pop(keys, key, set, isMax, count, reply, true);
                propagate(keys, key, isMax, count);
                return true;
            }
        }
        return false;
    }

    private static void propagate(Keyspace keys, ByteView key, boolean isMax, long count) {
        if (keys.effects().isWanted()) {
            keys.effects().instead(ascii(isMax ? "ZPOPMAX" : "ZPOPMIN"), key.toBytes(), ascii(Long.toString(count)));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int readKeyCount(Args args, int index) {
        long count = number(args, index, 1, INVALID_NUMKEYS);
        if (count >= args.count() - index - 1) {
            throw CommandError.SYNTAX;
        }
        return (int) count;
    }

    /** Whether the argument says MAX rather than MIN. */
    private static boolean readEnd(Args args, int index) {
        boolean isMax = args.is(index, "MAX");
        if (!isMax && !args.is(index, "MIN")) {
            throw CommandError.SYNTAX;
        }
        return isMax;
    }

    private static long readCount(Args args, int index) {
        if (index == args.count()) {
            return 1;
        }
        if (index + 1 == args.count() || !args.is(index, "COUNT")) {
            throw CommandError.SYNTAX;
        }
        long count = number(args, index + 1, 1, INVALID_COUNT);
        if (index + 2 != args.count()) {
            throw CommandError.SYNTAX;
        }
        return count;
    }
}
