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
import io.glassbox.engine.statistics.CommandLog;
import io.glassbox.engine.statistics.CommandLog.Kind;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** COMMANDLOG, and SLOWLOG: the calls that took too long, or had arguments or replies that are too large. */
public final class CommandLogCommands {
    private static final int DEFAULT_COUNT = 10;
    private static final CommandError BAD_KIND =
            CommandError.of("ERR type should be one of the following: slow, large-request, large-reply");
    private static final CommandError BAD_COUNT = CommandError.of("ERR count should be greater than or equal to -1");

    /** COMMANDLOG, the container. */
    static final Command COMMANDLOG =
            command("COMMANDLOG").arity(-2).since("8.1.0").container();

    /** COMMANDLOG GET count type: the newest calls of a kind; all with -1. */
    static final Command GET_OF_KIND = command("COMMANDLOG|GET")
            .arity(4)
            .since("8.1.0")
            .flags(ADMIN, LOADING, STALE)
            .tips("request_policy:all_nodes", "nondeterministic_output")
            .handledBy(CommandLogCommands::getOfKind);

    /** COMMANDLOG LEN type. */
    static final Command LEN_OF_KIND = command("COMMANDLOG|LEN")
            .arity(3)
            .since("8.1.0")
            .flags(ADMIN, LOADING, STALE)
            .tips("request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output")
            .handledBy(CommandLogCommands::lengthOfKind);

    /** COMMANDLOG RESET type. */
    static final Command RESET_OF_KIND = command("COMMANDLOG|RESET")
            .arity(3)
            .since("8.1.0")
            .flags(ADMIN, LOADING, STALE)
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .handledBy(CommandLogCommands::resetOfKind);

    /** COMMANDLOG HELP. */
    static final Command HELP_ON_KINDS = command("COMMANDLOG|HELP")
            .arity(2)
            .since("8.1.0")
            .flags(LOADING, STALE)
            .handledBy(CommandLogCommands::helpOnKinds);

    /** SLOWLOG, the container. */
    static final Command SLOWLOG = command("SLOWLOG").arity(-2).since("2.2.12").container();

    /** SLOWLOG GET [count]: the newest calls, 10 of them; all with -1. */
    static final Command GET = command("SLOWLOG|GET")
            .arity(-2)
            .since("2.2.12")
            .flags(ADMIN, LOADING, STALE)
            .tips("request_policy:all_nodes", "nondeterministic_output")
            .handledBy(CommandLogCommands::get);

    /** SLOWLOG LEN. */
    static final Command LEN = command("SLOWLOG|LEN")
            .arity(2)
            .since("2.2.12")
            .flags(ADMIN, LOADING, STALE)
            .tips("request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output")
            .handledBy(CommandLogCommands::length);

    /** SLOWLOG RESET. */
    static final Command RESET = command("SLOWLOG|RESET")
            .arity(2)
            .since("2.2.12")
            .flags(ADMIN, LOADING, STALE)
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .handledBy(CommandLogCommands::reset);

    /** SLOWLOG HELP. */
    static final Command HELP = command("SLOWLOG|HELP")
            .arity(2)
            .since("6.2.0")
            .flags(LOADING, STALE)
            .handledBy(CommandLogCommands::help);

    public static final List<Command> COMMANDS =
            List.of(COMMANDLOG, GET_OF_KIND, LEN_OF_KIND, RESET_OF_KIND, HELP_ON_KINDS, SLOWLOG, GET, LEN, RESET, HELP);

    private CommandLogCommands() {}

    private static void getOfKind(Args args, Session session, ReplyWriter reply) {
        CommandLog log = log(args, 3, session);
        tell(log, args.longAt(2, BAD_COUNT), reply);
    }

    private static void lengthOfKind(Args args, Session session, ReplyWriter reply) {
        reply.integer(log(args, 2, session).size());
    }

    private static void resetOfKind(Args args, Session session, ReplyWriter reply) {
        log(args, 2, session).clear();
        reply.ok();
    }

    private static CommandLog log(Args args, int index, Session session) {
        for (Kind kind : Kind.values()) {
            if (args.is(index, kind.label())) {
                return session.server().commandLog(kind);
            }
        }
        throw BAD_KIND;
    }

    private static void get(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 3) {
            throw CommandError.wrongArity("slowlog|get");
        }
        long count = args.count() == 3 ? args.longAt(2, BAD_COUNT) : DEFAULT_COUNT;
        tell(session.server().commandLog(Kind.SLOW), count, reply);
    }

    private static void tell(CommandLog log, long count, ReplyWriter reply) {
        if (count < -1) {
            throw BAD_COUNT;
        }
        List<CommandLog.Call> calls = log.newest(count == -1 ? log.size() : (int) Math.min(count, log.size()));
        reply.array(calls.size());
        for (CommandLog.Call call : calls) {
            reply.array(6);
            reply.integer(call.id());
            reply.integer(call.unixSeconds());
            reply.integer(call.amount());
            reply.array(call.arguments().size());
            for (byte[] argument : call.arguments()) {
                reply.bulk(argument);
            }
            reply.bulk(call.address());
            reply.bulk(call.clientName());
        }
    }

    private static void length(Args args, Session session, ReplyWriter reply) {
        reply.integer(session.server().commandLog(Kind.SLOW).size());
    }

    private static void reset(Args args, Session session, ReplyWriter reply) {
        session.server().commandLog(Kind.SLOW).clear();
        reply.ok();
    }

    private static void helpOnKinds(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "COMMANDLOG",
                "GET <count> <type>",
                "    The newest calls of a type (-1 means all), each with:",
                "    id, unix time, microseconds or bytes, arguments, client address, client name.",
                "LEN <type>",
                "    How many calls of a type are kept.",
                "RESET <type>",
                "    Forget them.",
                "Types: slow, large-request, large-reply.");
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
