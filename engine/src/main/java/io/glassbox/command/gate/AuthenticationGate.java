package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.NO_AUTH;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Refuses what a client asks before it has said who it is. */
public final class AuthenticationGate {
    private static final CommandError NO_AUTHENTICATION = CommandError.of("NOAUTH Authentication required.");

    private final BooleanSupplier required;

    /** {@code required}: whether the default user has a password. */
    public AuthenticationGate(BooleanSupplier required) {
        this.required = required;
    }

    @Nullable
    CommandError objection(Session session, RegisteredCommand command) {
        if (session.isAuthenticated() || command.command().has(NO_AUTH) || !required.getAsBoolean()) {
            return null;
        }
        return NO_AUTHENTICATION;
    }
}
