package io.glassbox.commands.set;

import static io.glassbox.command.declare.AclCategory.SET;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.MOVABLEKEYS;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.OW;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;
import static io.glassbox.command.declare.KeySpec.countedAt;
import static io.glassbox.command.declare.KeySpec.range;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SetValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Intersections, unions and differences: told, counted or stored. */
public final class SetAlgebraCommands {
    private static final CommandError NO_KEYS = CommandError.of("ERR numkeys should be greater than 0");
    private static final CommandError TOO_MANY_KEYS =
            CommandError.of("ERR Number of keys can't be greater than number of args");
    private static final CommandError NEGATIVE_LIMIT = CommandError.of("ERR LIMIT can't be negative");

    private final Operands operands = new Operands();
    private final SetAlgebra algebra = new SetAlgebra(operands);

    /** SINTER key [key …]: what all sets have. O(n k) for n members in the smallest of k sets. */
    private final Command sinter = replying("SINTER").handledBy(this::sinter);

    /** SINTERSTORE destination key [key …]: how many members the destination has then. */
    private final Command sinterstore = storing("SINTERSTORE").handledBy(this::sinterstore);

    /** SINTERCARD numkeys key [key …] [LIMIT limit]: how many members all sets have. */
    private final Command sintercard = counting("SINTERCARD", "7.0.0").handledBy(this::sintercard);

    /** SUNION key [key …]: what any set has. O(n) for n members in all sets. */
    private final Command sunion = replying("SUNION").handledBy(this::sunion);

    /** SUNIONSTORE destination key [key …]: how many members the destination has then. */
    private final Command sunionstore = storing("SUNIONSTORE").handledBy(this::sunionstore);

    /** SUNIONCARD numkeys key [key …] [APPROX] [LIMIT limit]: how many members any set has, or an estimate. */
    private final Command sunioncard = counting("SUNIONCARD", "8.10.0").handledBy(this::sunioncard);

    /** SDIFF key [key …]: what the first set has and none of the others. O(n) for n members in all sets. */
    private final Command sdiff = replying("SDIFF").handledBy(this::sdiff);

    /** SDIFFSTORE destination key [key …]: how many members the destination has then. */
    private final Command sdiffstore = storing("SDIFFSTORE").handledBy(this::sdiffstore);

    /** SDIFFCARD numkeys key [key …] [LIMIT limit]: how many members the first set has and none of the others. */
    private final Command sdiffcard = counting("SDIFFCARD", "8.10.0").handledBy(this::sdiffcard);

    private static Command.Builder replying(String name) {
        return command(name)
                .arity(-2)
                .since("1.0.0")
                .flags(READONLY)
                .acl(SET)
                .key(range(1, -1, 1, RO, ACCESS))
                .tips("nondeterministic_output_order");
    }

    private static Command.Builder storing(String name) {
        return command(name)
                .arity(-3)
                .since("1.0.0")
                .flags(WRITE, DENYOOM)
                .acl(SET)
                .key(at(1, OW, UPDATE))
                .key(range(2, -1, 1, RO, ACCESS));
    }

    private static Command.Builder counting(String name, String since) {
        return command(name)
                .arity(-3)
                .since(since)
                .flags(READONLY, MOVABLEKEYS)
                .acl(SET)
                .key(countedAt(1, RO, ACCESS));
    }

    public List<Command> commands() {
        return List.of(sinter, sinterstore, sintercard, sunion, sunionstore, sunioncard, sdiff, sdiffstore, sdiffcard);
    }

    private void sinter(Args args, Keyspace keys, ReplyWriter reply) {
        open(args, keys, 1);
        algebra.intersect(keys, reply);
    }

    private void sunion(Args args, Keyspace keys, ReplyWriter reply) {
        open(args, keys, 1);
        algebra.unite(keys, reply);
    }

    private void sdiff(Args args, Keyspace keys, ReplyWriter reply) {
        open(args, keys, 1);
        algebra.subtract(keys, reply);
    }

    private void open(Args args, Keyspace keys, int firstKey) {
        operands.open(args, keys, firstKey, args.count() - firstKey);
    }

    private void sinterstore(Args args, Keyspace keys, ReplyWriter reply) {
        store(args, keys, reply, KeyEvent.SINTERSTORE);
    }

    private void sunionstore(Args args, Keyspace keys, ReplyWriter reply) {
        store(args, keys, reply, KeyEvent.SUNIONSTORE);
    }

    private void sdiffstore(Args args, Keyspace keys, ReplyWriter reply) {
        store(args, keys, reply, KeyEvent.SDIFFSTORE);
    }

    private void store(Args args, Keyspace keys, ReplyWriter reply, KeyEvent event) {
        open(args, keys, 2);
        ByteView target = args.at(1);
        SetValue result = keys.draft(SetValue.KIND);
        try {
            switch (event) {
                case SINTERSTORE -> algebra.intersectInto(result);
                case SUNIONSTORE -> algebra.uniteInto(result);
                default -> algebra.subtractInto(result);
            }
            long size = result.size();
            if (size > 0) {
                keys.settle(result, target);
                keys.changed(target, event);
            } else if (keys.delete(target)) {
                keys.changed(target, KeyEvent.DEL);
            }
            reply.integer(size);
        } finally {
            keys.discard(result);
        }
    }

    private void sintercard(Args args, Keyspace keys, ReplyWriter reply) {
        CardinalityOptions options = openCounted(args, keys, false);
        reply.integer(algebra.countIntersection(options.most()));
    }

    private void sunioncard(Args args, Keyspace keys, ReplyWriter reply) {
        CardinalityOptions options = openCounted(args, keys, true);
        long count = options.isApproximate()
                ? Math.min(algebra.estimateUnion(keys.databases().slabs()), options.most())
                : algebra.countUnion(options.most(), keys);
        reply.integer(count);
    }

    private void sdiffcard(Args args, Keyspace keys, ReplyWriter reply) {
        CardinalityOptions options = openCounted(args, keys, false);
        reply.integer(algebra.countDifference(options.most(), keys));
    }

    /** What stands behind the keys. */
    private record CardinalityOptions(long limit, boolean isApproximate) {
        long most() {
            return limit == 0 ? Long.MAX_VALUE : limit;
        }
    }

    private CardinalityOptions openCounted(Args args, Keyspace keys, boolean takesApprox) {
        long count = args.longAt(1, NO_KEYS);
        if (count <= 0) {
            throw NO_KEYS;
        }
        if (count > args.count() - 2) {
            throw TOO_MANY_KEYS;
        }
        long limit = 0;
        boolean isApproximate = false;
        for (int i = 2 + (int) count; i < args.count(); i++) {
            if (takesApprox && args.is(i, "APPROX")) {
                isApproximate = true;
            } else if (i + 1 < args.count() && args.is(i, "LIMIT")) {
                limit = args.longAt(++i, NEGATIVE_LIMIT);
                if (limit < 0) {
                    throw NEGATIVE_LIMIT;
                }
            } else {
                throw CommandError.SYNTAX;
            }
        }
        operands.open(args, keys, 2, (int) count);
        return new CardinalityOptions(limit, isApproximate);
    }
}
