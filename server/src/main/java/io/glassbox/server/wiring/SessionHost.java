package io.glassbox.server.wiring;

import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_AUTH_CLIENTS_USER;

import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.server.CertifiedUsers;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.setting.value.OutputBufferLimits;
import io.glassbox.foundation.setting.value.TlsUser;
import io.glassbox.network.connection.Connection;
import io.glassbox.network.connection.RequestHandler;
import io.glassbox.network.connection.Verdict;
import io.glassbox.network.protocol.Request;

/** Gives every connection a session, and its requests to the pipeline. */
final class SessionHost implements RequestHandler {
    /** Who has not said who it is gets refusals, which are short, and reads them. */
    private static final OutputBufferLimits.Limit UNAUTHENTICATED = new OutputBufferLimits.Limit(17 * 1024, 0, 0);

    private final Server server;
    private final CommandPipeline pipeline;
    private final ClientLimits limits;
    private final CertifiedUsers certifiedUsers;

    SessionHost(Server server, CommandPipeline pipeline, ClientLimits limits, CertifiedUsers certifiedUsers) {
        this.server = server;
        this.pipeline = pipeline;
        this.limits = limits;
        this.certifiedUsers = certifiedUsers;
    }

    @Override
    public void onAccepted(Connection connection) {
        if (server.sessions().count() >= limits.maxClients()) {
            refuse(connection, "ERR max number of clients reached");
            return;
        }
        if (limits.isProtected()
                && server.users().defaultUser().rights().needsNoPassword()
                && !connection.wire().isLoopback()) {
            refuse(connection, PROTECTED_MODE);
            return;
        }
        server.statistics().connectionAccepted();
        Session session = server.sessions().open(new ConnectionLink(connection, server.slabs()), connection.writer());
        connection.attach(session);
        String name = session.link().certifiedName();
        if (!name.isEmpty() && server.settings().get(TLS_AUTH_CLIENTS_USER) == TlsUser.CN) {
            certifiedUsers.admit(session, name);
        }
    }

    @Override
    public void onAcceptFailed(String reason) {
        server.log().warning("Accepting client connection: " + reason);
    }

    @Override
    public Verdict onRequest(Connection connection, Request request) {
        if (!(connection.attachment() instanceof Session session)) {
            return Verdict.CLOSE;
        }
        return switch (pipeline.execute(session, request)) {
            case CONTINUE -> Verdict.CONTINUE;
            case STOP -> Verdict.STOP;
            case POSTPONE -> Verdict.POSTPONE;
            case CLOSE -> Verdict.CLOSE;
        };
    }

    @Override
    public void onProtocolError(Connection connection, String error) {
        server.log().verbose(() -> "Protocol error (" + error + ") from client: " + connection);
        server.statistics().errorReply("ERR");
    }

    @Override
    public void onQueryBufferOverflow(Connection connection) {
        limits.countQueryBufferOverflow();
        server.log().warning("Closing client that reached max query buffer length: " + connection);
    }

    @Override
    public void onExpected(Connection connection, long bytes) {
        if (connection.attachment() instanceof Session session) {
            session.keep(bytes);
        }
    }

    @Override
    public void onReplyOverflow(Connection connection, boolean hard) {
        limits.countReplyOverflow();
        server.log()
                .warning("Client " + connection
                        + " scheduled to be closed ASAP for overcoming of output buffer limits.");
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection.attachment() instanceof Session session) {
            server.sessions().close(session);
        }
    }

    @Override
    public long queryBufferLimit() {
        return limits.queryBufferBytes();
    }

    @Override
    public long longestArgument() {
        return limits.longestArgument();
    }

    @Override
    public boolean isUnauthenticated(Connection connection) {
        return connection.attachment() instanceof Session session && session.mustAuthenticate();
    }

    @Override
    public OutputBufferLimits.Limit replyLimit(Connection connection) {
        if (isUnauthenticated(connection)) {
            return UNAUTHENTICATED;
        }
        boolean subscribed = connection.attachment() instanceof Session session
                && !session.subscriptions().isEmpty();
        return subscribed ? limits.replyLimits().pubsub() : limits.replyLimits().normal();
    }

    private void refuse(Connection connection, String error) {
        server.statistics().connectionRejected();
        connection.writer().error(error);
        connection.closeAfterReplies();
    }

    private static final String PROTECTED_MODE =
            "DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the"
                    + " default user. In this mode connections are only accepted from the loopback interface. If you want"
                    + " to connect from external computers to Redis you may adopt one of the following solutions: 1) Just"
                    + " disable protected mode sending the command 'CONFIG SET protected-mode no' from the loopback"
                    + " interface by connecting to Redis from the same host the server is running, however MAKE SURE Redis"
                    + " is not publicly accessible from internet if you do so. Use CONFIG REWRITE to make this change"
                    + " permanent. 2) Alternatively you can just disable the protected mode by editing the Redis"
                    + " configuration file, and setting the protected mode option to 'no', and then restarting the server."
                    + " 3) If you started the server manually just for testing, restart it with the '--protected-mode no'"
                    + " option. 4) Setup a an authentication password for the default user. NOTE: You only need to do one"
                    + " of the above things in order for the server to start accepting connections from the outside.";
}
