package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.ALLOW_BUSY;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import org.jspecify.annotations.Nullable;

/** Refuses most of what others ask while a script takes its time. */
final class BusyGate {
    private BusyGate() {}

    static @Nullable CommandError objection(Session session, RegisteredCommand command) {
        CommandError refusal = session.server().scripts().busyRefusal();
        return refusal == null || command.command().has(ALLOW_BUSY) ? null : refusal;
    }
}
