package io.glassbox.commands.set;

import static io.glassbox.command.declare.AclCategory.SET;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeySpec.at;
import static io.glassbox.commands.set.SetReadCommands.member;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SetValue;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.hash.DistinctSample;
import io.glassbox.structure.hash.NumberSet;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Members by chance: each as likely as any other, each choice of several as likely as any other. */
public final class SetRandomCommands {
    /** SRANDMEMBER key [count]: a member; or count different ones; or, of a negative count, as many that may be the same. */
    static final Command SRANDMEMBER = command("SRANDMEMBER")
            .arity(-2)
            .since("1.0.0")
            .flags(READONLY)
            .acl(SET)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output")
            .handledBy(SetRandomCommands::srandmember);

    /** SPOP key [count]: the same, of different members, which are gone then. */
    static final Command SPOP = command("SPOP")
            .arity(-2)
            .since("1.0.0")
            .flags(WRITE, FAST)
            .acl(SET)
            .key(at(1, RW, ACCESS, DELETE))
            .tips("nondeterministic_output")
            .handledBy(SetRandomCommands::spop);

    public static final List<Command> COMMANDS = List.of(SRANDMEMBER, SPOP);

    /** Drawing until all are different is the quicker way for up to this part of a set; otherwise one passes over all of it. */
    private static final int SMALL_PART = 3;

    /** Members told to replicas in one command. */
    private static final int MEMBERS_PER_EFFECT = 1024;

    private SetRandomCommands() {}

    private static void srandmember(Args args, Keyspace keys, ReplyWriter reply) {
        if (args.count() > 3) {
            throw CommandError.SYNTAX;
        }
        if (args.count() == 2) {
            SetValue set = keys.read(SetValue.KIND, args.at(1));
            if (set.exists()) {
                set.seekRandom();
                member(reply, set.member());
            } else {
                reply.nil();
            }
            return;
        }
        long count = args.negatableAt(2);
        SetValue set = keys.read(SetValue.KIND, args.at(1));
        if (count == 0 || !set.exists()) {
            reply.array(0);
        } else if (count < 0) {
            repeated(set, -count, reply);
        } else {
            different(set, Math.min(count, set.size()), keys, reply);
        }
    }

    private static void repeated(SetValue set, long count, ReplyWriter reply) {
        reply.array(count);
        for (long i = 0; i < count && !reply.isUnread(); i++) {
            set.seekRandom();
            member(reply, set.member());
        }
    }

    private static void different(SetValue set, long count, Keyspace keys, ReplyWriter reply) {
        Slabs slabs = keys.databases().slabs();
        RandomSource random = keys.databases().random();
        reply.array(count);
        if (count > set.size() / SMALL_PART) {
            pass(set, count, random, reply);
        } else if (set.hasRanks()) {
            try (DistinctSample ranks = new DistinctSample(slabs, random, count, set.size())) {
                for (long i = 0; i < count; i++) {
                    set.seek(ranks.next());
                    member(reply, set.member());
                }
            }
        } else {
            draw(set, count, slabs, reply);
        }
    }

    /** Passes over the set and takes each member with the probability that the number of those still wanted demands. */
    private static void pass(SetValue set, long count, RandomSource random, ReplyWriter reply) {
        long wanted = count;
        long left = set.size();
        set.rewind();
        while (wanted > 0 && set.next()) {
            if (wanted == left || random.nextLong(left) < wanted) {
                member(reply, set.member());
                wanted--;
            }
            left--;
        }
    }

    private static void draw(SetValue set, long count, Slabs slabs, ReplyWriter reply) {
        try (NumberSet drawn = new NumberSet(slabs, count)) {
            for (long i = 0; i < count; ) {
                set.seekRandom();
                if (drawn.add(set.element())) {
                    member(reply, set.member());
                    i++;
                }
            }
        }
    }

    private static void spop(Args args, Keyspace keys, ReplyWriter reply) {
        if (args.count() > 3) {
            throw CommandError.SYNTAX;
        }
        ByteView key = args.at(1);
        if (args.count() == 2) {
            SetValue set = keys.open(SetValue.KIND, key);
            if (set.exists()) {
                popOne(key, keys, set, reply);
            } else {
                reply.nil();
            }
            return;
        }
        long count = args.longAt(2, CommandError.MUST_BE_POSITIVE);
        if (count < 0) {
            throw CommandError.MUST_BE_POSITIVE;
        }
        SetValue set = keys.open(SetValue.KIND, key);
        if (count == 0 || !set.exists()) {
            reply.set(0);
        } else if (count >= set.size()) {
            popAll(key, keys, set, reply);
        } else {
            popSome(key, keys, set, count, reply);
        }
    }

    private static void popOne(ByteView key, Keyspace keys, SetValue set, ReplyWriter reply) {
        set.seekRandom();
        ByteView member = set.member().bytes();
        reply.bulk(member);
        keys.effects().instead("SREM", key, member);
        set.removeCurrent();
        keys.changed(key, KeyEvent.SPOP);
        keys.removeIfEmpty(set);
    }

    private static void popAll(ByteView key, Keyspace keys, SetValue set, ReplyWriter reply) {
        long size = set.size();
        reply.set(size);
        set.rewind();
        while (set.next()) {
            member(reply, set.member());
        }
        keys.effects().instead(keys.databases().lazyFreeing().ofOverwrites() ? "UNLINK" : "DEL", key);
        keys.delete(set.slot());
        keys.changed(key, KeyEvent.SPOP, size);
        keys.also(key, KeyEvent.DEL);
    }

    private static void popSome(ByteView key, Keyspace keys, SetValue set, long count, ReplyWriter reply) {
        reply.set(count);
        boolean isTold = keys.effects().isWanted();
        byte[][] effect = new byte[0][];
        int told = 0;
        for (long left = count; left > 0; left--) {
            set.seekRandom();
            ByteView member = set.member().bytes();
            reply.bulk(member);
            if (isTold) {
                if (told == effect.length) {
                    effect = newEffect(key, left);
                    told = 2;
                    keys.effects().instead(effect);
                }
                effect[told++] = member.toBytes();
            }
            set.removeCurrent();
        }
        keys.changed(key, KeyEvent.SPOP, count);
    }

    private static byte[][] newEffect(ByteView key, long left) {
        byte[][] effect = new byte[2 + (int) Math.min(left, MEMBERS_PER_EFFECT)][];
        effect[0] = "SREM".getBytes(StandardCharsets.US_ASCII);
        effect[1] = key.toBytes();
        return effect;
    }
}
