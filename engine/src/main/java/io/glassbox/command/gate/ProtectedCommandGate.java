package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.PROTECTED;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Refuses DEBUG and MODULE unless the configuration allows them to this client. */
public final class ProtectedCommandGate {
    private final BiPredicate<Session, String> allowed;

    /** {@code allowed}: whether this session may run the protected command of this name. */
    public ProtectedCommandGate(BiPredicate<Session, String> allowed) {
        this.allowed = allowed;
    }

    @Nullable
    CommandError objection(Session session, RegisteredCommand registered) {
        if (!registered.command().has(PROTECTED)) {
            return null;
        }
        String name = registered.command().containerName();
        if (allowed.test(session, name)) {
            return null;
        }
        return CommandError.of("ERR " + name.toUpperCase(Locale.ROOT) + " command not allowed. If the enable-" + name
                + "-command option is set to \"local\", you can run it from a local connection, otherwise you need to"
                + " set this option in the configuration file, and then restart the server.");
    }
}
