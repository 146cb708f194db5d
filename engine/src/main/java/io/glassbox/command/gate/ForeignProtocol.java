package io.glassbox.command.gate;

import io.glassbox.engine.server.Server;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.ByteView;

/**
 * Notices HTTP. A page of the Web can have a browser send commands, one a line, to an address that only the browser reaches; but it
 * cannot avoid that lines of HTTP come first. Whoever sends one is sent away before the next line is read.
 */
public final class ForeignProtocol {
    private static final long LOG_NANOS = 60_000_000_000L;

    private final Server server;
    private boolean hasLogged;
    private long loggedNanos;

    public ForeignProtocol(Server server) {
        this.server = server;
    }

    /** Whether a request that is no command begins one of HTTP; the log has it, once a minute. */
    public boolean isSpoken(Request request) {
        String word = new ByteView(request.address(0), Math.min(request.length(0), "Host:".length() + 1)).toCString();
        if (!word.equalsIgnoreCase("POST") && !word.equalsIgnoreCase("Host:")) {
            return false;
        }
        long now = server.clock().nanosNow();
        if (!hasLogged || now - loggedNanos > LOG_NANOS) {
            hasLogged = true;
            loggedNanos = now;
            server.log()
                    .warning(
                            "Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: commands"
                                    + " to Redis. This is likely due to an attacker attempting to use Cross Protocol Scripting to"
                                    + " compromise your Redis instance. Connection aborted.");
        }
        return true;
    }
}
