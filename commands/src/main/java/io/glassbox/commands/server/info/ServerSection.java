package io.glassbox.commands.server.info;

import static io.glassbox.foundation.setting.catalogue.ProcessSettings.HZ;

import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.NetworkFigures;
import io.glassbox.foundation.process.ProcessFigures;
import java.nio.file.Path;
import java.util.List;

/** What is running, where, and since when. */
final class ServerSection {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long LRU_CLOCK_MASK = 0xFF_FFFF;

    private final Server server;
    private final ProcessFigures process;

    ServerSection(Server server, ProcessFigures process) {
        this.server = server;
        this.process = process;
    }

    void write(InfoWriter out) {
        NetworkFigures network = server.network();
        out.field("redis_version", Server.REDIS_VERSION);
        out.field("redis_git_sha1", "00000000");
        out.field("redis_git_dirty", 0);
        out.field("redis_build_id", "0");
        out.field("server_name", "glassbox");
        out.field("redis_mode", "standalone");
        out.field("os", process.operatingSystem());
        out.field("arch_bits", 64);
        out.field("monotonic_clock", "System.nanoTime");
        out.field("multiplexing_api", network.transport());
        out.field("atomicvar_api", "java-varhandle");
        out.field("gcc_version", "0.0.0");
        out.field("java_version", Runtime.version().toString());
        out.field("process_id", process.pid());
        out.field("process_supervised", "no");
        out.field("run_id", server.runId());
        out.field("tcp_port", network.port());
        writeTime(out);
        out.field("executable", process.executable());
        Path file = server.settings().configurationFile();
        out.field("config_file", file == null ? "" : file.toString());
        out.field("io_threads_active", network.hasThreads());
        List<String> listeners = network.listeners();
        for (int i = 0; i < listeners.size(); i++) {
            out.field("listener" + i, listeners.get(i));
        }
    }

    private void writeTime(InfoWriter out) {
        long uptime = (server.clock().nanos() - server.startedNanos()) / NANOS_PER_SECOND;
        int hz = server.settings().get(HZ);
        out.field("server_time_usec", server.clock().unixMicros());
        out.field("uptime_in_seconds", uptime);
        out.field("uptime_in_days", uptime / SECONDS_PER_DAY);
        out.field("hz", hz);
        out.field("configured_hz", hz);
        out.field("lru_clock", server.clock().unixSeconds() & LRU_CLOCK_MASK);
    }
}
