package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.DENYOOM;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Refuses what may take memory while there is none left to give. */
public final class MemoryGate {
    private final BooleanSupplier full;
    private boolean wasFull;

    /** {@code full}: whether the limit is passed and nothing can be evicted. */
    public MemoryGate(BooleanSupplier full) {
        this.full = full;
    }

    @Nullable
    CommandError objection(Session session, RegisteredCommand command, long flags) {
        wasFull = full.getAsBoolean();
        if (!wasFull) {
            return null;
        }
        // A queue takes memory too, whatever is in it.
        boolean grows = TransactionGate.runs(DENYOOM, session, command, flags)
                || session.isInMulti() && TransactionGate.isQueued(command);
        return grows ? CommandError.OUT_OF_MEMORY : null;
    }

    /** Whether there was no memory left when the running request came. */
    boolean wasFull() {
        return wasFull;
    }
}
