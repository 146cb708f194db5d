package io.glassbox.commands.server;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.statistics.SlowLog;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** SLOWLOG: the calls that took too long. */
public final class SlowLogCommands {
    private static final int DEFAULT_COUNT = 10;
    private static final CommandError BAD_COUNT = CommandError.of("ERR count should be greater than or equal to -1");

    /** SLOWLOG, the container. */
    static final Command SLOWLOG = command("SLOWLOG").arity(-2).since("2.2.12").container();

    /** SLOWLOG GET [count]: the newest calls, 10 of them; all with -1. */
    static final Command GET = command("SLOWLOG|GET")
            .arity(-2)
            .since("2.2.12")
            .flags(ADMIN, LOADING, STALE)
            .tips("request_policy:all_nodes", "nondeterministic_output")
            .handledBy(SlowLogCommands::get);

    /** SLOWLOG LEN. */
    static final Command LEN = command("SLOWLOG|LEN")
            .arity(2)
            .since("2.2.12")
            .flags(ADMIN, LOADING, STALE)
            .tips("request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output")
            .handledBy(SlowLogCommands::length);

    /** SLOWLOG RESET. */
    static final Command RESET = command("SLOWLOG|RESET")
            .arity(2)
            .since("2.2.12")
            .flags(ADMIN, LOADING, STALE)
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .handledBy(SlowLogCommands::reset);

    /** SLOWLOG HELP. */
    static final Command HELP = command("SLOWLOG|HELP")
            .arity(2)
            .since("6.2.0")
            .flags(LOADING, STALE)
            .handledBy(SlowLogCommands::help);

    public static final List<Command> COMMANDS = List.of(SLOWLOG, GET, LEN, RESET, HELP);

    private SlowLogCommands() {}

    private static void get(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 3) {
            throw CommandError.wrongArity("slowlog|get");
        }
        SlowLog log = session.server().slowLog();
        long count = args.count() == 3 ? args.longAt(2, BAD_COUNT) : DEFAULT_COUNT;
        if (count < -1) {
            throw BAD_COUNT;
        }
        List<SlowLog.Call> calls = log.newest(count == -1 ? log.size() : (int) Math.min(count, log.size()));
        reply.array(calls.size());
        for (SlowLog.Call call : calls) {
            reply.array(6);
            reply.integer(call.id());
            reply.integer(call.unixSeconds());
            reply.integer(call.micros());
            reply.array(call.arguments().size());
            for (byte[] argument : call.arguments()) {
                reply.bulk(argument);
            }
            reply.bulk(call.address());
            reply.bulk(call.clientName());
        }
    }

    private static void length(Args args, Session session, ReplyWriter reply) {
        reply.integer(session.server().slowLog().size());
    }

    private static void reset(Args args, Session session, ReplyWriter reply) {
        session.server().slowLog().clear();
        reply.ok();
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "SLOWLOG",
                "GET [<count>]",
                "    The newest calls (default: 10, -1 means all), each with:",
                "    id, unix time, microseconds, arguments, client address, client name.",
                "LEN",
                "    How many calls are kept.",
                "RESET",
                "    Forget them.");
    }
}
