package io.glassbox.commands.sortedset;

import static io.glassbox.command.declare.AclCategory.SORTEDSET;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.OW;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SortedSetResult;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** Elements by ranges of ranks, scores and members. All cost O(log n) plus what they return, LIMIT or not. */
public final class SortedSetRangeCommands {
    /** ZRANGE key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]. */
    private final Command zrange = command("ZRANGE")
            .arity(-4)
            .since("1.2.0")
            .flags(READONLY)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy(this::zrange);

    /** ZRANGESTORE dst src min max [BYSCORE | BYLEX] [REV] [LIMIT offset count]: how many were stored. */
    private final Command zrangestore = command("ZRANGESTORE")
            .arity(-5)
            .since("6.2.0")
            .flags(WRITE, DENYOOM)
            .acl(SORTEDSET)
            .key(at(1, OW, UPDATE))
            .key(at(2, RO, ACCESS))
            .handledBy(this::zrangestore);

    /** ZREVRANGE key start stop [WITHSCORES]. */
    private final Command zrevrange = command("ZREVRANGE")
            .arity(-4)
            .since("1.2.0")
            .flags(READONLY)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    named(args, keys, reply, ElementRange.Kind.RANK, true));

    /** ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT offset count]. */
    private final Command zrangebyscore = command("ZRANGEBYSCORE")
            .arity(-4)
            .since("1.0.5")
            .flags(READONLY)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    named(args, keys, reply, ElementRange.Kind.SCORE, false));

    /** ZREVRANGEBYSCORE key max min [WITHSCORES] [LIMIT offset count]. */
    private final Command zrevrangebyscore = command("ZREVRANGEBYSCORE")
            .arity(-4)
            .since("2.2.0")
            .flags(READONLY)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    named(args, keys, reply, ElementRange.Kind.SCORE, true));

    /** ZRANGEBYLEX key min max [LIMIT offset count]. */
    private final Command zrangebylex = command("ZRANGEBYLEX")
            .arity(-4)
            .since("2.8.9")
            .flags(READONLY)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    named(args, keys, reply, ElementRange.Kind.MEMBER, false));

    /** ZREVRANGEBYLEX key max min [LIMIT offset count]. */
    private final Command zrevrangebylex = command("ZREVRANGEBYLEX")
            .arity(-4)
            .since("2.8.9")
            .flags(READONLY)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    named(args, keys, reply, ElementRange.Kind.MEMBER, true));

    private final SortedSetResult gathered;
    private final RangeOptions options = new RangeOptions();
    private final ElementRange range = new ElementRange();

    public SortedSetRangeCommands(TypeContext types) {
        this.gathered = new SortedSetResult(types);
    }

    public List<Command> commands() {
        return List.of(zrange, zrangestore, zrevrange, zrangebyscore, zrevrangebyscore, zrangebylex, zrevrangebylex);
    }

    private void zrange(Args args, Keyspace keys, ReplyWriter reply) {
        options.read(args, 4, true);
        answer(args, keys, reply);
    }

    private void named(Args args, Keyspace keys, ReplyWriter reply, ElementRange.Kind kind, boolean isReverse) {
        options.read(args, 4, kind, isReverse);
        answer(args, keys, reply);
    }

    private void answer(Args args, Keyspace keys, ReplyWriter reply) {
        SortedSetValue set = find(args, keys, 1);
        SortedSetReply.range(reply, set, range, options.isReverse(), options.isWithScores());
    }

    /** The set whose key is at this position, with {@link #range} found in it as the arguments behind and the options say. */
    private SortedSetValue find(Args args, Keyspace keys, int keyPosition) {
        int min = keyPosition + (options.isHighFirst() ? 2 : 1);
        int max = keyPosition + (options.isHighFirst() ? 1 : 2);
        range.read(args, options.kind(), min, max);
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(keyPosition));
        range.find(set, options.isReverse());
        range.limit(options.offset(), options.most(), options.isReverse());
        return set;
    }

    private void zrangestore(Args args, Keyspace keys, ReplyWriter reply) {
        options.read(args, 5, false);
        SortedSetValue source = find(args, keys, 2);
        try (SortedSetResult result = gathered) {
            long count = range.count();
            if (count > 0) {
                source.seek(range.first());
                for (long i = 0; i < count; i++) {
                    result.append(source.score(), source.member());
                    source.next();
                }
            }
            SortedSetStore.store(keys, args.at(1), result, KeyEvent.ZRANGESTORE);
            reply.integer(count);
        }
    }
}
