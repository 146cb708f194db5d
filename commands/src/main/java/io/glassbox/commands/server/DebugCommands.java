package io.glassbox.commands.server;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.PROTECTED;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.digest.DatasetDigest;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Fault;
import io.glassbox.engine.server.Persistence;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.setting.ConfigurationRewriter;
import io.glassbox.foundation.setting.declare.Numerals;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.foundation.setting.text.ByteText;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** DEBUG: a look behind the curtain, and switches for tests. */
public final class DebugCommands {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final CommandError GUEST =
            CommandError.of("ERR This server lives inside another program, which has to go on");

    private static final long MOST_THRESHOLD = 4L << 30;
    private static final CommandError NO_THRESHOLD =
            CommandError.of("ERR argument must be a memory value bigger than 1 and smaller than 4gb");

    private static final CommandError OUT_OF_RANGE = CommandError.of("ERR Out of range database");

    private static final CommandError RELOAD_OPTIONS =
            CommandError.of("ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.");

    private final ConfigurationRewriter rewriter;

    public DebugCommands(ConfigurationRewriter rewriter) {
        this.rewriter = rewriter;
    }

    public List<Command> commands() {
        return List.of(command("DEBUG")
                .arity(-2)
                .since("1.0.0")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE, PROTECTED)
                .handledBy(this::debug));
    }

    private void debug(Args args, Session session, ReplyWriter reply) {
        String subcommand = args.text(1).toLowerCase(Locale.ROOT);
        int count = args.count();
        switch (subcommand) {
            case "help" -> help(reply);
            case "segfault" -> fail(Fault.SEGMENTATION, args, session, count == 2);
            case "assert" -> fail(Fault.ASSERTION, args, session, count == 2);
            case "panic" -> fail(Fault.PANIC, args, session, count == 2);
            case "oom" -> fail(Fault.OUT_OF_MEMORY, args, session, count == 2);
            case "sleep" -> sleep(args, session, reply, count == 3);
            case "log" -> log(args, session, reply, count == 3);
            case "error" -> error(args, count == 3);
            case "reload" -> reload(args, session, reply);
            case "loadaof" -> {
                require(count == 2, args);
                session.server().persistence().reloadAppendOnly();
                session.server().log().warning("Append Only File loaded by DEBUG LOADAOF");
                reply.ok();
            }
            case "aof-flush-sleep" -> {
                require(count == 3, args);
                session.server().persistence().delayAppends(TimeUnit.MICROSECONDS.toNanos(args.longAt(2)));
                reply.ok();
            }
            case "set-skip-checksum-validation" -> {
                require(count == 3, args);
                session.server().persistence().checkChecksums(args.longAt(2) == 0);
                reply.ok();
            }
            case "set-disable-deny-scripts" -> {
                require(count == 3, args);
                session.server().scripts().deny(args.longAt(2) == 0);
                reply.ok();
            }
            case "set-active-expire" -> setActiveExpire(args, session, reply, count == 3);
            case "object" -> object(args, session.keys(), reply, count == 3);
            case "populate" -> {
                require(count >= 3 && count <= 5, args);
                Population.create(args, session.keys());
                reply.ok();
            }
            case "protocol" -> {
                require(count == 3, args);
                ProtocolSamples.write(args.text(2), reply);
            }
            case "htstats" -> tables(args, session, reply, count == 3 || count == 4);
            case "pause-cron" -> pauseCron(args, session, reply, count == 3);
            case "quicklist-packed-threshold" -> packedThreshold(args, session, reply, count == 3);
            case "change-repl-id" -> changeReplicationId(args, session, reply, count == 2);
            case "config-rewrite-force-all" -> rewriteAll(args, reply, count == 2);
            case "replybuffer" -> replyBuffer(args, session, reply, count == 4);
            case "digest" -> digest(args, session, reply, count == 2);
            case "digest-value" -> digestValues(args, session.keys(), reply, count >= 2);
            default -> throw unknown(args);
        }
    }

    private static CommandError unknown(Args args) {
        return CommandError.of("ERR unknown subcommand or wrong number of arguments for '"
                + args.at(1).toCString() + "'. Try DEBUG HELP.");
    }

    private static void require(boolean wellFormed, Args args) {
        if (!wellFormed) {
            throw unknown(args);
        }
    }

    private static void fail(Fault fault, Args args, Session session, boolean wellFormed) {
        require(wellFormed, args);
        if (!session.server().lifecycle().fail(fault)) {
            throw GUEST;
        }
    }

    /** QUICKLIST-PACKED-THRESHOLD: elements of lists that get nodes of their own though they are short. */
    private static void packedThreshold(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        long bytes;
        try {
            bytes = Numerals.memory(args.text(2));
        } catch (NumberFormatException e) {
            throw NO_THRESHOLD;
        }
        if (bytes < 0 || bytes >= MOST_THRESHOLD) {
            throw NO_THRESHOLD;
        }
        session.server().databases().types().limits().listNodes().plainFrom(bytes == 0 ? Long.MAX_VALUE : bytes);
        reply.ok();
    }

    /** REPLYBUFFER: how CLIENT LIST shows the room for replies, PEAK-RESET-TIME and RESIZING. */
    private static void replyBuffer(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        switch (args.text(2).toLowerCase(Locale.ROOT)) {
            case "peak-reset-time" ->
                session.server()
                        .network()
                        .showReplyPeaksFor(
                                switch (args.text(3).toLowerCase(Locale.ROOT)) {
                                    case "never" -> -1;
                                    case "reset" -> 0;
                                    default -> Math.max(0, args.longAt(3)) * NANOS_PER_MILLI;
                                });
            case "resizing" -> session.server().network().resizeReplies(args.longAt(3) != 0);
            default -> throw unknown(args);
        }
        reply.ok();
    }

    /** Holds up the whole server, which is the point of it. */
    private static void sleep(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        double seconds;
        try {
            seconds = Double.parseDouble(args.text(2));
        } catch (NumberFormatException e) {
            seconds = 0;
        }
        session.server().clock().sleep((long) (seconds * NANOS_PER_SECOND));
        reply.ok();
    }

    /** RELOAD [MERGE] [NOFLUSH] [NOSAVE]: everything through a file and back. */
    private static void reload(Args args, Session session, ReplyWriter reply) {
        boolean saves = true;
        boolean empties = true;
        boolean merges = false;
        for (int i = 2; i < args.count(); i++) {
            if (args.is(i, "MERGE")) {
                merges = true;
            } else if (args.is(i, "NOFLUSH")) {
                empties = false;
            } else if (args.is(i, "NOSAVE")) {
                saves = false;
            } else {
                throw RELOAD_OPTIONS;
            }
        }
        session.server().persistence().reload(new Persistence.Reload(saves, empties, merges));
        session.server().log().warning("DB reloaded by DEBUG RELOAD");
        reply.ok();
    }

    private static void pauseCron(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        session.server().lifecycle().pauseCron(args.longAt(2) != 0);
        reply.ok();
    }

    private static void changeReplicationId(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        session.server().log().warning("Changing the replication ID, as asked by DEBUG CHANGE-REPL-ID");
        session.server().changeReplicationId();
        reply.ok();
    }

    private void rewriteAll(Args args, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        try {
            rewriter.rewriteAll();
        } catch (SettingRefused refusal) {
            throw CommandError.of("ERR CONFIG-REWRITE-FORCE-ALL failed: " + ByteText.toCString(refusal.reason()));
        }
        reply.ok();
    }

    private static void tables(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        Databases databases = session.server().databases();
        long index = args.longAt(2);
        if (index < 0 || index >= databases.count()) {
            throw OUT_OF_RANGE;
        }
        reply.verbatim("txt", TableShape.of(databases.get((int) index).store()));
    }

    private static void log(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        session.server().log().warning("DEBUG LOG: " + args.text(2));
        reply.ok();
    }

    private static void error(Args args, boolean wellFormed) {
        require(wellFormed, args);
        throw CommandError.of(args.at(2).toCString());
    }

    private static void setActiveExpire(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        session.server().databases().expireByTime(args.longAt(2) != 0);
        reply.ok();
    }

    private static void object(Args args, Keyspace keys, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        Slot slot = keys.store().find(args.at(2), new Slot());
        if (!slot.exists()) {
            throw CommandError.NO_SUCH_KEY;
        }
        long entry = slot.entry();
        reply.simple("Value at:0x" + Long.toHexString(entry) + " refcount:1 encoding:"
                + Entry.encoding(entry).printedName() + " serializedlength:" + Entry.valueLength(entry) + " lru:"
                + Entry.accessClock(entry) + " lru_seconds_idle:"
                + keys.access().idleSeconds(entry));
    }

    private static void digest(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        reply.simple(DatasetDigest.of(session.server().databases()));
    }

    private static void digestValues(Args args, Keyspace keys, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        DatasetDigest digest = new DatasetDigest(1);
        reply.array(args.count() - 2L);
        for (int i = 2; i < args.count(); i++) {
            Slot slot = keys.peek(args.at(i));
            reply.simple(slot.exists() ? digest.ofValue(keys, slot.entry()) : DatasetDigest.NOTHING);
        }
    }

    private static void help(ReplyWriter reply) {
        HelpText.write(
                reply,
                "DEBUG",
                "AOF-FLUSH-SLEEP <microseconds>",
                "    Waits before each write to the append-only file; 0 ends it.",
                "ASSERT",
                "    End the process as a failed assertion does.",
                "CHANGE-REPL-ID",
                "    Begin another history of the data set; only for tests of replication.",
                "CONFIG-REWRITE-FORCE-ALL",
                "    Write all settings into the configuration file, also those at their defaults.",
                "DIGEST",
                "    A signature of all data, the same for the same data.",
                "DIGEST-VALUE <key> [<key> ...]",
                "    Signatures of values.",
                "ERROR <string>",
                "    Reply with this error.",
                "HTSTATS <dbid>",
                "    The shape of the tables of a database.",
                "LOG <message>",
                "    Write a message to the log.",
                "OBJECT <key>",
                "    Where and how a value is kept.",
                "OOM",
                "    End the process as memory that cannot be had does.",
                "PANIC",
                "    End the process as a situation without a way out does.",
                "PAUSE-CRON <0|1>",
                "    Whether what is done a few times a second is left undone.",
                "POPULATE <count> [<prefix>] [<size>]",
                "    Create keys that do not exist.",
                "PROTOCOL <type>",
                "    Reply with a value of this type of the protocol.",
                "QUICKLIST-PACKED-THRESHOLD <size>",
                "    From which size on elements of lists get nodes of their own; 0 for the usual one.",
                "RELOAD [MERGE] [NOFLUSH] [NOSAVE]",
                "    Save everything and load it again; without emptying or saving first, replacing keys that are there.",
                "REPLYBUFFER PEAK-RESET-TIME <never|reset|milliseconds>",
                "    How long CLIENT LIST shows the most room that replies needed.",
                "REPLYBUFFER RESIZING <0|1>",
                "    Whether the room for replies that CLIENT LIST shows follows their use.",
                "SEGFAULT",
                "    End the process as an access to memory that is not there does.",
                "SET-DISABLE-DENY-SCRIPTS <0|1>",
                "    Whether scripts may also run what makes no sense in them.",
                "SET-ACTIVE-EXPIRE <0|1>",
                "    Whether keys go when they are due, or only when they are met.",
                "SET-SKIP-CHECKSUM-VALIDATION <0|1>",
                "    Whether files and serialized values with wrong checksums are taken.",
                "SLEEP <seconds>",
                "    Hold up the server.");
    }
}
