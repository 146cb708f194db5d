package io.glassbox.commands.sortedset;

import static io.glassbox.command.declare.AclCategory.SORTEDSET;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.DoubleText;
import java.util.Arrays;
import java.util.List;

/** Adding members, changing scores, removing. */
public final class SortedSetWriteCommands {
    private static final int INITIAL_SCORES = 64;

    private static final CommandError NX_AND_XX =
            CommandError.of("ERR XX and NX options at the same time are not compatible");
    private static final CommandError GT_LT_AND_NX =
            CommandError.of("ERR GT, LT, and/or NX options at the same time are not compatible");
    private static final CommandError ONE_PAIR =
            CommandError.of("ERR INCR option supports a single increment-element pair");
    private static final CommandError NOT_A_NUMBER = CommandError.of("ERR resulting score is not a number (NaN)");

    /** ZADD key [NX | XX] [GT | LT] [CH] [INCR] score member [score member …]. O(log n) per member. */
    private final Command zadd = command("ZADD")
            .arity(-4)
            .since("1.2.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(SORTEDSET)
            .key(at(1, RW, UPDATE))
            .handledBy(this::zadd);

    /** ZINCRBY key increment member: the new score; a missing member counts from 0. */
    private final Command zincrby = command("ZINCRBY")
            .arity(4)
            .since("1.2.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(SORTEDSET)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(SortedSetWriteCommands::zincrby);

    /** ZREM key member [member …]: how many were there. */
    private final Command zrem = command("ZREM")
            .arity(-3)
            .since("1.2.0")
            .flags(WRITE, FAST)
            .acl(SORTEDSET)
            .key(at(1, RW, DELETE))
            .handledBy(SortedSetWriteCommands::zrem);

    /** ZREMRANGEBYRANK key start stop: how many were removed. O(log n) plus what is removed. */
    private final Command zremrangebyrank = command("ZREMRANGEBYRANK")
            .arity(4)
            .since("2.0.0")
            .flags(WRITE)
            .acl(SORTEDSET)
            .key(at(1, RW, DELETE))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    removeRange(args, keys, reply, ElementRange.Kind.RANK, KeyEvent.ZREMRANGEBYRANK));

    /** ZREMRANGEBYSCORE key min max. */
    private final Command zremrangebyscore = command("ZREMRANGEBYSCORE")
            .arity(4)
            .since("1.2.0")
            .flags(WRITE)
            .acl(SORTEDSET)
            .key(at(1, RW, DELETE))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    removeRange(args, keys, reply, ElementRange.Kind.SCORE, KeyEvent.ZREMRANGEBYSCORE));

