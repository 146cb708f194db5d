package io.glassbox.commands.connection;

import static io.glassbox.command.declare.AclCategory.CONNECTION;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Blocking;
import io.glassbox.engine.server.Pause;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.Session.ReplyMode;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** CLIENT, second half: how clients are treated. */
public final class ClientControlCommands {
    private static final CommandError TIMEOUT_NOT_AN_INTEGER =
            CommandError.of("ERR timeout is not an integer or out of range");
    private static final CommandError TIMEOUT_NEGATIVE = CommandError.of("ERR timeout is negative");
    private static final CommandError PAUSE_MODE = CommandError.of("ERR CLIENT PAUSE mode must be WRITE or ALL");
    private static final CommandError UNBLOCKED = CommandError.of("UNBLOCKED client unblocked via CLIENT UNBLOCK");
    private static final CommandError UNBLOCK_REASON =
            CommandError.of("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");

    /** CLIENT PAUSE milliseconds [WRITE|ALL]. */
    static final Command PAUSE = command("CLIENT|PAUSE")
            .arity(-3)
            .since("3.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientControlCommands::pause);

    /** CLIENT UNPAUSE. */
    static final Command UNPAUSE = command("CLIENT|UNPAUSE")
            .arity(2)
            .since("6.2.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientControlCommands::unpause);

    /** CLIENT REPLY ON|OFF|SKIP. */
    static final Command REPLY = command("CLIENT|REPLY")
            .arity(3)
            .since("3.2.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientControlCommands::reply);

    /** CLIENT NO-EVICT ON|OFF: spared when client memory is short. */
    static final Command NO_EVICT = command("CLIENT|NO-EVICT")
            .arity(3)
            .since("7.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientControlCommands::noEvict);

    /** CLIENT NO-TOUCH ON|OFF: its reads do not mark keys as used. */
    static final Command NO_TOUCH = command("CLIENT|NO-TOUCH")
            .arity(3)
            .since("7.2.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientControlCommands::noTouch);

    /** CLIENT UNBLOCK id [TIMEOUT|ERROR]: 1 if that client was blocked. */
    static final Command UNBLOCK = command("CLIENT|UNBLOCK")
            .arity(-3)
            .since("5.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientControlCommands::unblock);

    /** CLIENT HELP. */
    static final Command HELP = command("CLIENT|HELP")
            .arity(2)
            .since("5.0.0")
            .flags(LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientControlCommands::help);

    public static final List<Command> COMMANDS = List.of(PAUSE, UNPAUSE, REPLY, NO_EVICT, NO_TOUCH, UNBLOCK, HELP);

    private ClientControlCommands() {}

    private static void pause(Args args, Session session, ReplyWriter reply) {
        Pause.Scope scope = Pause.Scope.ALL;
        if (args.count() == 4) {
            if (args.is(3, "WRITE")) {
                scope = Pause.Scope.WRITES;
            } else if (!args.is(3, "ALL")) {
                throw PAUSE_MODE;
            }
        } else if (args.count() > 4) {
            throw CommandError.SYNTAX;
        }
        long millis = args.longAt(2, TIMEOUT_NOT_AN_INTEGER);
        if (millis < 0) {
            throw TIMEOUT_NEGATIVE;
        }
        long now = session.server().clock().unixMillis();
        if (millis > Long.MAX_VALUE - now) {
            throw CommandError.of("ERR timeout is out of range");
        }
        session.server().pause().begin(scope, now + millis);
        reply.ok();
    }

    private static void unpause(Args args, Session session, ReplyWriter reply) {
        session.server().pause().end();
        reply.ok();
    }

    private static void reply(Args args, Session session, ReplyWriter reply) {
        if (args.is(2, "ON")) {
            session.replyMode(ReplyMode.ON);
            reply.ok();
        } else if (args.is(2, "OFF")) {
            session.replyMode(ReplyMode.OFF);
        } else if (args.is(2, "SKIP")) {
            if (session.replyMode() != ReplyMode.OFF) {
                session.replyMode(ReplyMode.SKIP_NEXT);
            }
        } else {
            throw CommandError.SYNTAX;
        }
    }

    private static void noEvict(Args args, Session session, ReplyWriter reply) {
        session.set(SessionFlag.NO_EVICT, onOrOff(args));
        session.server().clientEviction().reconsider();
        reply.ok();
    }

    private static void noTouch(Args args, Session session, ReplyWriter reply) {
        session.set(SessionFlag.NO_TOUCH, onOrOff(args));
        reply.ok();
    }

    private static boolean onOrOff(Args args) {
        boolean on = args.is(2, "ON");
        if (!on && !args.is(2, "OFF")) {
            throw CommandError.SYNTAX;
        }
        return on;
    }

    private static void unblock(Args args, Session session, ReplyWriter reply) {
        boolean withError = false;
        if (args.count() > 4) {
            throw CommandError.SYNTAX;
        }
        if (args.count() == 4) {
            withError = args.is(3, "ERROR");
            if (!withError && !args.is(3, "TIMEOUT")) {
                throw UNBLOCK_REASON;
            }
        }
        Session target = session.server().sessions().get(args.longAt(2));
        Blocking blocking = target == null ? null : target.blocking();
        if (target == null || blocking == null) {
            reply.integer(0);
            return;
        }
        blocking.abandoned(target);
        if (withError) {
            target.failWait(UNBLOCKED);
        } else {
            blocking.timedOut(target);
        }
        target.unblock();
        reply.integer(1);
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "CLIENT",
                "CACHING (YES|NO)",
                "    Track, or do not track, the keys that the next command reads.",
                "GETNAME",
                "    The name of this connection.",
                "GETREDIR",
                "    The connection that hears of changed keys in the place of this one.",
                "ID",
                "    The number of this connection.",
                "INFO",
                "    What is known of this connection.",
                "KILL <ip:port>",
                "    Close the connection from that address.",
                "KILL <option> <value> [<option> <value> [...]]",
                "    Close connections that meet all conditions:",
                "    * ID <id> [<id> ...], ADDR <ip:port>, LADDR <ip:port>, IP <ip>, TYPE (NORMAL|MASTER|REPLICA|PUBSUB),",
                "      USER <name>, NAME <name>, FLAGS <letters>, DB <index>, LIB-NAME <name>, LIB-VER <version>,",
                "      IDLE <seconds>, MAXAGE <seconds>, each but the last two also as NOT-...",
                "    * SKIPME (YES|NO)",
                "      Spare this connection (default: yes).",
                "LIST [<option> <value> [...]]",
                "    What is known of all connections, or of those that meet the conditions of KILL.",
                "NO-EVICT (ON|OFF)",
                "    Spare this connection when memory for clients is short.",
                "NO-TOUCH (ON|OFF)",
                "    Let reads of this connection leave no mark on keys.",
                "PAUSE <timeout> [WRITE|ALL]",
                "    Hold back all commands, or those that write, for that many milliseconds.",
                "REPLY (ON|OFF|SKIP)",
                "    Whether this connection gets replies.",
                "SETINFO (LIB-NAME|LIB-VER) <value>",
                "    Say which client library this is.",
                "SETNAME <name>",
                "    Name this connection.",
                "TRACKING (ON|OFF) [REDIRECT <id>] [BCAST] [PREFIX <prefix> [...]] [OPTIN] [OPTOUT] [NOLOOP]",
                "    Tell this connection when keys change that it has read, or that have its prefixes.",
                "TRACKINGINFO",
                "    How tracking is set for this connection.",
                "UNBLOCK <clientid> [TIMEOUT|ERROR]",
                "    End the wait of a blocked client.",
                "UNPAUSE",
                "    End a pause.");
    }
}
