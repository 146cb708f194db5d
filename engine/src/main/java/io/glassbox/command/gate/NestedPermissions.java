package io.glassbox.command.gate;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.Request;
import org.jspecify.annotations.Nullable;

/** What a program that runs inside the server asks about the calls that it makes for the client that runs it. */
public interface NestedPermissions {
    /** Whether the user of the client may make the call; nothing is recorded: {@code redis.acl_check_cmd}. */
    boolean mayCall(Session client, RegisteredCommand command, Request request);

    /** The objection to a call that is about to be made, which is recorded; null if there is none: {@code redis.call}. */
    @Nullable
    CommandError objectionToCall(Session client, RegisteredCommand command, Request request);
}
