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
import io.glassbox.engine.hotkey.HotKeys;
import io.glassbox.engine.hotkey.HotKeys.Options;
import io.glassbox.engine.hotkey.HotKeys.Report;
import io.glassbox.engine.hotkey.KeyCost;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.process.ProcessFigures;
import io.glassbox.foundation.process.ProcessFigures.CpuTime;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.checksum.KeySlot;
import java.util.List;

/** HOTKEYS: which keys cost most time, and bring most traffic. As in Redis 8.6. */
public final class HotKeysCommands {
    /** Servers of a cluster are asked one by one. */
    private static final String PER_SERVER = "request_policy:special";

    private static final int FIRST_METRIC = 4;
    private static final List<String> METRICS = List.of("CPU", "NET");
    private static final int DEFAULT_KEYS = 10;
    private static final int MOST_KEYS = 64;
    private static final long MOST_SECONDS = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1000;
    private static final long MICROS_PER_MILLI = 1000;

    private static final CommandError UNDER_WAY = CommandError.of("ERR hotkey tracking session already in progress");
    private static final CommandError STOP_FIRST =
            CommandError.of("ERR hotkey tracking session in progress, stop tracking first");
    private static final CommandError METRICS_MISSING = CommandError.of("ERR METRICS parameter is required");
    private static final CommandError METRICS_COUNT = CommandError.of("ERR METRICS count must be > 0 and <= 2");
    private static final CommandError METRICS_TOO_FEW =
            CommandError.of("ERR METRICS count does not match number of metric types provided");
    private static final CommandError METRICS_UNKNOWN =
            CommandError.of("ERR METRICS no valid metrics passed. Supported: CPU|NET");
    private static final CommandError COUNT_RANGE = CommandError.of("ERR COUNT must be between 1 and 64");
    private static final CommandError DURATION_RANGE = CommandError.of("ERR DURATION must be between 1 and 1000000");
    private static final CommandError SAMPLE_RANGE = CommandError.of("ERR SAMPLE ratio must be positive");
    private static final CommandError SLOTS_WITHOUT_CLUSTER =
            CommandError.of("ERR SLOTS parameter cannot be used in non-cluster mode");

    /** HOTKEYS, the container. */
    private final Command hotKeys = command("HOTKEYS").arity(-2).since("8.6.0").container();

    /** HOTKEYS START METRICS count [CPU] [NET] [COUNT k] [DURATION seconds] [SAMPLE ratio] [SLOTS count slot [slot …]]. */
    private final Command start = session("HOTKEYS|START", -2).tips(PER_SERVER).handledBy(this::start);

    /** HOTKEYS STOP: what was counted stays; null if nothing is being counted. */
    private final Command stop = session("HOTKEYS|STOP", 2).tips(PER_SERVER).handledBy(HotKeysCommands::stop);

    /** HOTKEYS GET: what was counted; null if nothing was. O(counters). */
    private final Command get = session("HOTKEYS|GET", 2)
            .tips("nondeterministic_output", PER_SERVER, "response_policy:special")
            .handledBy(this::get);

    /** HOTKEYS RESET: forgets what was counted. */
    private final Command reset = session("HOTKEYS|RESET", 2).tips(PER_SERVER).handledBy(HotKeysCommands::reset);

    /** HOTKEYS HELP. */
    private final Command help = command("HOTKEYS|HELP")
            .arity(2)
            .since("8.6.1")
            .flags(LOADING, STALE)
            .handledBy(HotKeysCommands::help);

    private final ProcessFigures process;

    public HotKeysCommands(ProcessFigures process) {
        this.process = process;
    }

    /** What begins and ends a count, or tells of it. */
    private static Command.Builder session(String name, int arity) {
        return command(name).arity(arity).since("8.6.0").flags(ADMIN, NOSCRIPT);
    }

    public List<Command> commands() {
        return List.of(hotKeys, start, stop, get, reset, help);
    }

    private void start(Args args, Session session, ReplyWriter reply) {
        HotKeys keys = session.server().hotKeys();
        if (keys.isCounting()) {
            throw UNDER_WAY;
        }
        keys.start(options(args), process.cpuTime());
        reply.ok();
    }

    private static Options options(Args args) {
        if (args.count() < FIRST_METRIC || !args.is(2, "METRICS")) {
            throw METRICS_MISSING;
        }
        int end = FIRST_METRIC + numberAt(args, 3, METRICS.size(), METRICS_COUNT);
        requireDifferent(args, Math.min(end, args.count()));
        if (end > args.count()) {
            throw METRICS_TOO_FEW;
        }
        boolean time = count(args, end, "CPU") > 0;
        boolean traffic = count(args, end, "NET") > 0;
        if (!time && !traffic) {
            throw METRICS_UNKNOWN;
        }
        int keys = DEFAULT_KEYS;
        long seconds = 0;
        int ratio = 1;
        for (int i = end; i < args.count(); i += 2) {
            boolean hasValue = i + 1 < args.count();
            if (args.is(i, "COUNT") && hasValue) {
                keys = numberAt(args, i + 1, MOST_KEYS, COUNT_RANGE);
            } else if (args.is(i, "DURATION") && hasValue) {
                seconds = numberAt(args, i + 1, MOST_SECONDS, DURATION_RANGE);
            } else if (args.is(i, "SAMPLE") && hasValue) {
                ratio = numberAt(args, i + 1, Integer.MAX_VALUE, SAMPLE_RANGE);
            } else if (args.is(i, "SLOTS") && hasValue) {
                throw SLOTS_WITHOUT_CLUSTER;
            } else {
                throw CommandError.SYNTAX;
            }
        }
        return new Options(time, traffic, keys, seconds * MILLIS_PER_SECOND, ratio);
    }

