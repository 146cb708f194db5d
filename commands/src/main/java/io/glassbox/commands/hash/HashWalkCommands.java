package io.glassbox.commands.hash;

import static io.glassbox.command.declare.AclCategory.HASH;
import static io.glassbox.command.declare.Command.command;
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
import io.glassbox.engine.type.HashValue;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.hash.NumberSet;
import java.util.List;

/** Fields of a hash at random, and one part after the other. */
public final class HashWalkCommands {
    /**
     * HRANDFIELD key [count [WITHVALUES]]: any field; with a count that many different ones, or, if it is negative, that many which
     * may repeat.
     */
    static final Command HRANDFIELD = command("HRANDFIELD")
            .arity(-2)
            .since("6.2.0")
            .flags(READONLY)
            .acl(HASH)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output")
            .handledBy(HashWalkCommands::hrandfield);

    /** HSCAN key cursor [MATCH pattern] [COUNT count] [NOVALUES]: some fields with their values, and where to go on. */
    static final Command HSCAN = command("HSCAN")
            .arity(-3)
            .since("2.8.0")
            .flags(READONLY)
            .acl(HASH)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output")
            .handledBy(HashWalkCommands::hscan);

    public static final List<Command> COMMANDS = List.of(HRANDFIELD, HSCAN);

    /** Up to this part of a hash fields are drawn; for more, and while fields wait to be removed, it is passed over as a whole. */
    private static final long SMALL_PART = 3;

    private HashWalkCommands() {}

    private static void hrandfield(Args args, Keyspace keys, ReplyWriter reply) {
        if (args.count() == 2) {
            HashValue hash = keys.read(HashValue.KIND, args.at(1));
            if (hash.seekRandom()) {
                reply.bulk(hash.field());
            } else {
                reply.nil();
            }
            return;
        }
        long count = args.negatableAt(2);
        boolean withValues = args.count() == 4 && args.is(3, "WITHVALUES");
        if (args.count() > 4 || args.count() == 4 && !withValues) {
            throw CommandError.SYNTAX;
        }
        if (withValues && (count < -Long.MAX_VALUE / 2 || count > Long.MAX_VALUE / 2)) {
            throw CommandError.OUT_OF_RANGE;
        }
        HashValue hash = keys.read(HashValue.KIND, args.at(1));
        long size = hash.liveSize();
        if (count == 0 || size == 0) {
            reply.array(0);
        } else if (count < 0) {
            repeated(hash, -count, reply, withValues);
        } else {
            different(hash, Math.min(count, size), size, keys, reply, withValues);
        }
    }

    private static void repeated(HashValue hash, long count, ReplyWriter reply, boolean withValues) {
        open(reply, count, withValues);
        for (long i = 0; i < count && !reply.isUnread(); i++) {
            hash.seekRandom();
            element(reply, hash, withValues);
        }
    }

    private static void different(
            HashValue hash, long count, long size, Keyspace keys, ReplyWriter reply, boolean withValues) {
        open(reply, count, withValues);
        if (count > size / SMALL_PART || size < hash.size()) {
            pass(hash, count, size, keys.databases().random(), reply, withValues);
            return;
        }
        try (NumberSet drawn = new NumberSet(keys.databases().slabs(), count)) {
            for (long i = 0; i < count; ) {
                hash.seekRandom();
                if (drawn.add(hash.element())) {
                    element(reply, hash, withValues);
                    i++;
                }
            }
        }
    }

    /** Passes over the hash and takes each field with the probability that the number of those still wanted demands. */
    private static void pass(
            HashValue hash, long count, long size, RandomSource random, ReplyWriter reply, boolean withValues) {
        long wanted = count;
        long left = size;
        hash.rewind();
        while (wanted > 0 && hash.next()) {
            if (wanted == left || random.nextLong(left) < wanted) {
                element(reply, hash, withValues);
                wanted--;
            }
            left--;
        }
    }

    private static void open(ReplyWriter reply, long count, boolean withValues) {
        reply.array(withValues && !reply.isResp3() ? count * 2 : count);
    }

    private static void element(ReplyWriter reply, HashValue hash, boolean withValues) {
        if (withValues && reply.isResp3()) {
            reply.array(2);
        }
        reply.bulk(hash.field());
        if (withValues) {
            reply.bulk(hash.value());
        }
    }

    private static void hscan(Args args, Keyspace keys, ReplyWriter reply) {
        ElementScan.run(
                args,
                keys,
                reply,
                HashValue.KIND,
                ScanOptions::ofFields,
                (hash, options, out) -> element(out, hash, options.parts() > 1));
    }
}
