package io.glassbox.durability.command;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.backup.Backups;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.statistics.BackupFigures;
import io.glassbox.network.protocol.ReplyWriter;
import java.nio.file.Path;
import java.util.List;

/** BACKUP: a copy of all data of one moment, in files of its own. */
public final class BackupCommands {
    private static final String SINCE = "8.10.0";

    private final CommandPipeline pipeline;
    private final Backups backups;

    public BackupCommands(CommandPipeline pipeline, Backups backups) {
        this.pipeline = pipeline;
        this.backups = backups;
    }

    public List<Command> commands() {
        return List.of(
                command("BACKUP").arity(2).since(SINCE).container(),
                command("BACKUP|START")
                        .arity(2)
                        .since(SINCE)
                        .flags(ADMIN, NOSCRIPT)
                        .handledBy(this::start),
                command("BACKUP|SEAL")
                        .arity(2)
                        .since(SINCE)
                        .flags(ADMIN, NOSCRIPT)
                        .handledBy(this::seal),
                command("BACKUP|ABORT")
                        .arity(2)
                        .since(SINCE)
                        .flags(ADMIN, NOSCRIPT)
                        .handledBy(this::abort),
                command("BACKUP|CLEANUP")
                        .arity(2)
                        .since(SINCE)
                        .flags(ADMIN, NOSCRIPT)
                        .handledBy(this::cleanUp),
                command("BACKUP|STATUS")
                        .arity(2)
                        .since(SINCE)
                        .flags(ADMIN, STALE)
                        .handledBy(this::status),
                command("BACKUP|LIST").arity(2).since(SINCE).flags(ADMIN, STALE).handledBy(this::list),
                command("BACKUP|HELP")
                        .arity(2)
                        .since(SINCE)
                        .flags(LOADING, STALE)
                        .handledBy(BackupCommands::help));
    }

    /** BACKUP START: begins a backup with a base of all data; O(1), and O(all data) in the background. */
    private void start(Args args, Session session, ReplyWriter reply) {
        backups.start(pipeline.isNested());
        reply.ok();
    }

    /** BACKUP SEAL: ends it with all that was written until now; replies when it is complete on the medium. */
    private void seal(Args args, Session session, ReplyWriter reply) {
        backups.seal(session, pipeline.isNested());
    }

    /** BACKUP ABORT: leaves one that is not sealed. */
    private void abort(Args args, Session session, ReplyWriter reply) {
        backups.abort();
        reply.ok();
    }

    /** BACKUP CLEANUP: removes the files of one that is sealed or has failed. */
    private void cleanUp(Args args, Session session, ReplyWriter reply) {
        backups.cleanUp();
        reply.ok();
    }

    /** BACKUP STATUS: how far it is. */
    private void status(Args args, Session session, ReplyWriter reply) {
        BackupFigures figures = backups.figures();
        reply.map(4);
        reply.bulk("state");
        reply.bulk(figures.state());
        reply.bulk("error");
        reply.bulk(figures.error());
        reply.bulk("start_time");
        reply.integer(figures.startedUnix());
        reply.bulk("end_time");
        reply.integer(figures.endedUnix());
    }

    /** BACKUP LIST: the absolute names of its files that do not change any more, for whoever copies them away. */
    private void list(Args args, Session session, ReplyWriter reply) {
        List<Path> files = backups.pinned();
        reply.array(files.size());
        for (Path file : files) {
            reply.bulk(file.toString());
        }
    }

    /** The line on HELP comes twice, as in Redis. */
    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "BACKUP",
                "START",
                "    Start a new backup into the configured 'backupdirname'.",
                "SEAL",
                "    Freeze the current backup (BASE + INCR + manifest).",
                "ABORT",
                "    Cancel a backup that has not been sealed yet.",
                "CLEANUP",
                "    Remove a sealed backup's files and return to idle.",
                "STATUS",
                "    Report the current backup state.",
                "LIST",
                "    List the immutable files pinned so far.",
                "HELP",
                "    Return this help.");
    }
}
