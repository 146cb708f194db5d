package io.glassbox.commands.server;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.STALE;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.commands.server.info.MemoryFigures;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.process.ProcessFigures;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** MEMORY: what memory is used for. Sizes of keys are exact: the allocator is asked, nothing is estimated. */
public final class MemoryCommands {
    private static final String VARIES = "nondeterministic_output";
    private static final String ALL_SHARDS = "request_policy:all_shards";
    private static final String SPECIAL = "response_policy:special";

    /** Pairs of MEMORY STATS beside those of the databases. */
    private static final int PAIRS_OF_SERVER = 31;

    private final ProcessFigures process;

    public MemoryCommands(ProcessFigures process) {
        this.process = process;
    }

    public List<Command> commands() {
        return List.of(
                command("MEMORY").arity(-2).since("4.0.0").container(),
                plain("MEMORY|DOCTOR", 2).tips(VARIES, ALL_SHARDS, SPECIAL).handledBy(this::doctor),
                plain("MEMORY|HELP", 2).flags(LOADING, STALE).handledBy(MemoryCommands::help),
                plain("MEMORY|MALLOC-STATS", 2)
                        .tips(VARIES, ALL_SHARDS, SPECIAL)
                        .handledBy(MemoryCommands::allocator),
                plain("MEMORY|PURGE", 2)
                        .tips(ALL_SHARDS, "response_policy:all_succeeded")
                        .handledBy(MemoryCommands::purge),
                plain("MEMORY|STATS", 2).tips(VARIES, ALL_SHARDS, SPECIAL).handledBy(this::statistics),
                plain("MEMORY|USAGE", -3).flags(READONLY).key(at(2, RO)).handledBy(MemoryCommands::usage));
    }

    private static Command.Builder plain(String name, int arity) {
        return command(name).arity(arity).since("4.0.0");
    }

    /** MEMORY USAGE key [SAMPLES count]: the count is for servers that have to estimate. */
    private static void usage(Args args, Session session, ReplyWriter reply) {
        for (int i = 3; i < args.count(); i += 2) {
            if (!args.is(i, "SAMPLES") || i + 1 == args.count() || args.longAt(i + 1) < 0) {
                throw CommandError.SYNTAX;
            }
        }
        Keyspace keys = session.keys();
        Slot slot = keys.store().find(args.at(2), new Slot());
        if (slot.exists()) {
            reply.integer(keys.store().bytesOf(slot.entry()));
        } else {
            reply.nil();
        }
    }

    private static void purge(Args args, Session session, ReplyWriter reply) {
        session.server().slabs().releaseEmpty(Long.MAX_VALUE);
        reply.ok();
    }

    private static void allocator(Args args, Session session, ReplyWriter reply) {
        reply.verbatim("txt", session.server().slabs().describe());
    }

    private void doctor(Args args, Session session, ReplyWriter reply) {
        reply.verbatim(
                "txt",
                MemoryDoctor.report(
                        MemoryFigures.of(session.server(), process), session.server(), process.machineBytes()));
    }

    private void statistics(Args args, Session session, ReplyWriter reply) {
        Server server = session.server();
        Databases databases = server.databases();
        MemoryFigures figures = MemoryFigures.of(server, process);
        int used = 0;
        for (int i = 0; i < databases.count(); i++) {
            used += databases.get(i).size() > 0 ? 1 : 0;
        }
        reply.map(PAIRS_OF_SERVER + used);
        writeParts(server, figures, reply);
        for (int i = 0; i < databases.count(); i++) {
            if (databases.get(i).size() > 0) {
                writeDatabase(databases.get(i), reply);
            }
        }
        writeTotals(figures, databases.totalKeys(), reply);
        writeRatios(figures, reply);
    }

    private static void writeParts(Server server, MemoryFigures figures, ReplyWriter reply) {
        field("peak.allocated", figures.peak(), reply);
        field("total.allocated", figures.used(), reply);
        field("startup.allocated", figures.startup(), reply);
        field("replication.backlog", 0, reply);
        field("clients.slaves", 0, reply);
        field("clients.normal", figures.clients(), reply);
        field("cluster.links", 0, reply);
        field("aof.buffer", figures.appends(), reply);
        field("lua.caches", server.scripts().figures().scriptBytes(), reply);
        field("functions.caches", server.scripts().figures().functionBytes(), reply);
    }

    private static void writeDatabase(Keyspace keys, ReplyWriter reply) {
        reply.bulk("db." + keys.index());
        reply.map(3);
        field("overhead.hashtable.main", MemoryFigures.mainTable(keys), reply);
        field("overhead.hashtable.expires", MemoryFigures.dueTable(keys), reply);
        field("overhead.hashtable.slot-to-keys", 0, reply);
    }

    private static void writeTotals(MemoryFigures figures, long keys, ReplyWriter reply) {
        long net = Math.max(0, figures.used() - figures.startup());
        field("overhead.db.hashtable.lut", figures.tables(), reply);
        field("overhead.db.hashtable.rehashing", 0, reply);
        field("db.dict.rehashing.count", 0, reply);
        field("overhead.total", figures.overhead(), reply);
        field("keys.count", keys, reply);
        field("keys.bytes-per-key", keys == 0 ? 0 : net / keys, reply);
        field("dataset.bytes", figures.dataset(), reply);
        field("dataset.percentage", figures.datasetPercent(), reply);
        field("peak.percentage", figures.used() * 100.0 / figures.peak(), reply);
    }

    private static void writeRatios(MemoryFigures figures, ReplyWriter reply) {
        field("allocator.allocated", figures.used(), reply);
        field("allocator.active", figures.held(), reply);
        field("allocator.resident", figures.resident(), reply);
        field("allocator.muzzy", 0, reply);
        field("allocator-fragmentation.ratio", MemoryFigures.ratio(figures.held(), figures.used()), reply);
        field("allocator-fragmentation.bytes", figures.held() - figures.used(), reply);
        field("allocator-rss.ratio", MemoryFigures.ratio(figures.resident(), figures.held()), reply);
        field("allocator-rss.bytes", figures.resident() - figures.held(), reply);
        field("rss-overhead.ratio", MemoryFigures.ratio(figures.process(), figures.resident()), reply);
        field("rss-overhead.bytes", figures.process() - figures.resident(), reply);
        field("fragmentation", MemoryFigures.ratio(figures.process(), figures.used()), reply);
        field("fragmentation.bytes", figures.process() - figures.used(), reply);
    }

    private static void field(String name, long value, ReplyWriter reply) {
        reply.bulk(name);
        reply.integer(value);
    }

    private static void field(String name, double value, ReplyWriter reply) {
        reply.bulk(name);
        reply.number(value);
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "MEMORY",
                "DOCTOR",
                "    What may be wrong with the memory of the server, in words.",
                "MALLOC-STATS",
                "    The figures of the allocator.",
                "PURGE",
                "    Gives memory that nothing uses back to the operating system.",
                "STATS",
                "    What memory is used for.",
                "USAGE <key> [SAMPLES <count>]",
                "    The bytes that a key and its value take. They are counted, not estimated:",
                "    the number of samples is accepted and makes no difference.");
    }
}
