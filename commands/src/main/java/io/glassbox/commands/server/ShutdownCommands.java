package io.glassbox.commands.server;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.ALLOW_BUSY;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.NO_MULTI;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Lifecycle;
import io.glassbox.engine.server.Lifecycle.Saving;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** SHUTDOWN. */
public final class ShutdownCommands {
    private static final CommandError NOTHING_TO_ABORT = CommandError.of("ERR No shutdown in progress.");

    private static final CommandError NOT_SAVED = CommandError.of("ERR Errors trying to SHUTDOWN. Check logs.");

    /** SHUTDOWN [NOSAVE|SAVE] [NOW] [FORCE] [ABORT]: no reply if it succeeds, the connection closes. */
    static final Command SHUTDOWN = command("SHUTDOWN")
            .arity(-1)
            .since("1.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE, NO_MULTI, ALLOW_BUSY)
            .handledBy(ShutdownCommands::shutdown);

    public static final List<Command> COMMANDS = List.of(SHUTDOWN);

    private ShutdownCommands() {}

    private static void shutdown(Args args, Session session, ReplyWriter reply) {
        Saving saving = Saving.DEFAULT;
        boolean now = false;
        boolean force = false;
        boolean abort = false;
        for (int i = 1; i < args.count(); i++) {
            if (args.is(i, "NOSAVE") && saving != Saving.YES) {
                saving = Saving.NO;
            } else if (args.is(i, "SAVE") && saving != Saving.NO) {
                saving = Saving.YES;
            } else if (args.is(i, "NOW")) {
                now = true;
            } else if (args.is(i, "FORCE")) {
                force = true;
            } else if (args.is(i, "ABORT")) {
                abort = true;
            } else {
                throw CommandError.SYNTAX;
            }
        }
        Lifecycle lifecycle = session.server().lifecycle();
        if (!abort) {
            refuseWhileBusy(session, saving);
            session.server().log().warning("User requested shutdown...");
            Lifecycle.Stop stop = new Lifecycle.Stop(saving, now, force);
            if (!session.server().persistence().prepareStop(stop)) {
                throw NOT_SAVED;
            }
            lifecycle.requestPreparedStop(stop);
            return;
        }
        if (saving != Saving.DEFAULT || now || force) {
            throw CommandError.SYNTAX;
        }
        if (!lifecycle.abortStop()) {
            throw NOTHING_TO_ABORT;
        }
        session.server().log().notice("Shutdown manually aborted.");
        reply.ok();
    }

    /** What a script has done half cannot be saved. */
    private static void refuseWhileBusy(Session session, Saving saving) {
        CommandError busy = session.server().scripts().busyRefusal();
        if (busy != null && saving != Saving.NO) {
            throw busy;
        }
    }
}
