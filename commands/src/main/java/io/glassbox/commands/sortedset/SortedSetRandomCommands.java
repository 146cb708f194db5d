package io.glassbox.commands.sortedset;

import static io.glassbox.command.declare.AclCategory.SORTEDSET;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.hash.DistinctSample;
import java.util.List;

/** Members chosen at random. */
public final class SortedSetRandomCommands {
    /**
     * ZRANDMEMBER key [count [WITHSCORES]]: any member; with a count that many different ones, or, if it is negative, that many
     * which may repeat.
     */
    static final Command ZRANDMEMBER = command("ZRANDMEMBER")
            .arity(-2)
            .since("6.2.0")
            .flags(READONLY)
            .acl(SORTEDSET)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output")
            .handledBy(SortedSetRandomCommands::zrandmember);

    public static final List<Command> COMMANDS = List.of(ZRANDMEMBER);

    private SortedSetRandomCommands() {}

    private static void zrandmember(Args args, Keyspace keys, ReplyWriter reply) {
        if (args.count() == 2) {
            SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(1));
            if (set.exists()) {
                set.seekRandom();
                reply.bulk(set.member());
            } else {
                reply.nil();
            }
            return;
        }
        long count = args.negatableAt(2);
        boolean withScores = args.count() == 4 && args.is(3, "WITHSCORES");
        if (args.count() > 4 || args.count() == 4 && !withScores) {
            throw CommandError.SYNTAX;
        }
        if (withScores && (count < -Long.MAX_VALUE / 2 || count > Long.MAX_VALUE / 2)) {
            throw CommandError.OUT_OF_RANGE;
        }
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(1));
        if (count == 0 || !set.exists()) {
            reply.array(0);
        } else if (count < 0) {
            repeating(set, -count, reply, withScores);
        } else {
            different(set, Math.min(count, set.size()), keys, reply, withScores);
        }
    }

    private static void repeating(SortedSetValue set, long count, ReplyWriter reply, boolean withScores) {
        SortedSetReply.open(reply, count, withScores);
        for (long i = 0; i < count && !reply.isUnread(); i++) {
            set.seekRandom();
            SortedSetReply.element(reply, set.member(), set.score(), withScores);
        }
    }

    private static void different(
            SortedSetValue set, long count, Keyspace keys, ReplyWriter reply, boolean withScores) {
        SortedSetReply.open(reply, count, withScores);
        if (count == set.size()) {
            set.seek(0);
            do {
                SortedSetReply.element(reply, set.member(), set.score(), withScores);
            } while (set.next());
            return;
        }
        try (DistinctSample ranks =
                new DistinctSample(keys.databases().slabs(), keys.databases().random(), count, set.size())) {
            for (long i = 0; i < count; i++) {
                set.seek(ranks.next());
                SortedSetReply.element(reply, set.member(), set.score(), withScores);
            }
        }
    }
}
