package io.glassbox.commands.server.info;

import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.info.InfoSection;
import io.glassbox.engine.info.InfoSection.Asked;
import io.glassbox.engine.info.InfoSections;
import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.process.ProcessFigures;
import java.util.function.Consumer;

/** The sections that every server prints, in Redis's order. */
public final class StandardSections {
    private StandardSections() {}

    public static void register(CommandPipeline pipeline, ProcessFigures process) {
        Server server = pipeline.server();
        InfoSections info = server.info();
        CommandSections commands = new CommandSections(pipeline::table, server);
        put(info, "Server", Asked.BY_DEFAULT, new ServerSection(server, process)::write);
        put(info, "Clients", Asked.BY_DEFAULT, new ClientsSection(server)::write);
        put(info, "Memory", Asked.BY_DEFAULT, new MemorySection(server, process)::write);
        put(info, "Persistence", Asked.BY_DEFAULT, new PersistenceSection(server)::write);
        put(info, "Stats", Asked.BY_DEFAULT, new StatsSection(server)::write);
        put(info, "Replication", Asked.BY_DEFAULT, new ReplicationSection(server)::write);
        put(info, "CPU", Asked.BY_DEFAULT, new CpuSection(process)::write);
        put(info, "Modules", Asked.BY_DEFAULT, out -> {});
        put(info, "Commandstats", Asked.WITH_ALL, commands::writeCalls);
        put(info, "Errorstats", Asked.BY_DEFAULT, commands::writeErrors);
        put(info, "Latencystats", Asked.WITH_ALL, commands::writeLatencies);
        put(info, "Cluster", Asked.BY_DEFAULT, out -> out.field("cluster_enabled", false));
        put(info, "Keyspace", Asked.BY_DEFAULT, new KeyspaceSection(server)::write);
        put(info, "Hotkeys", Asked.BY_NAME, new HotKeysSection(server.hotKeys())::write);
        put(info, "Debug", Asked.BY_NAME, new StatsSection(server)::writeDebug);
    }

    private static void put(InfoSections info, String title, Asked asked, Consumer<InfoWriter> writer) {
        info.put(new InfoSection(title, asked, writer));
    }
}
