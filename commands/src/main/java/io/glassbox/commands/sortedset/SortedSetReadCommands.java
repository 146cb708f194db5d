package io.glassbox.commands.sortedset;

import static io.glassbox.command.declare.AclCategory.SORTEDSET;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.scan.ElementScan;
import io.glassbox.command.scan.ScanOptions;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** Scores, ranks and numbers of members; scanning. */
public final class SortedSetReadCommands {
    /** ZCARD key: the number of members. */
    private final Command zcard = command("ZCARD")
            .arity(2)
            .since("1.2.0")
            .flags(READONLY, FAST)
            .acl(SORTEDSET)
            .key(at(1, RO))
            .handledBy(SortedSetReadCommands::zcard);

    /** ZSCORE key member. O(1). */
    private final Command zscore = command("ZSCORE")
            .arity(3)
            .since("1.2.0")
            .flags(READONLY, FAST)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy(SortedSetReadCommands::zscore);

    /** ZMSCORE key member [member …]: nil for those that are missing. */
    private final Command zmscore = command("ZMSCORE")
            .arity(-3)
            .since("6.2.0")
            .flags(READONLY, FAST)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy(SortedSetReadCommands::zmscore);

    /** ZRANK key member [WITHSCORE]: how many members come before it. O(log n). */
    private final Command zrank = command("ZRANK")
            .arity(-3)
            .since("2.0.0")
            .flags(READONLY, FAST)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> rank(args, keys, reply, false));

    /** ZREVRANK key member [WITHSCORE]: how many members come behind it. */
    private final Command zrevrank = command("ZREVRANK")
            .arity(-3)
            .since("2.0.0")
            .flags(READONLY, FAST)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> rank(args, keys, reply, true));

    /** ZCOUNT key min max: members with such scores. O(log n). */
    private final Command zcount = command("ZCOUNT")
            .arity(4)
            .since("2.0.0")
            .flags(READONLY, FAST)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy(
                    (Args args, Keyspace keys, ReplyWriter reply) -> count(args, keys, reply, ElementRange.Kind.SCORE));

    /** ZLEXCOUNT key min max: members between these, where all have one score. O(log n). */
    private final Command zlexcount = command("ZLEXCOUNT")
            .arity(4)
            .since("2.8.9")
            .flags(READONLY, FAST)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    count(args, keys, reply, ElementRange.Kind.MEMBER));

    /** ZSCAN key cursor [MATCH pattern] [COUNT count]: some members with their scores, and where to go on. */
    private final Command zscan = command("ZSCAN")
            .arity(-3)
            .since("2.8.0")
            .flags(READONLY)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output")
            .handledBy(SortedSetReadCommands::zscan);

    private final ElementRange range = new ElementRange();

    public List<Command> commands() {
        return List.of(zcard, zscore, zmscore, zrank, zrevrank, zcount, zlexcount, zscan);
    }

    private static void zcard(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(keys.read(SortedSetValue.KIND, args.at(1)).size());
    }

    private static void zscore(Args args, Keyspace keys, ReplyWriter reply) {
        score(keys.read(SortedSetValue.KIND, args.at(1)), args, 2, reply);
    }

    private static void zmscore(Args args, Keyspace keys, ReplyWriter reply) {
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(1));
        reply.array(args.count() - 2);
        for (int i = 2; i < args.count(); i++) {
            score(set, args, i, reply);
        }
    }

    private static void score(SortedSetValue set, Args args, int index, ReplyWriter reply) {
        if (set.find(args.at(index))) {
            reply.number(set.score());
        } else {
            reply.nil();
        }
    }

    private static void rank(Args args, Keyspace keys, ReplyWriter reply, boolean isReverse) {
        boolean withScore = args.count() > 3;
        if (args.count() > 4 || withScore && !args.is(3, "WITHSCORE")) {
            throw CommandError.SYNTAX;
        }
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(1));
        if (!set.find(args.at(2))) {
            if (withScore) {
                reply.nilArray();
            } else {
                reply.nil();
            }
            return;
        }
        if (withScore) {
            reply.array(2);
        }
        reply.integer(isReverse ? set.size() - 1 - set.rank() : set.rank());
        if (withScore) {
            reply.number(set.score());
        }
    }

    private void count(Args args, Keyspace keys, ReplyWriter reply, ElementRange.Kind kind) {
        range.read(args, kind, 2, 3);
        range.find(keys.read(SortedSetValue.KIND, args.at(1)), false);
        reply.integer(range.count());
    }

    private static void zscan(Args args, Keyspace keys, ReplyWriter reply) {
        ElementScan.run(args, keys, reply, SortedSetValue.KIND, ScanOptions::ofScoredMembers, (set, options, out) -> {
            out.bulk(set.member());
            out.bulkNumber(set.score());
        });
    }
}
