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
import io.glassbox.durability.snapshot.BackgroundSaver;
import io.glassbox.durability.snapshot.Saver;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** SAVE, BGSAVE and LASTSAVE. */
public final class SaveCommands {
    private static final CommandError FAILED = CommandError.of("ERR");
    private static final CommandError IN_PROGRESS = CommandError.of("ERR Background save already in progress");

    private final Saver saver;
    private final BackgroundSaver background;

    public SaveCommands(Saver saver, BackgroundSaver background) {
        this.saver = saver;
        this.background = background;
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

    /** BGSAVE [SCHEDULE]: the same while everything goes on. There is nothing that it would have to be scheduled behind. */
    private void saveInBackground(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 2 || args.count() == 2 && !args.is(1, "SCHEDULE")) {
            throw CommandError.SYNTAX;
        }
        if (background.isSaving()) {
            throw IN_PROGRESS;
        }
        background.begin();
        reply.simple("Background saving started");
    }

    /** LASTSAVE: the unix time of the last snapshot that succeeded. */
    private static void lastSave(Args args, Session session, ReplyWriter reply) {
        reply.integer(session.server().persistenceStatistics().lastSaveUnix());
    }
}
