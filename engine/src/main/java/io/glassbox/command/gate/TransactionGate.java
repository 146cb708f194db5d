package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.NO_MULTI;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import org.jspecify.annotations.Nullable;

/** Refuses within MULTI what makes no sense there. */
final class TransactionGate {
    private static final CommandError NOT_IN_TRANSACTION =
            CommandError.of("ERR Command not allowed inside a transaction");

    @Nullable
    CommandError objection(Session session, RegisteredCommand command) {
        return session.isInMulti() && command.command().has(NO_MULTI) ? NOT_IN_TRANSACTION : null;
    }
}
