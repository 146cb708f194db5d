package io.glassbox.commands.generic;

import static io.glassbox.command.declare.AclCategory.DANGEROUS;
import static io.glassbox.command.declare.AclCategory.KEYSPACE;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** Databases as a whole. */
public final class DatabaseCommands {
    private static final CommandError INVALID_FIRST = CommandError.of("ERR invalid first DB index");
    private static final CommandError INVALID_SECOND = CommandError.of("ERR invalid second DB index");

    /** DBSIZE: keys, those counted whose time has come but that are not deleted yet. O(1). */
    static final Command DBSIZE = command("DBSIZE")
            .arity(1)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(KEYSPACE)
            .tips("request_policy:all_shards", "response_policy:agg_sum")
            .handledBy(DatabaseCommands::dbSize);

    /** SWAPDB index index: each has the contents of the other. O(watched keys). */
    static final Command SWAPDB = command("SWAPDB")
            .arity(3)
            .since("4.0.0")
            .flags(WRITE, FAST)
            .acl(KEYSPACE, DANGEROUS)
            .handledBy(DatabaseCommands::swapDb);

    /** FLUSHDB [ASYNC|SYNC]. O(n), in slices between commands if ASYNC. */
    static final Command FLUSHDB = command("FLUSHDB")
            .arity(-1)
            .since("1.0.0")
            .flags(WRITE)
            .acl(KEYSPACE, DANGEROUS)
            .tips("request_policy:all_shards", "response_policy:all_succeeded")
            .handledBy(DatabaseCommands::flushDb);

    /** FLUSHALL [ASYNC|SYNC]: the same for all databases. */
    static final Command FLUSHALL = command("FLUSHALL")
            .arity(-1)
            .since("1.0.0")
            .flags(WRITE)
            .acl(KEYSPACE, DANGEROUS)
            .tips("request_policy:all_shards", "response_policy:all_succeeded")
            .handledBy(DatabaseCommands::flushAll);

    public static final List<Command> COMMANDS = List.of(DBSIZE, SWAPDB, FLUSHDB, FLUSHALL);

    private DatabaseCommands() {}

    private static void dbSize(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(keys.size());
    }

    private static void swapDb(Args args, Keyspace keys, ReplyWriter reply) {
        int first = args.intAt(1, INVALID_FIRST);
        int second = args.intAt(2, INVALID_SECOND);
        int count = keys.databases().count();
        if (first < 0 || first >= count || second < 0 || second >= count) {
            throw CommandError.DATABASE_OUT_OF_RANGE;
        }
        keys.databases().swap(first, second);
        reply.ok();
    }

    private static void flushDb(Args args, Keyspace keys, ReplyWriter reply) {
        keys.databases().flush(keys.index(), isLater(args, keys.databases()));
        keys.effects().force();
        reply.ok();
    }

    private static void flushAll(Args args, Session session, ReplyWriter reply) {
        Databases databases = session.server().databases();
        databases.flushAll(isLater(args, databases));
        session.server().persistence().emptied();
        databases.effects().force();
        reply.ok();
    }

    private static boolean isLater(Args args, Databases databases) {
        if (args.count() == 1) {
            return databases.lazyFreeing().ofUserFlushes();
        }
        if (args.count() == 2 && args.is(1, "ASYNC")) {
            return true;
        }
        if (args.count() == 2 && args.is(1, "SYNC")) {
            return false;
        }
        throw CommandError.SYNTAX;
    }
}
