package io.glassbox.command.gate;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses what a subscriber may not ask under RESP2, where replies and messages cannot be told apart. */
final class SubscriberGate {
    private static final Set<String> ALLOWED = Set.of(
            "subscribe",
            "unsubscribe",
            "psubscribe",
            "punsubscribe",
            "ssubscribe",
            "sunsubscribe",
            "ping",
            "quit",
            "reset");

    @Nullable
    CommandError objection(Session session, RegisteredCommand command) {
        if (!session.is(SessionFlag.PUBSUB) || session.reply().isResp3() || ALLOWED.contains(command.name())) {
            return null;
        }
        return CommandError.of("ERR Can't execute '" + command.name()
                + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context");
    }
}
