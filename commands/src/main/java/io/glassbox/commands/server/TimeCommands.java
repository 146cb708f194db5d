package io.glassbox.commands.server;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** TIME. */
public final class TimeCommands {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** TIME: unix seconds, and microseconds within the second. */
    static final Command TIME = command("TIME")
            .arity(1)
            .since("2.6.0")
            .flags(LOADING, STALE, FAST)
            .tips("nondeterministic_output")
            .handledBy(TimeCommands::time);

    public static final List<Command> COMMANDS = List.of(TIME);

    private TimeCommands() {}

    private static void time(Args args, Session session, ReplyWriter reply) {
        long micros = session.server().clock().unixMicros();
        reply.array(2);
        reply.bulkInteger(micros / MICROS_PER_SECOND);
        reply.bulkInteger(micros % MICROS_PER_SECOND);
    }
}
