package io.glassbox.durability.command;

import static io.glassbox.command.declare.AclCategory.SCRIPTING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.WRITE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.durability.rdb.DamagedRdb;
import io.glassbox.durability.rdb.LibraryPayload;
import io.glassbox.durability.rdb.PayloadInput;
import io.glassbox.durability.rdb.RdbOutput;
import io.glassbox.engine.server.Functions;
import io.glassbox.engine.server.Functions.Restoring;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** FUNCTION DUMP and FUNCTION RESTORE: libraries as bytes that any server understands. */
public final class FunctionDumpCommands implements AutoCloseable {
    private static final CommandError WRONG_FOOTER = CommandError.of("ERR DUMP payload version or checksum are wrong");
    private static final CommandError NOT_LOADED = CommandError.of("ERR failed loading the given functions payload");
    private static final CommandError UNKNOWN_POLICY =
            CommandError.of("ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.");

    private final Server server;
    private final RdbOutput output;
    private final PayloadInput input;
    private final ByteView view = new ByteView();
    private boolean checksChecksums = true;

    public FunctionDumpCommands(Server server) {
        this.server = server;
        output = RdbOutput.growing(server.slabs());
        input = new PayloadInput(server.slabs());
    }

    /** Whether payloads with a wrong checksum are refused. */
    public void checkChecksums(boolean on) {
        checksChecksums = on;
    }

    public List<Command> commands() {
        return List.of(
                command("FUNCTION|DUMP")
                        .arity(2)
                        .since("7.0.0")
                        .flags(NOSCRIPT)
                        .acl(SCRIPTING)
                        .handledBy(this::dump),
                command("FUNCTION|RESTORE")
                        .arity(-3)
                        .since("7.0.0")
                        .flags(WRITE, DENYOOM, NOSCRIPT)
                        .acl(SCRIPTING)
                        .tips("request_policy:all_shards", "response_policy:all_succeeded")
                        .handledBy(this::restore));
    }

    /** FUNCTION DUMP: all libraries. */
    private void dump(Args args, Session session, ReplyWriter reply) {
        output.compress(server.settings().get(PersistenceSettings.RDBCOMPRESSION));
        try {
            LibraryPayload.write(server.scripts().functions().sources(), server.slabs(), output);
            reply.bulk(output.view(view));
        } finally {
            output.clear();
        }
    }

    /** FUNCTION RESTORE payload [FLUSH|APPEND|REPLACE]: all of its libraries or, if one cannot be loaded, none. */
    private void restore(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 4) {
            throw CommandError.of("ERR unknown subcommand or wrong number of arguments for '"
                    + args.at(1).toCString() + "'. Try FUNCTION HELP.");
        }
        Restoring policy = args.count() == 4 ? policy(args) : Restoring.APPEND;
        ByteView payload = args.at(2);
        long length = LibraryPayload.bytes(payload.address(), payload.length(), checksChecksums);
        if (length < 0) {
            throw WRONG_FOOTER;
        }
        List<byte[]> sources;
        try {
            sources = LibraryPayload.read(input.on(payload.address(), length));
        } catch (DamagedRdb damage) {
            server.log().warning("FUNCTION RESTORE refused a payload: it " + damage.finding());
            throw NOT_LOADED;
        }
        Functions functions = server.scripts().functions();
        functions.restore(sources, policy);
        server.databases().changes().count(1);
        reply.ok();
    }

    private static Restoring policy(Args args) {
        for (Restoring policy : Restoring.values()) {
            if (args.is(3, policy.name())) {
                return policy;
            }
        }
        throw UNKNOWN_POLICY;
    }

    @Override
    public void close() {
        output.close();
        input.close();
    }
}
