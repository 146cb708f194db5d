package io.glassbox.scripting.debug;

import io.glassbox.command.call.CommandError;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.Request;

/** Makes copies of the data to debug scripts in, in the place of the processes that Redis forks for it. */
@FunctionalInterface
public interface DebugCopies {
    /**
     * Has the request run step by step in a copy of the data as it is now. The session is blocked from here on, speaks to the debugger
     * and is closed in the end. Throws why no copy can be made.
     */
    void debug(Session session, Request request);

    /** None, for a server that is a copy itself. */
    static DebugCopies none() {
        return (session, request) -> {
            throw CommandError.of("ERR This is a copy of the data already");
        };
    }
}
