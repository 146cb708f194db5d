package io.glassbox.command.execute;

import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.Request;

/** Shows the calls of a server to those who called MONITOR. */
@FunctionalInterface
public interface MonitorFeed {
    void show(Session session, RegisteredCommand command, Request request);
}
