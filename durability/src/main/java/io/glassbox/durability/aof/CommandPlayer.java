package io.glassbox.durability.aof;

import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.Request;

/** Runs commands that a file has kept, one after the other, those of a transaction when its end comes. */
final class CommandPlayer {
    private final CommandPipeline pipeline;
    private final Session session;

    CommandPlayer(CommandPipeline pipeline, Session session) {
        this.pipeline = pipeline;
        this.session = session;
    }

    /** Whether what was played so far ends within a transaction. */
    boolean isWithinTransaction() {
        return session.isInMulti();
    }

    void play(RegisteredCommand command, Request request) {
        if (session.isInMulti() && !command.name().equals("exec")) {
            session.queue(request, command.command().flags());
        } else {
            pipeline.replay(session, command, request);
        }
    }
}
