package io.glassbox.server.wiring;

import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.command.gate.Gates;
import io.glassbox.command.gate.MemoryGate;
import io.glassbox.command.gate.ProtectedCommandGate;
import io.glassbox.command.gate.ReplicasGate;
import io.glassbox.commands.BuiltInCommands;
import io.glassbox.durability.backup.IsolatedStores;
import io.glassbox.durability.command.DumpCommands;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.NoDisk;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.random.SystemRandom;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.structure.memory.Slabs;

/** A server with commands and data and nothing else: no network, no files, no log, and the settings that nobody has changed. */
final class IsolatedServer implements IsolatedStores.Isolated {
    private final Server server;
    private final ValueReader values;
    private final DumpCommands dump;
    private final CommandPipeline pipeline;

    IsolatedServer(int databases, long addressBytes) {
        WorkingDirectory directory = new WorkingDirectory(new NoDisk());
        SystemClock clock = new SystemClock();
        Server.Surroundings surroundings = new Server.Surroundings(
                new Settings(directory), clock, new SystemRandom(), new Log(clock, 0), directory);
        this.server = new Server(surroundings, databases, Slabs.create(addressBytes));
        this.pipeline = new CommandPipeline(server, new CommandTable(), gates());
        this.values = new ValueReader(server.databases().types());
        this.dump = new DumpCommands(server, values);
        pipeline.table().add(BuiltInCommands.all(pipeline));
        pipeline.table().add(dump.commands());
    }

    /** Nobody asks them: what files have kept was admitted when it came. */
    private static Gates gates() {
        return new Gates(
                new ProtectedCommandGate((session, command) -> false),
                new MemoryGate(() -> false),
                new ReplicasGate(() -> false));
    }

    @Override
    public CommandPipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        dump.close();
        values.close();
        server.close();
    }
}
