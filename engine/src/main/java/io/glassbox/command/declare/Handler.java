package io.glassbox.command.declare;

import io.glassbox.command.call.Args;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;

/**
 * What runs a command. The signature says what it can reach: a {@link KeyspaceHandler} sees the selected database and nothing
 * of clients or settings; a {@link SessionHandler} sees the client and through it the server.
 *
 * <p>All run to completion on the engine thread. Every one reads: parse, open, write, announce, reply.
 */
public sealed interface Handler {
    /** Works on the selected database alone. */
    @FunctionalInterface
    non-sealed interface KeyspaceHandler extends Handler {
        void run(Args args, Keyspace keys, ReplyWriter reply);
    }

    /** Works on the client that calls, and through it on the server. */
    @FunctionalInterface
    non-sealed interface SessionHandler extends Handler {
        void run(Args args, Session session, ReplyWriter reply);
    }
}
