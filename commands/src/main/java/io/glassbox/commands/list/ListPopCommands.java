package io.glassbox.commands.list;

import static io.glassbox.command.declare.AclCategory.LIST;
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
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.KeyWait;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.ListValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Taking elements away at either end, and waiting for some. */
public final class ListPopCommands {
    private static final CommandError INVALID_NUMKEYS = CommandError.of("ERR numkeys should be greater than 0");
    private static final CommandError INVALID_COUNT = CommandError.of("ERR count should be greater than 0");
    private static final CommandError LPOP_ARITY = CommandError.wrongArity("lpop");
    private static final CommandError RPOP_ARITY = CommandError.wrongArity("rpop");

    /** LPOP key [count]: one element, or an array of up to so many. O(1) per element. */
    static final Command LPOP = command("LPOP")
            .arity(-2)
            .since("1.0.0")
            .flags(WRITE, FAST)
            .acl(LIST)
            .key(at(1, RW, ACCESS, DELETE))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> pop(args, keys, reply, false));

    /** RPOP key [count]. */
    static final Command RPOP = command("RPOP")
            .arity(-2)
            .since("1.0.0")
            .flags(WRITE, FAST)
            .acl(LIST)
            .key(at(1, RW, ACCESS, DELETE))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> pop(args, keys, reply, true));

    /** LMPOP numkeys key [key …] LEFT | RIGHT [COUNT count]: from the first key that has any. */
    static final Command LMPOP = command("LMPOP")
            .arity(-4)
            .since("7.0.0")
            .flags(WRITE, MOVABLEKEYS)
            .acl(LIST)
            .key(countedAt(1, RW, ACCESS, DELETE))
            .handledBy(ListPopCommands::lmpop);

    /** BLPOP key [key …] timeout: key and element of the first key that has any, when there is one. */
    static final Command BLPOP = command("BLPOP")
            .arity(-3)
            .since("2.0.0")
            .flags(WRITE, BLOCKING)
            .acl(LIST)
            .key(range(1, -2, 1, RW, ACCESS, DELETE))
            .handledBy((Args args, Session session, ReplyWriter reply) -> awaitOne(args, session, reply, false));

    /** BRPOP key [key …] timeout. */
    static final Command BRPOP = command("BRPOP")
            .arity(-3)
            .since("2.0.0")
            .flags(WRITE, BLOCKING)
            .acl(LIST)
            .key(range(1, -2, 1, RW, ACCESS, DELETE))
            .handledBy((Args args, Session session, ReplyWriter reply) -> awaitOne(args, session, reply, true));

    /** BLMPOP timeout numkeys key [key …] LEFT | RIGHT [COUNT count]. */
    static final Command BLMPOP = command("BLMPOP")
            .arity(-5)
            .since("7.0.0")
            .flags(WRITE, BLOCKING, MOVABLEKEYS)
            .acl(LIST)
            .key(countedAt(2, RW, ACCESS, DELETE))
            .handledBy(ListPopCommands::blmpop);

    public static final List<Command> COMMANDS = List.of(LPOP, RPOP, LMPOP, BLPOP, BRPOP, BLMPOP);

    private ListPopCommands() {}

    private static void pop(Args args, Keyspace keys, ReplyWriter reply, boolean last) {
        if (args.count() > 3) {
            throw last ? RPOP_ARITY : LPOP_ARITY;
        }
        boolean hasCount = args.count() == 3;
        long most = hasCount ? number(args, 2, 0, CommandError.MUST_BE_POSITIVE) : 1;
        ByteView key = args.at(1);
        ListValue list = keys.open(ListValue.KIND, key);
        if (hasCount) {
            if (!list.exists()) {
                reply.nilArray();
            } else {
                popMany(keys, key, list, last, Math.min(most, list.length()), reply);
            }
        } else if (!list.exists()) {
            reply.nil();
        } else {
            popOne(keys, key, list, last, reply);
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

    private static void popOne(Keyspace keys, ByteView key, ListValue list, boolean last, ReplyWriter reply) {
        long index = last ? list.length() - 1 : 0;
        reply.bulk(list.get(index));
        list.remove(index, 1);
        keys.changed(key, ListEnds.popped(last));
        keys.removeIfEmpty(list);
    }

    private static void popMany(
            Keyspace keys, ByteView key, ListValue list, boolean last, long count, ReplyWriter reply) {
        long length = list.length();
        ListReadCommands.write(reply, list, last ? length - 1 : 0, count, !last);
        list.remove(last ? length - count : 0, count);
        keys.changed(key, ListEnds.popped(last), count);
        keys.removeIfEmpty(list);
    }

    private static void lmpop(Args args, Keyspace keys, ReplyWriter reply) {
        int keyCount = readKeyCount(args, 1);
        boolean last = ListEnds.isLast(args, 2 + keyCount);
        long most = readCount(args, 3 + keyCount);
        if (!popFirst(args, 2, keyCount, keys, last, most, reply)) {
            reply.nilArray();
        }
    }

    private static void blmpop(Args args, Session session, ReplyWriter reply) {
        int keyCount = readKeyCount(args, 2);
        boolean last = ListEnds.isLast(args, 3 + keyCount);
        long most = readCount(args, 4 + keyCount);
        long deadline = WaitTime.ofSeconds(args, 1, session.keys().clock());
        if (!popFirst(args, 3, keyCount, session.keys(), last, most, reply)) {
            await(args, session, 3, keyCount, deadline);
        }
    }

    private static void awaitOne(Args args, Session session, ReplyWriter reply, boolean last) {
        int timeout = args.count() - 1;
        Keyspace keys = session.keys();
        long deadline = WaitTime.ofSeconds(args, timeout, keys.clock());
        for (int i = 1; i < timeout; i++) {
            ByteView key = args.at(i);
            ListValue list = keys.open(ListValue.KIND, key);
            if (list.exists()) {
                reply.array(2);
                reply.bulk(key);
                popOne(keys, key, list, last, reply);
                keys.effects().instead(last ? "RPOP" : "LPOP", key);
                return;
            }
        }
        await(args, session, 1, timeout - 1, deadline);
    }

    private static void await(Args args, Session session, int firstKey, int keyCount, long deadline) {
        var wish = new KeyWait.Wish(ValueType.LIST, deadline, KeyWait.Nothing.NIL_ARRAY, false);
        session.server().keyWaits().await(session, args, firstKey, keyCount, wish);
    }

    /** Pops from the first key that has any; false if none has. */
    private static boolean popFirst(
            Args args, int firstKey, int keyCount, Keyspace keys, boolean last, long most, ReplyWriter reply) {
        for (int i = firstKey; i < firstKey + keyCount; i++) {
            ByteView key = args.at(i);
            ListValue list = keys.open(ListValue.KIND, key);
            if (list.exists()) {
                long count = Math.min(most, list.length());
                reply.array(2);
                reply.bulk(key);
                popMany(keys, key, list, last, count, reply);
                propagate(keys, key, last, count);
                return true;
            }
        }
        return false;
    }

    private static void propagate(Keyspace keys, ByteView key, boolean last, long count) {
        if (keys.effects().isWanted()) {
            keys.effects().instead(ascii(last ? "RPOP" : "LPOP"), key.toBytes(), ascii(Long.toString(count)));
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
