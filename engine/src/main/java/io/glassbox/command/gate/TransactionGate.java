package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.NO_MULTI;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.CommandFlag;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses within MULTI what makes no sense there, and knows what MULTI queues. */
public final class TransactionGate {
    private static final Set<String> NEVER_QUEUED = Set.of("exec", "discard", "multi", "watch", "quit", "reset");

    private static final CommandError NOT_IN_TRANSACTION =
            CommandError.of("ERR Command not allowed inside a transaction");

    TransactionGate() {}

    /** Whether the command waits for EXEC if it comes within MULTI. */
    public static boolean isQueued(RegisteredCommand command) {
        return !NEVER_QUEUED.contains(command.name());
    }

    /** Whether a call with these flags is of this kind, or ends a transaction in which something of this kind is queued. */
    static boolean runs(CommandFlag kind, Session session, RegisteredCommand command, long flags) {
        return (flags & kind.bit()) != 0
                || session.isInMulti()
                        && command.name().equals("exec")
                        && (session.transaction().commandFlags() & kind.bit()) != 0;
    }

    /** What is said of a transaction whose EXEC is refused: the reason, without its code if that tells nothing. */
    public static CommandError aborted(CommandError reason) {
        return CommandError.of("EXECABORT Transaction discarded because of: " + reason.words());
    }

    @Nullable
    CommandError objection(Session session, RegisteredCommand command) {
        return session.isInMulti() && command.command().has(NO_MULTI) ? NOT_IN_TRANSACTION : null;
    }
}
