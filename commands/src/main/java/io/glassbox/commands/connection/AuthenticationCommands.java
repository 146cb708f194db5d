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
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Who the client is and which protocol it speaks. */
public final class AuthenticationCommands {
    private static final CommandError WRONG_PASSWORD =
            CommandError.of("WRONGPASS invalid username-password pair or user is disabled.");
    private static final CommandError NO_PASSWORD_SET =
            CommandError.of("ERR AUTH <password> called without any password configured for the default user."
                    + " Are you sure your configuration is correct?");
    private static final CommandError BAD_VERSION =
            CommandError.of("ERR Protocol version is not an integer or out of range");
    private static final CommandError NO_PROTOCOL = CommandError.of("NOPROTO unsupported protocol version");
    private static final CommandError HELLO_NEEDS_AUTH = CommandError.of(
            "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user>"
                    + " <pass> option can be used to authenticate the client and select the RESP protocol version at the"
                    + " same time");

    /** AUTH [username] password. */
    static final Command AUTH = command("AUTH")
            .arity(-2)
            .since("1.0.0")
            .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
            .acl(CONNECTION)
            .handledBy(AuthenticationCommands::auth);

    /** HELLO [protover [AUTH username password] [SETNAME clientname]]: what the server is; switches the protocol. */
    static final Command HELLO = command("HELLO")
            .arity(-1)
            .since("6.0.0")
            .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
            .acl(CONNECTION)
            .handledBy(AuthenticationCommands::hello);

    public static final List<Command> COMMANDS = List.of(AUTH, HELLO);

    private AuthenticationCommands() {}

    private static void auth(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 3) {
            throw CommandError.SYNTAX;
        }
        session.redact(1);
        session.redact(2);
        if (args.count() == 2) {
            if (!session.server().access().isPasswordRequired()) {
                throw NO_PASSWORD_SET;
            }
            authenticate(session, Session.DEFAULT_USER, args.bytes(1));
        } else {
            authenticate(session, args.text(1), args.bytes(2));
        }
        reply.ok();
    }

    private static void hello(Args args, Session session, ReplyWriter reply) {
        int version = reply.protocol();
        if (args.count() >= 2) {
            long asked = args.longAt(1, BAD_VERSION);
            if (asked < 2 || asked > 3) {
                throw NO_PROTOCOL;
            }
            version = (int) asked;
        }
        String name = null;
        String user = null;
        byte[] password = {};
        for (int i = 2; i < args.count(); i++) {
            int more = args.count() - 1 - i;
            if (args.is(i, "AUTH") && more >= 2) {
                user = args.text(i + 1);
                password = args.bytes(i + 2);
                session.redact(i + 1);
                session.redact(i + 2);
                i += 2;
            } else if (args.is(i, "SETNAME") && more >= 1) {
                name = checkedName(args.at(i + 1));
                i++;
            } else {
                throw CommandError.of("ERR Syntax error in HELLO option '" + args.text(i) + "'");
            }
        }
        if (user != null) {
            authenticate(session, user, password);
        }
        if (!session.isAuthenticated() && session.server().access().isPasswordRequired()) {
            throw HELLO_NEEDS_AUTH;
        }
        if (name != null) {
            session.rename(name);
        }
        reply.protocol(version);
        describeServer(session, reply);
    }

    private static void describeServer(Session session, ReplyWriter reply) {
        reply.map(7);
        reply.bulk("server");
        reply.bulk("redis");
        reply.bulk("version");
        reply.bulk(Server.REDIS_VERSION);
        reply.bulk("proto");
        reply.integer(reply.protocol());
        reply.bulk("id");
        reply.integer(session.id());
        reply.bulk("mode");
        reply.bulk("standalone");
        reply.bulk("role");
        reply.bulk("master");
        reply.bulk("modules");
        reply.array(0);
    }

    /** A client name: no blanks, no line breaks, nothing outside of printable ASCII. Throws if it is anything else. */
    static String checkedName(ByteView name) {
        return checkedText(name, "Client names");
    }

    static String checkedText(ByteView text, String what) {
        for (int i = 0; i < text.length(); i++) {
            byte c = text.byteAt(i);
            if (c < '!' || c > '~') {
                throw CommandError.of("ERR " + what + " cannot contain spaces, newlines or special characters.");
            }
        }
        return text.toString();
    }

    private static void authenticate(Session session, String user, byte[] password) {
        if (!session.server().access().accepts(user, password)) {
            session.server().statistics().authenticationDenied();
            throw WRONG_PASSWORD;
        }
        session.authenticate(user);
    }
}
