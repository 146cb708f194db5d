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
import io.glassbox.command.gate.PermissionGate;
import io.glassbox.engine.acl.AccessLog.Attempt;
import io.glassbox.engine.acl.AccessLog.Context;
import io.glassbox.engine.acl.AccessLog.Reason;
import io.glassbox.engine.acl.User;
import io.glassbox.engine.acl.Users;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.setting.text.ByteText;
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

    private final PermissionGate gate;

    /** AUTH [username] password. */
    private final Command auth = command("AUTH")
            .arity(-2)
            .since("1.0.0")
            .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
            .acl(CONNECTION)
            .handledBy(this::auth);

    /** HELLO [protover [AUTH username password] [SETNAME clientname]]: what the server is; switches the protocol. */
    private final Command hello = command("HELLO")
            .arity(-1)
            .since("6.0.0")
            .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
            .acl(CONNECTION)
            .handledBy(this::hello);

    /** {@code gate}: where attempts that fail are recorded. */
    public AuthenticationCommands(PermissionGate gate) {
        this.gate = gate;
    }

    public List<Command> commands() {
        return List.of(auth, hello);
    }

    private void auth(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 3) {
            throw CommandError.SYNTAX;
        }
        session.redact(1);
        session.redact(2);
        if (args.count() == 2) {
            if (session.server().users().defaultUser().rights().needsNoPassword()) {
                throw NO_PASSWORD_SET;
            }
            authenticate(args, session, Users.DEFAULT, args.bytes(1));
        } else {
            authenticate(args, session, ByteText.decode(args.bytes(1)), args.bytes(2));
        }
        reply.ok();
    }

    private void hello(Args args, Session session, ReplyWriter reply) {
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
                user = ByteText.decode(args.bytes(i + 1));
                password = args.bytes(i + 2);
                session.redact(i + 1);
                session.redact(i + 2);
                i += 2;
            } else if (args.is(i, "SETNAME") && more >= 1) {
                name = checkedName(args.at(i + 1));
                i++;
            } else {
                throw CommandError.of(
                        "ERR Syntax error in HELLO option '" + args.at(i).toCString() + "'");
            }
        }
        if (user != null) {
            authenticate(args, session, user, password);
        }
        if (session.mustAuthenticate()) {
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

    private void authenticate(Args args, Session session, String name, byte[] password) {
        User user = session.server().users().authenticate(name, password);
        if (user == null) {
            Context context = session.isInMulti() ? Context.TRANSACTION : Context.TOP_LEVEL;
            gate.record(session, new Attempt(Reason.AUTHENTICATION, context, args.text(0), name));
            throw WRONG_PASSWORD;
        }
        session.authenticate(user);
    }
}
