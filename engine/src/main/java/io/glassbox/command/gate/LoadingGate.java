package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.LOADING;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.statistics.PersistenceStatistics;
import org.jspecify.annotations.Nullable;

/** Refuses commands that need the data while it is being loaded. */
final class LoadingGate {
    private static final CommandError IS_LOADING = CommandError.of("LOADING Redis is loading the dataset in memory");

    private LoadingGate() {}

    static @Nullable CommandError objection(Session session, RegisteredCommand command) {
        PersistenceStatistics persistence = session.server().persistenceStatistics();
        return persistence.isLoading() && !command.command().has(LOADING) ? IS_LOADING : null;
    }
}
