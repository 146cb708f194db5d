package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.NO_AUTH;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import org.jspecify.annotations.Nullable;

/** Refuses what a client asks before it has said who it is. */
final class AuthenticationGate {
    private static final CommandError NO_AUTHENTICATION = CommandError.of("NOAUTH Authentication required.");

    private AuthenticationGate() {}

    static @Nullable CommandError objection(Session session, RegisteredCommand command) {
        boolean isNeeded = session.mustAuthenticate() && !command.command().has(NO_AUTH);
        return isNeeded ? NO_AUTHENTICATION : null;
    }
}
