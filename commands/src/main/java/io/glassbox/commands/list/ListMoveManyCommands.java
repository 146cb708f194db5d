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

/** Several elements at once from one list to another, or from one end of a list to the other. */
public final class ListMoveManyCommands {
    private static final int TARGET_CURSOR = 1;
    private static final CommandError INVALID_COUNT = CommandError.of("ERR count should be greater than 0");

    /**
     * LMOVEM source destination LEFT | RIGHT LEFT | RIGHT [COUNT count | EXACTLY count OBO | BULK]: the elements as they stand in the
     * destination. O(count).
     */
    static final Command LMOVEM = command("LMOVEM")
            .arity(-5)
            .since("8.10.0")
            .flags(WRITE, DENYOOM)
            .acl(LIST)
            .key(at(1, RW, ACCESS, DELETE))
            .key(at(2, RW, INSERT))
            .handledBy(ListMoveManyCommands::lmovem);

    /** BLMOVEM source destination LEFT | RIGHT LEFT | RIGHT timeout [COUNT count | EXACTLY count OBO | BULK]. */
    static final Command BLMOVEM = command("BLMOVEM")
            .arity(-6)
            .since("8.10.0")
            .flags(WRITE, DENYOOM, BLOCKING)
            .acl(LIST)
            .key(at(1, RW, ACCESS, DELETE))
            .key(at(2, RW, INSERT))
            .handledBy(ListMoveManyCommands::blmovem);

    public static final List<Command> COMMANDS = List.of(LMOVEM, BLMOVEM);

    /**
     * What is to be moved.
     *
     * @param count at most so many elements
     * @param isExact so many or none
     * @param asBlock in the order that they have, instead of one by one, which turns the order round if both ends are the same
     */
    private record Move(boolean fromLast, boolean toLast, long count, boolean isExact, boolean asBlock) {
        boolean turnsRound() {
            return !asBlock && fromLast == toLast;
        }

        /** How many of a list of this length are moved. */
        long outOf(long length) {
            return isExact && length < count ? 0 : Math.min(length, count);
        }
    }

    private ListMoveManyCommands() {}

    private static void lmovem(Args args, Keyspace keys, ReplyWriter reply) {
        Move move = read(args, 5);
        if (run(move, args.at(1), args.at(2), keys, reply) > 0) {
            return;
        }
        if (move.isExact) {
            reply.nilArray();
        } else {
            reply.array(0);
        }
    }

    private static void blmovem(Args args, Session session, ReplyWriter reply) {
        Move move = read(args, 6);
        Keyspace keys = session.keys();
        long deadline = WaitTime.ofSeconds(args, 5, keys.clock());
        long moved = run(move, args.at(1), args.at(2), keys, reply);
        if (moved == 0) {
            var wish = new KeyWait.Wish(ValueType.LIST, deadline, KeyWait.Nothing.NIL_ARRAY, false);
            session.server().keyWaits().await(session, args, 1, 1, wish);
        } else if (keys.effects().isWanted()) {
            keys.effects()
                    .instead(
                            ascii("LMOVEM"),
                            args.bytes(1),
                            args.bytes(2),
                            args.bytes(3),
                            args.bytes(4),
                            ascii("EXACTLY"),
                            ascii(Long.toString(moved)),
                            ascii(move.asBlock ? "BULK" : "OBO"));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The ends, and what stands from an argument on. */
    private static Move read(Args args, int options) {
        boolean fromLast = ListEnds.isLast(args, 3);
        boolean toLast = ListEnds.isLast(args, 4);
        if (args.count() == options) {
            return new Move(fromLast, toLast, 1, false, true);
        }
        boolean isExact = args.is(options, "EXACTLY");
        if (args.count() != options + 3 || !isExact && !args.is(options, "COUNT")) {
            throw CommandError.SYNTAX;
        }
        long count = args.longAt(options + 1, INVALID_COUNT);
        if (count <= 0) {
            throw INVALID_COUNT;
        }
        boolean asBlock = args.is(options + 2, "BULK");
        if (!asBlock && !args.is(options + 2, "OBO")) {
            throw CommandError.SYNTAX;
        }
        return new Move(fromLast, toLast, count, isExact, asBlock);
    }

    /** Moves what there is and replies with it; returns how many elements that were, and writes no reply for none. */
    private static long run(Move move, ByteView from, ByteView to, Keyspace keys, ReplyWriter reply) {
        ListValue source = keys.open(ListValue.KIND, from);
        boolean isSame = from.sameBytes(to);
        ListValue target = isSame ? source : keys.open(ListValue.KIND, to, TARGET_CURSOR);
        long length = source.length();
        long count = move.outOf(length);
        if (count == 0) {
            return 0;
        }
        long first = move.fromLast ? length - count : 0;
        if (isSame) {
            moveWithin(move, source, count);
            ListReadCommands.write(reply, source, move.toLast ? length - count : 0, count, true);
        } else {
            ListReadCommands.write(
                    reply, source, move.turnsRound() ? first + count - 1 : first, count, !move.turnsRound());
            copy(move, source, first, count, target);
            source.remove(first, count);
        }
        keys.changed(to, ListEnds.pushed(move.toLast), count);
        keys.also(from, ListEnds.popped(move.fromLast));
        keys.removeIfEmpty(source);
        return count;
    }

    /** Pushes in the order that leaves the elements as they stand, or turned round, at the end of the target. */
    private static void copy(Move move, ListValue source, long first, long count, ListValue target) {
        boolean forward = move.toLast != move.turnsRound();
        source.seek(forward ? first : first + count - 1, forward);
        target.push(source.element(), move.toLast);
        for (long i = 1; i < count && source.next(); i++) {
            target.push(source.element(), move.toLast);
        }
    }

    private static void moveWithin(Move move, ListValue list, long count) {
        long last = list.length() - 1;
        if (move.fromLast != move.toLast) {
            for (long i = 0; i < count; i++) {
                list.relocate(move.fromLast ? last : 0, move.toLast ? last : 0);
            }
        } else if (move.turnsRound()) {
            for (long i = 1; i < count; i++) {
                list.relocate(move.toLast ? last - i : i, move.toLast ? last : 0);
            }
        }
    }
}
