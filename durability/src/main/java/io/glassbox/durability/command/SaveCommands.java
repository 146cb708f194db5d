package io.glassbox.durability.command;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.NO_ASYNC_LOADING;
import static io.glassbox.command.declare.CommandFlag.NO_MULTI;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.AclCategory;
import io.glassbox.command.declare.Command;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.aof.AofRewrite;
import io.glassbox.durability.snapshot.BackgroundSaver;
import io.glassbox.durability.snapshot.Saver;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** SAVE, BGSAVE, BGREWRITEAOF and LASTSAVE. */
public final class SaveCommands {
    private static final CommandError FAILED = CommandError.of("ERR");
    private static final CommandError IN_PROGRESS = CommandError.of("ERR Background save already in progress");

    private static final CommandError BLOCKED = CommandError.of(
            "ERR Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE SCHEDULE in order"
                    + " to schedule a BGSAVE whenever possible.");
    private static final CommandError REWRITE_IN_PROGRESS =
            CommandError.of("ERR Background append only file rewriting already in progress");
    private static final CommandError NOT_REWRITTEN = CommandError.of(
            "ERR Can't execute an AOF background rewriting. Please check the server logs for more information.");

    private final CommandPipeline pipeline;
    private final Saver saver;
    private final BackgroundSaver background;
    private final AofRewrite rewrite;

    public SaveCommands(CommandPipeline pipeline, Saver saver, BackgroundSaver background, AofRewrite rewrite) {
        this.pipeline = pipeline;
        this.saver = saver;
        this.background = background;
        this.rewrite = rewrite;
    }

    public List<Command> commands() {
        return List.of(
                command("SAVE")
                        .arity(1)
                        .since("1.0.0")
                        .flags(ADMIN, NOSCRIPT, NO_ASYNC_LOADING, NO_MULTI)
                        .handledBy(this::save),
                command("BGSAVE")
                        .arity(-1)
                        .since("1.0.0")
                        .flags(ADMIN, NOSCRIPT, NO_ASYNC_LOADING)
                        .handledBy(this::saveInBackground),
                command("BGREWRITEAOF")
                        .arity(1)
                        .since("1.0.0")
                        .flags(ADMIN, NOSCRIPT, NO_ASYNC_LOADING)
                        .handledBy(this::rewriteAppendOnlyFile),
                command("LASTSAVE")
                        .arity(1)
                        .since("1.0.0")
                        .flags(LOADING, STALE, FAST)
                        .acl(AclCategory.ADMIN, AclCategory.DANGEROUS)
                        .tips("nondeterministic_output")
                        .handledBy(SaveCommands::lastSave));
    }

    /** SAVE: everything into the snapshot, at once; nothing else happens meanwhile. O(all data). */
    private void save(Args args, Session session, ReplyWriter reply) {
        if (session.server().persistenceStatistics().isSaving()) {
            throw IN_PROGRESS;
        }
        if (!saver.save()) {
            throw FAILED;
        }
        reply.ok();
    }

    /** BGSAVE [SCHEDULE]: the same while everything goes on; later, if it is scheduled, when the append-only file is rewritten. */
    private void saveInBackground(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 2 || args.count() == 2 && !args.is(1, "SCHEDULE")) {
            throw CommandError.SYNTAX;
        }
        if (background.isSaving()) {
            throw IN_PROGRESS;
        }
        if (background.isBlocked() || pipeline.isNested()) {
            if (args.count() == 1 && !pipeline.isNested()) {
                throw BLOCKED;
            }
            background.schedule();
            reply.simple("Background saving scheduled");
            return;
        }
        background.begin();
        reply.simple("Background saving started");
    }

    /** BGREWRITEAOF: has the append-only files replaced by one of what the data is now, whether they are written or not. */
    private void rewriteAppendOnlyFile(Args args, Session session, ReplyWriter reply) {
        if (rewrite.isRunning()) {
            throw REWRITE_IN_PROGRESS;
        }
        switch (rewrite.want(!pipeline.isNested())) {
            case STARTED -> reply.simple("Background append only file rewriting started");
            case SCHEDULED -> reply.simple("Background append only file rewriting scheduled");
            case FAILED -> throw NOT_REWRITTEN;
        }
    }

    /** LASTSAVE: the unix time of the last snapshot that succeeded. */
    private static void lastSave(Args args, Session session, ReplyWriter reply) {
        reply.integer(session.server().persistenceStatistics().lastSaveUnix());
    }
}
