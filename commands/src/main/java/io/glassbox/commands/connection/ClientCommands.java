package io.glassbox.commands.connection;

import static io.glassbox.command.declare.AclCategory.CONNECTION;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.SENTINEL;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/** CLIENT, first half: who the clients are, by what names, and away with them. */
public final class ClientCommands {
    private static final CommandError NO_SUCH_CLIENT = CommandError.of("ERR No such client");

    /** CLIENT, the container. */
    static final Command CLIENT =
            command("CLIENT").arity(-2).since("2.4.0").flags(SENTINEL).container();

    /** CLIENT ID: the number of this connection, never used again. */
    static final Command ID = command("CLIENT|ID")
            .arity(2)
            .since("5.0.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientCommands::id);

    /** CLIENT GETNAME. */
    static final Command GETNAME = command("CLIENT|GETNAME")
            .arity(2)
            .since("2.6.9")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientCommands::getName);

    /** CLIENT SETNAME name. */
    static final Command SETNAME = command("CLIENT|SETNAME")
            .arity(3)
            .since("2.6.9")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .handledBy(ClientCommands::setName);

    /** CLIENT SETINFO LIB-NAME|LIB-VER value. */
    static final Command SETINFO = command("CLIENT|SETINFO")
            .arity(4)
            .since("7.2.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .handledBy(ClientCommands::setInfo);

    /** CLIENT INFO: this connection as CLIENT LIST would show it. */
    static final Command INFO = command("CLIENT|INFO")
            .arity(2)
            .since("6.2.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .tips("nondeterministic_output")
            .handledBy(ClientCommands::info);

    /** CLIENT LIST [conditions]: a line each. O(clients). */
    static final Command LIST = command("CLIENT|LIST")
            .arity(-2)
            .since("2.4.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .tips("nondeterministic_output")
            .handledBy(ClientCommands::list);

    /** CLIENT KILL ip:port, or CLIENT KILL conditions. O(clients). */
    static final Command KILL = command("CLIENT|KILL")
            .arity(-3)
            .since("2.4.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientCommands::kill);

    public static final List<Command> COMMANDS = List.of(CLIENT, ID, GETNAME, SETNAME, SETINFO, INFO, LIST, KILL);

    private ClientCommands() {}

    /** A client as CLIENT LIST shows it. */
    public static String describe(Session session) {
        return ClientLine.of(session);
    }

    private static void id(Args args, Session session, ReplyWriter reply) {
        reply.integer(session.id());
    }

    private static void getName(Args args, Session session, ReplyWriter reply) {
        if (session.name().isEmpty()) {
            reply.nil();
        } else {
            reply.bulk(session.name());
        }
    }

    private static void setName(Args args, Session session, ReplyWriter reply) {
        session.rename(AuthenticationCommands.checkedName(args.at(2)));
        reply.ok();
    }

    private static void setInfo(Args args, Session session, ReplyWriter reply) {
        if (args.is(2, "LIB-NAME")) {
            session.libraryName(AuthenticationCommands.checkedText(args.at(3), "lib-name"));
        } else if (args.is(2, "LIB-VER")) {
            session.libraryVersion(AuthenticationCommands.checkedText(args.at(3), "lib-ver"));
        } else {
            throw CommandError.of("ERR Unrecognized option '" + args.at(2).toCString() + "'");
        }
        reply.ok();
    }

    private static void info(Args args, Session session, ReplyWriter reply) {
        StringBuilder line = new StringBuilder();
        ClientLine.append(line, session, args);
        reply.verbatim("txt", line.toString());
    }

    private static void list(Args args, Session session, ReplyWriter reply) {
        ClientFilter filter = ClientFilter.toList(args, 2, session);
        StringBuilder lines = new StringBuilder();
        for (Session client : session.server().sessions().all()) {
            if (filter.matches(client)) {
                if (client == session) {
                    ClientLine.append(lines, client, args);
                } else {
                    ClientLine.append(lines, client);
                }
            }
        }
        reply.verbatim("txt", lines.toString());
    }

    private static void kill(Args args, Session session, ReplyWriter reply) {
        if (args.count() == 3) {
            killAddress(args.text(2), session, reply);
            return;
        }
        ClientFilter filter = ClientFilter.toKill(args, 2, session);
        List<Session> victims = new ArrayList<>();
        for (Session client : session.server().sessions().all()) {
            if (filter.matches(client)) {
                victims.add(client);
            }
        }
        reply.integer(victims.size());
        for (Session victim : victims) {
            disconnect(victim, session);
        }
    }

    private static void killAddress(String address, Session session, ReplyWriter reply) {
        for (Session client : session.server().sessions().all()) {
            if (client.link().remoteAddress().equals(address)) {
                reply.ok();
                disconnect(client, session);
                return;
            }
        }
        throw NO_SUCH_CLIENT;
    }

    /** The caller still gets its reply. */
    private static void disconnect(Session victim, Session caller) {
        if (victim == caller) {
            victim.closeAfterReplies();
        } else {
            victim.closeNow();
        }
    }
}
