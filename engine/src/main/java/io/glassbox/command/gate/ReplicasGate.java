package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.WRITE;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Refuses writes while fewer replicas follow than {@code min-replicas-to-write} asks for. */
public final class ReplicasGate {
    private static final CommandError NO_REPLICAS = CommandError.of("NOREPLICAS Not enough good replicas to write.");

    private final BooleanSupplier lacking;

    /** {@code lacking}: whether there are too few. */
    public ReplicasGate(BooleanSupplier lacking) {
        this.lacking = lacking;
    }

    @Nullable
    CommandError objection(Session session, RegisteredCommand command, long flags) {
        return lacking.getAsBoolean() && TransactionGate.runs(WRITE, session, command, flags) ? NO_REPLICAS : null;
    }

    /** What a write is told now, whoever asks; null if there are enough. */
    @Nullable
    CommandError refusal() {
        return lacking.getAsBoolean() ? NO_REPLICAS : null;
    }
}