    /** ZREMRANGEBYLEX key min max. */
    private final Command zremrangebylex = command("ZREMRANGEBYLEX")
            .arity(4)
            .since("2.8.9")
            .flags(WRITE)
            .acl(SORTEDSET)
            .key(at(1, RW, DELETE))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    removeRange(args, keys, reply, ElementRange.Kind.MEMBER, KeyEvent.ZREMRANGEBYLEX));

    private final ElementRange range = new ElementRange();
    private double[] scores = new double[INITIAL_SCORES];

    public List<Command> commands() {
        return List.of(zadd, zincrby, zrem, zremrangebyrank, zremrangebyscore, zremrangebylex);
    }

    private void zadd(Args args, Keyspace keys, ReplyWriter reply) {
        int first = ZaddOptions.end(args);
        int options = ZaddOptions.read(args, first);
        int pairs = (args.count() - first) / 2;
        if (pairs == 0 || (args.count() - first) % 2 != 0) {
            throw CommandError.SYNTAX;
        }
        checkOptions(options, pairs);
        readScores(args, first, pairs);
        ByteView key = args.at(1);
        SortedSetValue set = keys.open(SortedSetValue.KIND, key);
        if (ZaddOptions.has(options, ZaddOptions.INCR)) {
            incrementIfAdmitted(set, options, args.at(first + 1), keys, key, reply);
            return;
        }
        int added = 0;
        int updated = 0;
        for (int i = 0; i < pairs; i++) {
            switch (ZaddOptions.put(set, options, scores[i], args.at(first + 2 * i + 1))) {
                case ADDED -> added++;
                case UPDATED -> updated++;
                case UNCHANGED -> {}
            }
        }
        if (added + updated > 0) {
            keys.changed(key, KeyEvent.ZADD, (long) added + updated);
        }
        reply.integer(ZaddOptions.has(options, ZaddOptions.CH) ? (long) added + updated : added);
    }

    private static void checkOptions(int options, int pairs) {
        boolean nx = ZaddOptions.has(options, ZaddOptions.NX);
        boolean gt = ZaddOptions.has(options, ZaddOptions.GT);
        boolean lt = ZaddOptions.has(options, ZaddOptions.LT);
        if (nx && ZaddOptions.has(options, ZaddOptions.XX)) {
            throw NX_AND_XX;
        }
        if (gt && nx || lt && nx || gt && lt) {
            throw GT_LT_AND_NX;
        }
        if (ZaddOptions.has(options, ZaddOptions.INCR) && pairs > 1) {
            throw ONE_PAIR;
        }
    }

    /** All scores are read before anything is written. */
    private void readScores(Args args, int first, int pairs) {
        if (scores.length < pairs) {
            scores = Arrays.copyOf(scores, Math.max(pairs, scores.length * 2));
        }
        for (int i = 0; i < pairs; i++) {
            scores[i] = scoreAt(args, first + 2 * i);
        }
    }

    private static double scoreAt(Args args, int index) {
        double score = DoubleText.parse(args.at(index));
        if (Double.isNaN(score)) {
            throw CommandError.NOT_A_FLOAT;
        }
        return score;
    }

    private void incrementIfAdmitted(
            SortedSetValue set, int options, ByteView member, Keyspace keys, ByteView key, ReplyWriter reply) {
        boolean isThere = set.find(member);
        double old = isThere ? set.score() : 0;
        double score = isThere ? old + scores[0] : scores[0];
        if (isThere ? ZaddOptions.has(options, ZaddOptions.NX) : ZaddOptions.has(options, ZaddOptions.XX)) {
            reply.nil();
            return;
        }
        if (Double.isNaN(score)) {
            throw NOT_A_NUMBER;
        }
        if (isThere && !ZaddOptions.admits(options, old, score)) {
            reply.nil();
            return;
        }
        put(set, isThere, old, score, member, keys, key);
        reply.number(score);
    }

    private static void put(
            SortedSetValue set,
            boolean isThere,
            double old,
            double score,
            ByteView member,
            Keyspace keys,
            ByteView key) {
        if (!isThere) {
            set.add(score, member);
        } else if (old != score) {
            set.rescore(score);
        } else {
            return;
        }
        keys.changed(key, KeyEvent.ZINCR);
    }

    private static void zincrby(Args args, Keyspace keys, ReplyWriter reply) {
        if (ZaddOptions.end(args) > 2) {
            // It is ZADD with INCR, and takes a word of its options for one.
            throw CommandError.SYNTAX;
        }
        double increment = scoreAt(args, 2);
        ByteView key = args.at(1);
        ByteView member = args.at(3);
        SortedSetValue set = keys.open(SortedSetValue.KIND, key);
        boolean isThere = set.find(member);
        double old = isThere ? set.score() : 0;
        double score = isThere ? old + increment : increment;
        if (Double.isNaN(score)) {
            throw NOT_A_NUMBER;
        }
        put(set, isThere, old, score, member, keys, key);
        reply.number(score);
    }

    private static void zrem(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        SortedSetValue set = keys.open(SortedSetValue.KIND, key);
        int removed = 0;
        for (int i = 2; i < args.count(); i++) {
            if (set.find(args.at(i))) {
                set.remove();
                removed++;
            }
        }
        if (removed > 0) {
            keys.changed(key, KeyEvent.ZREM, removed);
            keys.removeIfEmpty(set);
        }
        reply.integer(removed);
    }

    private void removeRange(Args args, Keyspace keys, ReplyWriter reply, ElementRange.Kind kind, KeyEvent event) {
        range.read(args, kind, 2, 3);
        ByteView key = args.at(1);
        SortedSetValue set = keys.open(SortedSetValue.KIND, key);
        range.find(set, false);
        long removed = range.count();
        if (removed > 0) {
            set.removeRange(range.first(), removed);
            keys.changed(key, event, removed);
            keys.removeIfEmpty(set);
        }
        reply.integer(removed);
    }
}
