package io.glassbox.commands.sortedset;

import static io.glassbox.command.declare.AclCategory.SORTEDSET;
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

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.commands.sortedset.Combination.Form;
import io.glassbox.commands.sortedset.Combination.Operation;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SortedSetResult;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** Unions, intersections and differences of sorted sets and of sets, whose members have the score 1. */
public final class SortedSetAlgebraCommands {
    /**
     * ZUNION numkeys key [key …] [WEIGHTS weight [weight …]] [AGGREGATE SUM | MIN | MAX | COUNT] [WITHSCORES]. O(n log n) for n
     * elements in all.
     */
    private final Command zunion = command("ZUNION")
            .arity(-3)
            .since("6.2.0")
            .flags(READONLY, MOVABLEKEYS)
            .acl(SORTEDSET)
            .key(countedAt(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    answer(args, keys, reply, Operation.UNION, "zunion"));

    /** ZINTER, as ZUNION. O(nk + m log m) for n elements in the smallest of k sets and m in the result. */
    private final Command zinter = command("ZINTER")
            .arity(-3)
            .since("6.2.0")
            .flags(READONLY, MOVABLEKEYS)
            .acl(SORTEDSET)
            .key(countedAt(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    answer(args, keys, reply, Operation.INTERSECTION, "zinter"));

    /** ZDIFF numkeys key [key …] [WITHSCORES]: what is in the first set alone. O(nk + m) for n elements in it. */
    private final Command zdiff = command("ZDIFF")
            .arity(-3)
            .since("6.2.0")
            .flags(READONLY, MOVABLEKEYS)
            .acl(SORTEDSET)
            .key(countedAt(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    answer(args, keys, reply, Operation.DIFFERENCE, "zdiff"));

    /** ZUNIONSTORE destination numkeys key [key …] [WEIGHTS …] [AGGREGATE …]: how many elements were stored. */
    private final Command zunionstore = command("ZUNIONSTORE")
            .arity(-4)
            .since("2.0.0")
            .flags(WRITE, DENYOOM, MOVABLEKEYS)
            .acl(SORTEDSET)
            .key(at(1, OW, UPDATE))
            .key(countedAt(2, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    store(args, keys, reply, Operation.UNION, "zunionstore", KeyEvent.ZUNIONSTORE));

    /** ZINTERSTORE, as ZUNIONSTORE. */
    private final Command zinterstore = command("ZINTERSTORE")
            .arity(-4)
            .since("2.0.0")
            .flags(WRITE, DENYOOM, MOVABLEKEYS)
            .acl(SORTEDSET)
            .key(at(1, OW, UPDATE))
            .key(countedAt(2, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    store(args, keys, reply, Operation.INTERSECTION, "zinterstore", KeyEvent.ZINTERSTORE));

    /** ZDIFFSTORE destination numkeys key [key …]. */
    private final Command zdiffstore = command("ZDIFFSTORE")
            .arity(-4)
            .since("6.2.0")
            .flags(WRITE, DENYOOM, MOVABLEKEYS)
            .acl(SORTEDSET)
            .key(at(1, OW, UPDATE))
            .key(countedAt(2, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    store(args, keys, reply, Operation.DIFFERENCE, "zdiffstore", KeyEvent.ZDIFFSTORE));

    /** ZINTERCARD numkeys key [key …] [LIMIT limit]: how many elements ZINTER would return, counted up to a limit. */
    private final Command zintercard = command("ZINTERCARD")
            .arity(-3)
            .since("7.0.0")
            .flags(READONLY, MOVABLEKEYS)
            .acl(SORTEDSET)
            .key(countedAt(1, RO, ACCESS))
            .handledBy(SortedSetAlgebraCommands::zintercard);

    private final SortedSetResult gathered;

    public SortedSetAlgebraCommands(TypeContext types) {
        this.gathered = new SortedSetResult(types);
    }

    public List<Command> commands() {
        return List.of(zunion, zinter, zdiff, zunionstore, zinterstore, zdiffstore, zintercard);
    }

    private void answer(Args args, Keyspace keys, ReplyWriter reply, Operation operation, String name) {
        var combination = new Combination(args, keys, 1, operation, Form.REPLY, name);
        try (SortedSetResult result = gathered) {
            combination.gather(result);
            SortedSetReply.all(reply, result, combination.isWithScores());
        }
    }

    private void store(Args args, Keyspace keys, ReplyWriter reply, Operation operation, String name, KeyEvent event) {
        var combination = new Combination(args, keys, 2, operation, Form.STORE, name);
        try (SortedSetResult result = gathered) {
            combination.gather(result);
            long size = result.size();
            SortedSetStore.store(keys, args.at(1), result, event);
            reply.integer(size);
        }
    }

    private static void zintercard(Args args, Keyspace keys, ReplyWriter reply) {
        var combination = new Combination(args, keys, 1, Operation.INTERSECTION, Form.CARDINALITY, "zintercard");
        reply.integer(combination.countIntersection());
    }
}
