package io.glassbox.commands.list;

import static io.glassbox.command.declare.AclCategory.LIST;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.BLOCKING;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.INSERT;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
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

/** One element from one list to another, or from one end of a list to the other; several are moved by {@link ListMoveManyCommands}. */
public final class ListMoveCommands {
    private static final int TARGET_CURSOR = 1;

    /** LMOVE source destination LEFT | RIGHT LEFT | RIGHT: the element, nil if there is none. O(1). */
    static final Command LMOVE = command("LMOVE")
            .arity(5)
            .since("6.2.0")
            .flags(WRITE, DENYOOM)
            .acl(LIST)
            .key(at(1, RW, ACCESS, DELETE))
            .key(at(2, RW, INSERT))
            .handledBy(ListMoveCommands::lmove);

    /** RPOPLPUSH source destination: LMOVE source destination RIGHT LEFT. */
    static final Command RPOPLPUSH = command("RPOPLPUSH")
            .arity(3)
            .since("1.2.0")
            .flags(WRITE, DENYOOM)
            .acl(LIST)
            .key(at(1, RW, ACCESS, DELETE))
            .key(at(2, RW, INSERT))
            .handledBy(ListMoveCommands::rpoplpush);

    /** BLMOVE source destination LEFT | RIGHT LEFT | RIGHT timeout. */
    static final Command BLMOVE = command("BLMOVE")
            .arity(6)
            .since("6.2.0")
            .flags(WRITE, DENYOOM, BLOCKING)
            .acl(LIST)
            .key(at(1, RW, ACCESS, DELETE))
            .key(at(2, RW, INSERT))
            .handledBy(ListMoveCommands::blmove);

    /** BRPOPLPUSH source destination timeout. */
    static final Command BRPOPLPUSH = command("BRPOPLPUSH")
            .arity(4)
            .since("2.2.0")
            .flags(WRITE, DENYOOM, BLOCKING)
            .acl(LIST)
            .key(at(1, RW, ACCESS, DELETE))
            .key(at(2, RW, INSERT))
            .handledBy(ListMoveCommands::brpoplpush);

    public static final List<Command> COMMANDS = List.of(LMOVE, RPOPLPUSH, BLMOVE, BRPOPLPUSH);

    private ListMoveCommands() {}

    private static void lmove(Args args, Keyspace keys, ReplyWriter reply) {
        boolean fromLast = ListEnds.isLast(args, 3);
        boolean toLast = ListEnds.isLast(args, 4);
        if (!move(keys, args.at(1), args.at(2), fromLast, toLast, reply)) {
            reply.nil();
        }
    }

    private static void rpoplpush(Args args, Keyspace keys, ReplyWriter reply) {
        if (!move(keys, args.at(1), args.at(2), true, false, reply)) {
            reply.nil();
        }
    }

    private static void blmove(Args args, Session session, ReplyWriter reply) {
        boolean fromLast = ListEnds.isLast(args, 3);
        boolean toLast = ListEnds.isLast(args, 4);
        Keyspace keys = session.keys();
        long deadline = WaitTime.ofSeconds(args, 5, keys.clock());
        if (!move(keys, args.at(1), args.at(2), fromLast, toLast, reply)) {
            await(args, session, deadline, reply);
        } else if (session.server().keyWaits().isServing(session)) {
            keys.effects().instead(ascii("LMOVE"), args.bytes(1), args.bytes(2), side(fromLast), side(toLast));
        } else if (keys.effects().isWanted()) {
            keys.effects().instead("LMOVE", args.at(1), args.at(2), args.at(3), args.at(4));
        }
    }

    private static byte[] side(boolean last) {
        return ascii(last ? "right" : "left");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void brpoplpush(Args args, Session session, ReplyWriter reply) {
        Keyspace keys = session.keys();
        long deadline = WaitTime.ofSeconds(args, 3, keys.clock());
        if (!move(keys, args.at(1), args.at(2), true, false, reply)) {
            await(args, session, deadline, reply);
        } else if (keys.effects().isWanted()) {
            keys.effects().instead("RPOPLPUSH", args.at(1), args.at(2));
        }
    }

    /** Who may not wait reads that there is no element; whoever has waited in vain that there is no array, as in Redis. */
    private static void await(Args args, Session session, long deadline, ReplyWriter reply) {
        if (!session.mayBlock()) {
            reply.nil();
            return;
        }
        var wish = new KeyWait.Wish(ValueType.LIST, deadline, KeyWait.Nothing.NIL_ARRAY, false);
        session.server().keyWaits().await(session, args, 1, 1, wish);
    }

    /** Moves an element and replies with it; false if the source has none. */
    private static boolean move(
            Keyspace keys, ByteView from, ByteView to, boolean fromLast, boolean toLast, ReplyWriter reply) {
        ListValue source = keys.open(ListValue.KIND, from);
        if (!source.exists()) {
            return false;
        }
        long last = source.length() - 1;
        long index = fromLast ? last : 0;
        if (from.sameBytes(to)) {
            reply.bulk(source.get(index));
            source.relocate(index, toLast ? last : 0);
        } else {
            ListValue target = keys.open(ListValue.KIND, to, TARGET_CURSOR);
            ByteView element = source.get(index);
            target.push(element, toLast);
            reply.bulk(element);
            source.remove(index, 1);
        }
        keys.changed(to, ListEnds.pushed(toLast));
        keys.also(from, ListEnds.popped(fromLast));
        keys.removeIfEmpty(source);
        return true;
    }
}
