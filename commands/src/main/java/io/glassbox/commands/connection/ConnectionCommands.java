package io.glassbox.commands.connection;

import static io.glassbox.command.declare.AclCategory.CONNECTION;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ALLOW_BUSY;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.NO_AUTH;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.Session.ReplyMode;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** Is anybody there, which database is selected, and the ways out. */
public final class ConnectionCommands {
    /** PING [message]: PONG, or the message. */
    static final Command PING = command("PING")
            .arity(-1)
            .since("1.0.0")
            .flags(FAST)
            .acl(CONNECTION)
            .tips("request_policy:all_shards", "response_policy:all_succeeded")
            .handledBy(ConnectionCommands::ping);

    /** ECHO message. */
    static final Command ECHO = command("ECHO")
            .arity(2)
            .since("1.0.0")
            .flags(LOADING, STALE, FAST)
            .acl(CONNECTION)
            .handledBy(ConnectionCommands::echo);

    /** SELECT index: the database for the commands that follow. */
    static final Command SELECT = command("SELECT")
            .arity(2)
            .since("1.0.0")
            .flags(LOADING, STALE, FAST)
            .acl(CONNECTION)
            .handledBy(ConnectionCommands::select);

    /** QUIT: OK, and then the connection closes. */
    static final Command QUIT = command("QUIT")
            .arity(-1)
            .since("1.0.0")
            .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
            .acl(CONNECTION)
            .handledBy(ConnectionCommands::quit);

    /** RESET: the connection as if it had just been opened. */
    static final Command RESET = command("RESET")
            .arity(1)
            .since("6.2.0")
            .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
            .acl(CONNECTION)
            .handledBy(ConnectionCommands::reset);

    public static final List<Command> COMMANDS = List.of(PING, ECHO, SELECT, QUIT, RESET);

    private ConnectionCommands() {}

    private static void ping(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 2) {
            throw CommandError.wrongArity("ping");
        }
        if (session.is(SessionFlag.PUBSUB) && !reply.isResp3()) {
            reply.array(2);
            reply.bulk("pong");
            if (args.count() == 2) {
                reply.bulk(args.at(1));
            } else {
                reply.emptyBulk();
            }
        } else if (args.count() == 2) {
            reply.bulk(args.at(1));
        } else {
            reply.simple("PONG");
        }
    }

    private static void echo(Args args, Session session, ReplyWriter reply) {
        reply.bulk(args.at(1));
    }

    private static void select(Args args, Session session, ReplyWriter reply) {
        int database = args.intAt(1);
        if (database < 0 || database >= session.server().databases().count()) {
            throw CommandError.DATABASE_OUT_OF_RANGE;
        }
        session.select(database);
        reply.ok();
    }

    private static void quit(Args args, Session session, ReplyWriter reply) {
        reply.ok();
        session.closeAfterReplies();
    }

    private static void reset(Args args, Session session, ReplyWriter reply) {
        session.server().sessions().reset(session);
        reply.protocol(2);
        session.deauthenticate();
        session.select(0);
        session.rename("");
        session.replyMode(ReplyMode.ON);
        session.set(SessionFlag.NO_EVICT, false);
        session.server().clientEviction().reconsider();
        session.set(SessionFlag.NO_TOUCH, false);
        reply.simple("RESET");
    }
}
