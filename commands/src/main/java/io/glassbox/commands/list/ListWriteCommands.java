package io.glassbox.commands.list;

import static io.glassbox.command.declare.AclCategory.LIST;
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
import io.glassbox.engine.type.ListValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Lists changed in place. */
public final class ListWriteCommands {
    /** LPUSH key element [element …]: the new length. O(1) per element. */
    static final Command LPUSH = command("LPUSH")
            .arity(-3)
            .since("1.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(LIST)
            .key(at(1, RW, INSERT))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> push(args, keys, reply, false, true));

    /** RPUSH key element [element …]. */
    static final Command RPUSH = command("RPUSH")
            .arity(-3)
            .since("1.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(LIST)
            .key(at(1, RW, INSERT))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> push(args, keys, reply, true, true));

    /** LPUSHX key element [element …]: 0, and nothing happens, if there is no such key. */
    static final Command LPUSHX = command("LPUSHX")
            .arity(-3)
            .since("2.2.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(LIST)
            .key(at(1, RW, INSERT))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> push(args, keys, reply, false, false));

    /** RPUSHX key element [element …]. */
    static final Command RPUSHX = command("RPUSHX")
            .arity(-3)
            .since("2.2.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(LIST)
            .key(at(1, RW, INSERT))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> push(args, keys, reply, true, false));

    /** LINSERT key BEFORE | AFTER pivot element: the new length; -1 if no element equals the pivot. O(n). */
    static final Command LINSERT = command("LINSERT")
            .arity(5)
            .since("2.2.0")
            .flags(WRITE, DENYOOM)
            .acl(LIST)
            .key(at(1, RW, INSERT))
            .handledBy(ListWriteCommands::linsert);

    /** LSET key index element. O(log n). */
    static final Command LSET = command("LSET")
            .arity(4)
            .since("1.0.0")
            .flags(WRITE, DENYOOM)
            .acl(LIST)
            .key(at(1, RW, UPDATE))
            .handledBy(ListWriteCommands::lset);

    /** LREM key count element: removes the first count elements that are equal, the last if it is negative, or all if 0. O(n). */
    static final Command LREM = command("LREM")
            .arity(4)
            .since("1.0.0")
            .flags(WRITE)
            .acl(LIST)
            .key(at(1, RW, DELETE))
            .handledBy(ListWriteCommands::lrem);

    /** LTRIM key start stop: only start..stop stay. O(log n) for every node that goes. */
    static final Command LTRIM = command("LTRIM")
            .arity(4)
            .since("1.0.0")
            .flags(WRITE)
            .acl(LIST)
            .key(at(1, RW, DELETE))
            .handledBy(ListWriteCommands::ltrim);

    public static final List<Command> COMMANDS = List.of(LPUSH, RPUSH, LPUSHX, RPUSHX, LINSERT, LSET, LREM, LTRIM);

    private ListWriteCommands() {}

    private static void push(Args args, Keyspace keys, ReplyWriter reply, boolean last, boolean creates) {
        ByteView key = args.at(1);
        ListValue list = keys.open(ListValue.KIND, key);
        if (!creates && !list.exists()) {
            reply.integer(0);
            return;
        }
        for (int i = 2; i < args.count(); i++) {
            list.push(args.at(i), last);
        }
        reply.integer(list.length());
        keys.changed(key, ListEnds.pushed(last), args.count() - 2L);
    }

    private static void linsert(Args args, Keyspace keys, ReplyWriter reply) {
        boolean after = args.is(2, "AFTER");
        if (!after && !args.is(2, "BEFORE")) {
            throw CommandError.SYNTAX;
        }
        ByteView key = args.at(1);
        ListValue list = keys.open(ListValue.KIND, key);
        if (!list.exists()) {
            reply.integer(0);
            return;
        }
        long pivot = indexOf(list, args.at(3));
        if (pivot < 0) {
            reply.integer(-1);
            return;
        }
        list.insert(after ? pivot + 1 : pivot, args.at(4));
        keys.changed(key, KeyEvent.LINSERT);
        reply.integer(list.length());
    }

    private static long indexOf(ListValue list, ByteView pivot) {
        list.lookFor(pivot);
        list.seek(0, true);
        long index = 0;
        while (!list.isSought()) {
            if (!list.next()) {
                return -1;
            }
            index++;
        }
        return index;
    }

    private static void lset(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        ListValue list = keys.open(ListValue.KIND, key);
        if (!list.exists()) {
            throw CommandError.NO_SUCH_KEY;
        }
        long index = args.longAt(2);
        long length = list.length();
        long fromStart = index < 0 ? index + length : index;
        if (fromStart < 0 || fromStart >= length) {
            throw CommandError.INDEX_OUT_OF_RANGE;
        }
        list.set(fromStart, args.at(3));
        keys.changed(key, KeyEvent.LSET);
        reply.ok();
    }

    private static void lrem(Args args, Keyspace keys, ReplyWriter reply) {
        long count = args.longAt(2);
        ByteView key = args.at(1);
        ListValue list = keys.open(ListValue.KIND, key);
        if (!list.exists()) {
            reply.integer(0);
            return;
        }
        boolean isUnlimited = count == 0 || count == Long.MIN_VALUE;
        long removed = list.removeAll(args.at(3), isUnlimited ? Long.MAX_VALUE : Math.abs(count), count < 0);
        keys.changed(key, KeyEvent.LREM, removed);
        keys.removeIfEmpty(list);
        reply.integer(removed);
    }

    private static void ltrim(Args args, Keyspace keys, ReplyWriter reply) {
        long start = args.longAt(2);
        long stop = args.longAt(3);
        ByteView key = args.at(1);
        ListValue list = keys.open(ListValue.KIND, key);
        if (!list.exists()) {
            reply.ok();
            return;
        }
        long length = list.length();
        long first = Math.clamp(start < 0 ? start + length : start, 0, length);
        long behind = Math.clamp((stop < 0 ? stop + length : Math.min(stop, length)) + 1, first, length);
        list.remove(behind, length - behind);
        list.remove(0, first);
        long removed = length - (behind - first);
        if (removed == 0) {
            keys.also(key, KeyEvent.LTRIM);
        } else {
            keys.changed(key, KeyEvent.LTRIM, removed);
        }
        keys.removeIfEmpty(list);
        reply.ok();
    }
}
