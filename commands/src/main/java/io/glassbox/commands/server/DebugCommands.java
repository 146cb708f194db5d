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
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** DEBUG: a look behind the curtain, and switches for tests. */
public final class DebugCommands {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long LONGEST_POPULATED_KEY = 512;

    /** DEBUG subcommand [argument …]. */
    static final Command DEBUG = command("DEBUG")
            .arity(-2)
            .since("1.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE, PROTECTED)
            .handledBy(DebugCommands::debug);

    public static final List<Command> COMMANDS = List.of(DEBUG);

    private DebugCommands() {}

    private static void debug(Args args, Session session, ReplyWriter reply) {
        String subcommand = args.text(1).toLowerCase(Locale.ROOT);
        int count = args.count();
        switch (subcommand) {
            case "help" -> help(reply);
            case "sleep" -> sleep(args, session, reply, count == 3);
            case "log" -> log(args, session, reply, count == 3);
            case "error" -> error(args, count == 3);
            case "set-active-expire" -> setActiveExpire(args, session, reply, count == 3);
            case "object" -> object(args, session.keys(), reply, count == 3);
            case "populate" -> populate(args, session, reply, count >= 3 && count <= 5);
            case "protocol" -> protocol(args, reply, count == 3);
            case "replybuffer" -> replyBuffer(args, session, reply, count == 4);
            case "digest" -> digest(args, session, reply, count == 2);
            case "digest-value" -> digestValues(args, session.keys(), reply, count >= 2);
            default -> throw unknown(args);
        }
    }

    private static CommandError unknown(Args args) {
        return CommandError.of(
                "ERR unknown subcommand or wrong number of arguments for '" + args.text(1) + "'. Try DEBUG HELP.");
    }

    private static void require(boolean wellFormed, Args args) {
        if (!wellFormed) {
            throw unknown(args);
        }
    }

    /** REPLYBUFFER PEAK-RESET-TIME never|reset|milliseconds: how long CLIENT LIST shows the most that replies needed. */
    private static void replyBuffer(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed && args.text(2).equalsIgnoreCase("peak-reset-time"), args);
        long nanos = switch (args.text(3).toLowerCase(Locale.ROOT)) {
            case "never" -> -1;
            case "reset" -> 0;
            default -> Math.max(0, args.longAt(3)) * NANOS_PER_MILLI;
        };
        session.server().network().showReplyPeaksFor(nanos);
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
        long end = session.server().clock().nanosNow() + (long) (seconds * NANOS_PER_SECOND);
        long left = end - session.server().clock().nanosNow();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = end - session.server().clock().nanosNow();
        }
        reply.ok();
    }

    private static void log(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        session.server().log().warning("DEBUG LOG: " + args.text(2));
        reply.ok();
    }

    private static void error(Args args, boolean wellFormed) {
        require(wellFormed, args);
        throw CommandError.of(args.text(2));
    }

    private static void setActiveExpire(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        session.server().databases().expireByTime(args.longAt(2) != 0);
        reply.ok();
    }

    private static void object(Args args, Keyspace keys, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        Slot slot = keys.write(args.at(2));
        if (!slot.exists()) {
            throw CommandError.NO_SUCH_KEY;
        }
        long entry = slot.entry();
        reply.simple("Value at:0x" + Long.toHexString(entry) + " refcount:1 encoding:"
                + Entry.encoding(entry).printedName() + " serializedlength:" + Entry.valueLength(entry) + " lru:"
                + Entry.accessClock(entry) + " lru_seconds_idle:"
                + keys.access().idleSeconds(entry));
    }

    /** Creates {@code count} keys {@code prefix:number} with short or, with a size, zero-filled values; leaves existing ones. */
    private static void populate(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        long count = args.longIn(2, 0, Long.MAX_VALUE, CommandError.MUST_BE_POSITIVE);
        String prefix = args.count() > 3 ? args.text(3) : "key";
        long size = args.count() > 4 ? args.longIn(4, 0, Integer.MAX_VALUE, CommandError.MUST_BE_POSITIVE) : 0;
        if (prefix.length() > LONGEST_POPULATED_KEY) {
            throw CommandError.STRING_TOO_LONG;
        }
        Slabs slabs = session.server().slabs();
        long scratch = slabs.allocate(LONGEST_POPULATED_KEY * 4);
        try {
            for (long i = 0; i < count; i++) {
                populateOne(session.keys(), new Scratch(scratch), prefix + ":" + i, "value:" + i, size);
            }
        } finally {
            slabs.free(scratch);
        }
        reply.ok();
    }

    /** Memory to write a key and a value into. */
    private record Scratch(long address) {
        ByteView write(long offset, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Memory.copyIn(bytes, 0, address + offset, bytes.length);
            return new ByteView(address + offset, bytes.length);
        }
    }

    private static void populateOne(Keyspace keys, Scratch scratch, String key, String text, long size) {
        ByteView name = scratch.write(0, key);
        if (keys.exists(name)) {
            return;
        }
        StringValue value = keys.replaceString(name);
        value.set(scratch.write(LONGEST_POPULATED_KEY * 3, text));
        if (size > 0) {
            value.resize(size);
        }
        keys.databases().changes().count(1);
    }

    private static void protocol(Args args, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        switch (args.text(2).toLowerCase(Locale.ROOT)) {
            case "string" -> reply.bulk("Hello World");
            case "integer" -> reply.integer(12345);
            case "double" -> reply.number(3.141);
            case "null" -> reply.nil();
            case "array" -> {
                reply.array(3);
                numbers(reply);
            }
            case "set" -> {
                reply.set(3);
                numbers(reply);
            }
            case "map" -> {
                reply.map(3);
                for (int i = 0; i < 3; i++) {
                    reply.integer(i);
                    reply.bool(i == 1);
                }
            }
            case "attrib" -> {
                if (reply.isResp3()) {
                    reply.attribute(1);
                    reply.bulk("key-popularity");
                    reply.array(2);
                    reply.bulk("key:123");
                    reply.integer(90);
                }
                reply.bulk("Some real reply following the attribute");
            }
            case "push" -> {
                reply.push(2);
                reply.bulk("server-cpu-usage");
                reply.integer(42);
            }
            case "verbatim" -> reply.verbatim("txt", "This is a verbatim\nstring");
            case "true" -> reply.bool(true);
            case "false" -> reply.bool(false);
            case "bignum" -> reply.bigNumber("1234567999999999999999999999999999999");
            default ->
                throw CommandError.of("ERR Wrong protocol type name. Please use one of the following:"
                        + " string|integer|double|null|array|set|map|attrib|push|verbatim|true|false");
        }
    }

    private static void numbers(ReplyWriter reply) {
        for (int i = 0; i < 3; i++) {
            reply.integer(i);
        }
    }

    private static void digest(Args args, Session session, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        reply.simple(DatasetDigest.of(session.server().databases()));
    }

    private static void digestValues(Args args, Keyspace keys, ReplyWriter reply, boolean wellFormed) {
        require(wellFormed, args);
        reply.array(args.count() - 2L);
        for (int i = 2; i < args.count(); i++) {
            Slot slot = keys.write(args.at(i));
            reply.simple(slot.exists() ? DatasetDigest.ofValue(slot.entry()) : DatasetDigest.NOTHING);
        }
    }

    private static void help(ReplyWriter reply) {
        HelpText.write(
                reply,
                "DEBUG",
                "DIGEST",
                "    A signature of all data, the same for the same data.",
                "DIGEST-VALUE <key> [<key> ...]",
                "    Signatures of values.",
                "ERROR <string>",
                "    Reply with this error.",
                "LOG <message>",
                "    Write a message to the log.",
                "OBJECT <key>",
                "    Where and how a value is kept.",
                "POPULATE <count> [<prefix>] [<size>]",
                "    Create keys that do not exist.",
                "PROTOCOL <type>",
                "    Reply with a value of this type of the protocol.",
                "REPLYBUFFER PEAK-RESET-TIME <never|reset|milliseconds>",
                "    How long CLIENT LIST shows the most room that replies needed.",
                "SET-ACTIVE-EXPIRE <0|1>",
                "    Whether keys go when they are due, or only when they are met.",
                "SLEEP <seconds>",
                "    Hold up the server.");
    }
}