    /** A number from 1 to {@code most}; throws the same for one that is not, and for what is none. */
    private static int numberAt(Args args, int index, long most, CommandError otherwise) {
        long number = args.longAt(index, otherwise);
        if (number < 1 || number > most) {
            throw otherwise;
        }
        return (int) number;
    }

    private static void requireDifferent(Args args, int end) {
        for (String metric : METRICS) {
            if (count(args, end, metric) > 1) {
                throw CommandError.of("ERR METRICS " + metric + " defined more than once!");
            }
        }
    }

    private static int count(Args args, int end, String metric) {
        int count = 0;
        for (int i = FIRST_METRIC; i < end; i++) {
            count += args.is(i, metric) ? 1 : 0;
        }
        return count;
    }

    private static void stop(Args args, Session session, ReplyWriter reply) {
        if (session.server().hotKeys().stop()) {
            reply.ok();
        } else {
            reply.nil();
        }
    }

    private static void reset(Args args, Session session, ReplyWriter reply) {
        if (session.server().hotKeys().isCounting()) {
            throw STOP_FIRST;
        }
        session.server().hotKeys().reset();
        reply.ok();
    }

    /** The reply is an array of one map, so that those of several servers can be put together. */
    private void get(Args args, Session session, ReplyWriter reply) {
        Report report = session.server().hotKeys().report();
        if (report == null) {
            reply.nil();
            return;
        }
        Options options = report.options();
        reply.array(1);
        reply.map(7 + (options.time() ? 3 : 0) + (options.traffic() ? 2 : 0));
        field(reply, "tracking-active", report.isCounting() ? 1 : 0);
        field(reply, "sample-ratio", options.ratio());
        reply.bulk("selected-slots");
        tellAllSlots(reply);
        field(reply, "all-commands-all-slots-us", report.micros());
        field(reply, "net-bytes-all-commands-all-slots", report.bytes());
        field(reply, "collection-start-time-unix-ms", report.startMillis());
        field(reply, "collection-duration-ms", report.millis());
        if (options.time()) {
            CpuTime now = process.cpuTime();
            CpuTime before = report.before();
            field(reply, "total-cpu-time-user-ms", (now.userMicros() - before.userMicros()) / MICROS_PER_MILLI);
            field(reply, "total-cpu-time-sys-ms", (now.systemMicros() - before.systemMicros()) / MICROS_PER_MILLI);
        }
        if (options.traffic()) {
            field(reply, "total-net-bytes", report.countedBytes());
        }
        if (options.time()) {
            costs(reply, "by-cpu-time-us", report.byMicros());
        }
        if (options.traffic()) {
            costs(reply, "by-net-bytes", report.byBytes());
        }
    }

    /** One range: without a cluster all slots are this server's. */
    private static void tellAllSlots(ReplyWriter reply) {
        reply.array(1);
        reply.array(2);
        reply.integer(0);
        reply.integer(KeySlot.SLOTS - 1L);
    }

    private static void field(ReplyWriter reply, String name, long value) {
        reply.bulk(name);
        reply.integer(value);
    }

    private static void costs(ReplyWriter reply, String name, List<KeyCost> costs) {
        reply.bulk(name);
        reply.array(2L * costs.size());
        for (KeyCost cost : costs) {
            reply.bulk(cost.key());
            reply.integer(cost.amount());
        }
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "HOTKEYS",
                "START METRICS <count> [CPU] [NET] [COUNT <k>] [DURATION <seconds>] [SAMPLE <ratio>]",
                "      [SLOTS <count> <slot> [<slot> ...]]",
                "    Begin to count what keys cost:",
                "    * METRICS <count> [CPU] [NET]",
                "      Time of commands, bytes of requests and replies, or both.",
                "    * COUNT <k>",
                "      How many keys to tell in the end (default: 10).",
                "    * DURATION <seconds>",
                "      When to stop (default: with STOP).",
                "    * SAMPLE <ratio>",
                "      Count one command of so many, chosen at random (default: 1).",
                "    * SLOTS <count> <slot> [<slot> ...]",
                "      Count keys of these slots alone; in a cluster.",
                "STOP",
                "    Stop counting. What was counted stays.",
                "GET",
                "    What was counted so far, dearest keys first.",
                "RESET",
                "    Forget what was counted.");
    }
}
