package io.glassbox.commands.server;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.statistics.LatencyMonitor;
import io.glassbox.engine.statistics.LatencyMonitor.Event;
import io.glassbox.engine.statistics.LatencyMonitor.Sample;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** LATENCY: spikes by kind of event, and histograms by command. */
public final class LatencyCommands {
    private static final long NANOS_PER_MICRO = 1000;

    private final Supplier<CommandTable> table;

    public LatencyCommands(Supplier<CommandTable> table) {
        this.table = table;
    }

    public List<Command> commands() {
        return List.of(
                command("LATENCY").arity(-2).since("2.8.13").container(),
                admin("LATENCY|DOCTOR", 2)
                        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
                        .handledBy(LatencyCommands::doctor),
                admin("LATENCY|GRAPH", 3)
                        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
                        .handledBy(LatencyCommands::graph),
                admin("LATENCY|HISTORY", 3)
                        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
                        .handledBy(LatencyCommands::history),
                admin("LATENCY|LATEST", 2)
                        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
                        .handledBy(LatencyCommands::latest),
                admin("LATENCY|RESET", -2)
                        .tips("request_policy:all_nodes", "response_policy:agg_sum")
                        .handledBy(LatencyCommands::reset),
                admin("LATENCY|HISTOGRAM", -2)
                        .since("7.0.0")
                        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
                        .handledBy(this::histogram),
                command("LATENCY|HELP")
                        .arity(2)
                        .since("2.8.13")
                        .flags(LOADING, STALE)
                        .handledBy(LatencyCommands::help));
    }

    private static Command.Builder admin(String name, int arity) {
        return command(name).arity(arity).since("2.8.13").flags(ADMIN, NOSCRIPT, LOADING, STALE);
    }

    private static void latest(Args args, Session session, ReplyWriter reply) {
        LatencyMonitor monitor = session.server().latency();
        reply.array(monitor.events().size());
        monitor.events().forEach((name, event) -> {
            reply.array(4);
            reply.bulk(name);
            reply.integer(event.latest().unixSeconds());
            reply.integer(event.latest().millis());
            reply.integer(event.worstMillis());
        });
    }

    private static void history(Args args, Session session, ReplyWriter reply) {
        Event event = session.server().latency().event(args.text(2));
        List<Sample> samples = event == null ? List.of() : event.samples();
        reply.array(samples.size());
        for (Sample sample : samples) {
            reply.array(2);
            reply.integer(sample.unixSeconds());
            reply.integer(sample.millis());
        }
    }

    private static void reset(Args args, Session session, ReplyWriter reply) {
        LatencyMonitor monitor = session.server().latency();
        if (args.count() == 2) {
            reply.integer(monitor.resetAll());
            return;
        }
        int gone = 0;
        for (int i = 2; i < args.count(); i++) {
            gone += monitor.reset(args.text(i)) ? 1 : 0;
        }
        reply.integer(gone);
    }

    private static void graph(Args args, Session session, ReplyWriter reply) {
        String name = args.text(2);
        Event event = session.server().latency().event(name);
        if (event == null) {
            throw CommandError.of(
                    "ERR No samples available for event '" + args.at(2).toCString() + "'");
        }
        reply.verbatim(
                "txt", LatencyGraph.draw(name, event, session.server().clock().unixSeconds()));
    }

    private static void doctor(Args args, Session session, ReplyWriter reply) {
        LatencyMonitor monitor = session.server().latency();
        StringBuilder report = new StringBuilder();
        if (!monitor.isOn()) {
            report.append(
                            "Latency monitoring is off. Switch it on with CONFIG SET latency-monitor-threshold <milliseconds>:")
                    .append(" everything that takes at least as long is then kept here.\n");
        } else if (monitor.events().isEmpty()) {
            report.append("Nothing took ")
                    .append(monitor.thresholdMillis())
                    .append(" ms or longer since the last reset.\n");
        } else {
            monitor.events().forEach((name, event) -> describe(report, name, event));
        }
        reply.verbatim("txt", report.toString());
    }

    private static void describe(StringBuilder report, String name, Event event) {
        report.append(name)
                .append(": ")
                .append(event.spikes())
                .append(" latency spikes (average ")
                .append(event.sumMillis() / event.spikes())
                .append(" ms, worst ")
                .append(event.worstMillis())
                .append(" ms).\n");
        report.append("  ").append(advice(name)).append('\n');
    }

    private static String advice(String event) {
        return switch (event) {
            case "command", "fast-command", "command-unblocking" ->
                "See SLOWLOG GET for the calls, and LATENCY HISTOGRAM for the commands that are slow as a rule.";
            case "expire-cycle", "expire-del" ->
                "Many keys are due at the same moment, or large ones: spread the times, or set lazyfree-lazy-expire.";
            case "eviction-cycle", "eviction-del", "eviction-lazyfree" ->
                "Keys have to make room while commands wait: raise maxmemory, lower maxmemory-eviction-tenacity, or set"
                        + " lazyfree-lazy-eviction.";
            case "aof-fsync-always" ->
                "The disk takes that long to be sure: appendfsync everysec does not wait for it, a faster disk helps too.";
            case "aof-write-pending-fsync", "aof-write-active-child" ->
                "The disk is busy with something else of this server: see no-appendfsync-on-rewrite.";
            default -> "The disk is slow, or busy with something else.";
        };
    }

    private void histogram(Args args, Session session, ReplyWriter reply) {
        List<RegisteredCommand> found = new ArrayList<>();
        if (args.count() == 2) {
            table.get().all().forEach(command -> collect(command, found));
        }
        for (int i = 2; i < args.count(); i++) {
            RegisteredCommand command = table.get().find(args.text(i));
            if (command != null) {
                collect(command, found);
            }
        }
        reply.map(found.size());
        for (RegisteredCommand command : found) {
            reply.bulk(command.name());
            reply.map(2);
            reply.bulk("calls");
            Histogram latency = command.counters().latency();
            assert latency != null;
            reply.integer(latency.getTotalCount());
            reply.bulk("histogram_usec");
            writeBuckets(latency, reply);
        }
    }

    /** Every command with calls, and below a container its subcommands. */
    private static void collect(RegisteredCommand command, List<RegisteredCommand> found) {
        if (command.counters().latency() != null) {
            found.add(command);
        }
        command.subcommands().values().forEach(subcommand -> collect(subcommand, found));
    }

    /** Calls up to 1, 2, 4, 8 … microseconds; bounds that add nothing are left out. */
    private static void writeBuckets(Histogram latency, ReplyWriter reply) {
        List<long[]> buckets = new ArrayList<>();
        long before = 0;
        for (long micros = 1; before < latency.getTotalCount(); micros *= 2) {
            long upTo = latency.getCountBetweenValues(0, micros * NANOS_PER_MICRO);
            if (upTo > before) {
                buckets.add(new long[] {micros, upTo});
                before = upTo;
            }
        }
        reply.map(buckets.size());
        for (long[] bucket : buckets) {
            reply.integer(bucket[0]);
            reply.integer(bucket[1]);
        }
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "LATENCY",
                "DOCTOR",
                "    What the spikes say, in words.",
                "GRAPH <event>",
                "    The spikes of an event, drawn.",
                "HISTOGRAM [<command> ...]",
                "    How many calls took up to 1, 2, 4 ... microseconds, by command.",
                "HISTORY <event>",
                "    Time and milliseconds of the spikes of an event.",
                "LATEST",
                "    The latest and the worst spike of every event.",
                "RESET [<event> ...]",
                "    Forget the spikes of some events or of all.");
    }
}
