package io.glassbox.server.debugging;

import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.RDBCHECKSUM;

import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.command.gate.Gates;
import io.glassbox.command.gate.MemoryGate;
import io.glassbox.command.gate.ProtectedCommandGate;
import io.glassbox.command.gate.ReplicasGate;
import io.glassbox.commands.BuiltInCommands;
import io.glassbox.durability.Durability;
import io.glassbox.durability.rdb.RdbFileInput;
import io.glassbox.durability.rdb.RdbLoader;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.engine.eviction.Eviction;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.NoDisk;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.random.SystemRandom;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.protocol.OutgoingStream;
import io.glassbox.scripting.Scripting;
import io.glassbox.scripting.debug.DebugCopies;
import io.glassbox.scripting.debug.Debugger;
import io.glassbox.scripting.script.ScriptRun;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A server like another one, with a copy of its data: the same settings, names of commands, functions and limits, but no network and
 * no files. For the one thread that makes it, uses it and closes it.
 */
final class CopiedServer implements AutoCloseable {
    /** Keys between two looks at whether the copy is still wanted. */
    private static final int BATCH = 64;

    private final Server server;
    private final CommandPipeline pipeline;
    private final Durability durability;
    private final Scripting scripting;

    /**
     * What is known of the other server on the thread of that.
     *
     * @param settings its own, which nobody else has
     * @param renames of commands
     * @param bindings carries the settings into a server
     */
    record Original(
            Settings settings,
            Log log,
            int databases,
            long addressBytes,
            Map<String, String> renames,
            Consumer<Server> bindings) {
        static Original of(Server server, CommandPipeline pipeline, long addressBytes, Consumer<Server> bindings) {
            Settings settings = new Settings(new WorkingDirectory(new NoDisk()));
            settings.takeOver(server.settings());
            return new Original(
                    settings,
                    server.log(),
                    server.databases().count(),
                    addressBytes,
                    pipeline.table().renames(),
                    bindings);
        }
    }

    /** {@code isLeft}: whether nobody wants it any more. */
    CopiedServer(Original original, BooleanSupplier isLeft) {
        Settings settings = original.settings();
        server = new Server(
                new Server.Surroundings(
                        settings, new SystemClock(), new SystemRandom(), original.log(), settings.directory()),
                original.databases(),
                Slabs.create(original.addressBytes()));
        pipeline = new CommandPipeline(server, new CommandTable(), gates(server));
        durability = new Durability(
                server,
                pipeline,
                (databases, addressBytes) -> {
                    throw noOthers();
                },
                addressBytes -> {
                    throw noOthers();
                },
                CopiedServer::noDial,
                () -> {},
                Thread::new);
        scripting = new Scripting(server, pipeline, new ScriptRun.Surroundings(() -> {}, isLeft), DebugCopies.none());
        pipeline.table().add(BuiltInCommands.all(pipeline));
        pipeline.table().add(scripting.commands());
        pipeline.table().add(durability.commands());
        original.renames().forEach(pipeline.table()::rename);
        original.bindings().accept(server);
    }

    private static Gates gates(Server server) {
        return new Gates(
                new ProtectedCommandGate((session, command) -> false),
                new MemoryGate(() -> server.eviction().makeRoom() == Eviction.Room.NONE),
                new ReplicasGate(() -> false));
    }

    private static OutgoingStream noDial(String host, int port, long deadlineNanos) throws IOException {
        throw new OutgoingStream.Refused(new IOException("a copy of the data has no network"));
    }

    private static IllegalStateException noOthers() {
        return new IllegalStateException("a copy of the data has no other servers");
    }

    /** Fills it with what a snapshot has, and closes that. */
    void load(StoredFile snapshot, BooleanSupplier isLeft) throws IOException {
        Log silent = new Log(new SystemClock(), 0);
        RdbLoader.Rules rules = new RdbLoader.Rules(server.settings().get(RDBCHECKSUM), false, false);
        try (RdbFileInput in = new RdbFileInput(server.slabs(), snapshot);
                ValueReader values = new ValueReader(server.databases().types());
                RdbLoader loader = new RdbLoader(server.databases(), in, values, silent, rules)) {
            loader.libraries(source -> server.scripts().functions().load(source, false));
            loader.begin();
            boolean hasMore = true;
            while (hasMore && !isLeft.getAsBoolean()) {
                hasMore = loader.step(BATCH);
            }
        }
    }

    Server server() {
        return server;
    }

    CommandPipeline pipeline() {
        return pipeline;
    }

    Debugger debugger() {
        return scripting.debugger();
    }

    @Override
    public void close() {
        durability.close();
        scripting.close();
        server.close();
    }
}
