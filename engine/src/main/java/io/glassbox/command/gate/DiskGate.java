package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.WRITE;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import org.jspecify.annotations.Nullable;

/** Refuses writes, and PING, while what is written could not be saved. */
final class DiskGate {
    private DiskGate() {}

    static @Nullable CommandError objection(Session session, RegisteredCommand command, long flags) {
        CommandError refusal = session.server().persistence().refusalOfWrites();
        if (refusal == null) {
            return null;
        }
        boolean isAffected = TransactionGate.runs(WRITE, session, command, flags)
                || command.name().equals("ping");
        return isAffected ? refusal : null;
    }
}
