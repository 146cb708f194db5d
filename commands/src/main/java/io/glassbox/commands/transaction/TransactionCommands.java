package io.glassbox.commands.transaction;

import static io.glassbox.command.declare.AclCategory.TRANSACTION;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ALLOW_BUSY;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.SKIP_SLOWLOG;
import static io.glassbox.command.declare.CommandFlag.STALE;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.range;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.keyspace.Watches;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/**
 * Queues commands and runs them as one. That nothing comes between them follows from the single engine thread; there is no
 * rollback: a command that fails leaves the effects of the others.
 */
public final class TransactionCommands {
    private static final CommandError NESTED = CommandError.of("ERR MULTI calls can not be nested");
    private static final CommandError EXEC_WITHOUT_MULTI = CommandError.of("ERR EXEC without MULTI");
    private static final CommandError DISCARD_WITHOUT_MULTI = CommandError.of("ERR DISCARD without MULTI");
    private static final CommandError WATCH_IN_MULTI = CommandError.of("ERR WATCH inside MULTI is not allowed");
    private static final CommandError ABORTED =
            CommandError.of("EXECABORT Transaction discarded because of previous errors.");

    private final CommandPipeline pipeline;

    /** MULTI: the commands that follow wait for EXEC. */
    private final Command multi = command("MULTI")
            .arity(1)
            .since("1.2.0")
            .flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
            .acl(TRANSACTION)
            .handledBy(TransactionCommands::multi);

    /**
     * EXEC: runs what was queued; an array of the replies. Null, and nothing is run, if a watched key has changed; an error if a
     * command could not be queued.
     */
    private final Command exec = command("EXEC")
            .arity(1)
            .since("1.2.0")
            .flags(NOSCRIPT, LOADING, STALE, SKIP_SLOWLOG)
            .acl(TRANSACTION)
            .handledBy(this::exec);

    /** DISCARD: forgets what was queued and what was watched. */
    private final Command discard = command("DISCARD")
            .arity(1)
            .since("2.0.0")
            .flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
            .acl(TRANSACTION)
            .handledBy(TransactionCommands::discard);

    /** WATCH key [key …]: the next EXEC runs only if none of them changes until then. */
    private final Command watch = command("WATCH")
            .arity(-2)
            .since("2.2.0")
            .flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
            .acl(TRANSACTION)
            .key(range(1, -1, 1, RO))
            .handledBy(TransactionCommands::watch);

    /** UNWATCH: forgets what was watched, and that it changed. */
    private final Command unwatch = command("UNWATCH")
            .arity(1)
            .since("2.2.0")
            .flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
            .acl(TRANSACTION)
            .handledBy(TransactionCommands::unwatch);

    /** {@code pipeline}: what runs the queued commands. */
    public TransactionCommands(CommandPipeline pipeline) {
        this.pipeline = pipeline;
    }

    public List<Command> commands() {
        return List.of(multi, exec, discard, watch, unwatch);
    }

    private static void multi(Args args, Session session, ReplyWriter reply) {
        if (session.isInMulti()) {
            throw NESTED;
        }
        session.set(SessionFlag.MULTI, true);
        reply.ok();
    }

    private void exec(Args args, Session session, ReplyWriter reply) {
        if (!session.isInMulti()) {
            throw EXEC_WITHOUT_MULTI;
        }
        Watches watches = session.server().watches();
        boolean changed = session.is(SessionFlag.DIRTY_CAS) || watches.hasExpired(session.watches());
        if (session.is(SessionFlag.DIRTY_EXEC)) {
            session.discardTransaction();
            throw ABORTED;
        }
        if (changed) {
            session.discardTransaction();
            reply.nilArray();
            return;
        }
        watches.unwatch(session.watches());
        reply.array(session.transaction().size());
        session.set(SessionFlag.NEVER_BLOCKS, true);
        pipeline.runQueued(session);
        session.set(SessionFlag.NEVER_BLOCKS, false);
        session.discardTransaction();
    }

    private static void discard(Args args, Session session, ReplyWriter reply) {
        if (!session.isInMulti()) {
            throw DISCARD_WITHOUT_MULTI;
        }
        session.discardTransaction();
        reply.ok();
    }

    private static void watch(Args args, Session session, ReplyWriter reply) {
        if (session.isInMulti()) {
            throw WATCH_IN_MULTI;
        }
        // What has changed already does not get better by watching more.
        if (!session.is(SessionFlag.DIRTY_CAS)) {
            for (int i = 1; i < args.count(); i++) {
                session.server()
                        .watches()
                        .watch(session.watches(), session.keys().index(), args.at(i));
            }
        }
        reply.ok();
    }

    private static void unwatch(Args args, Session session, ReplyWriter reply) {
        session.server().watches().unwatch(session.watches());
        session.set(SessionFlag.DIRTY_CAS, false);
        reply.ok();
    }
}
