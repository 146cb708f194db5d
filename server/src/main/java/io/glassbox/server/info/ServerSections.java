package io.glassbox.server.info;

import static io.glassbox.engine.info.InfoSection.Asked.BY_DEFAULT;
import static io.glassbox.engine.info.InfoSection.Asked.WITH_ALL;

import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.channel.ChannelKind;
import io.glassbox.engine.info.InfoSection;
import io.glassbox.engine.info.InfoSections;
import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.keyspace.KeyspaceStatistics;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.engine.statistics.CommandCounters;
import io.glassbox.engine.statistics.LoopStatistics;
import io.glassbox.engine.statistics.ServerStatistics;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.catalogue.MemorySettings;
import io.glassbox.foundation.setting.catalogue.NetworkSettings;
import io.glassbox.foundation.setting.catalogue.ObservationSettings;
import io.glassbox.foundation.setting.catalogue.ProcessSettings;
import io.glassbox.structure.memory.Slabs;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The sections that a server without persistence, replicas and cluster has, with the fields and in the order of Redis. */
public final class ServerSections {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final double NANOS_PER_MICRO = 1000;
    private static final String NO_REPLICATION_ID = "0".repeat(40);

    private final Server server;
    private final CommandTable table;
    private final String version;

    private ServerSections(Server server, CommandTable table, String version) {
        this.server = server;
        this.table = table;
        this.version = version;
    }

    /** Registers all of them with the server. */
    public static void register(Server server, CommandTable table, String version) {
        ServerSections sections = new ServerSections(server, table, version);
        InfoSections info = server.info();
        info.put(new InfoSection("Server", BY_DEFAULT, sections::server));
        info.put(new InfoSection("Clients", BY_DEFAULT, sections::clients));
        info.put(new InfoSection("Memory", BY_DEFAULT, sections::memory));
        info.put(new InfoSection("Persistence", BY_DEFAULT, sections::persistence));
        info.put(new InfoSection("Stats", BY_DEFAULT, sections::stats));
        info.put(new InfoSection("Replication", BY_DEFAULT, sections::replication));
        info.put(new InfoSection("CPU", BY_DEFAULT, sections::cpu));
        info.put(new InfoSection("Modules", BY_DEFAULT, out -> {}));
        info.put(new InfoSection("Commandstats", WITH_ALL, sections::commandStats));
        info.put(new InfoSection("Errorstats", BY_DEFAULT, sections::errorStats));
        info.put(new InfoSection("Latencystats", WITH_ALL, sections::latencyStats));
        info.put(new InfoSection("Cluster", BY_DEFAULT, out -> out.field("cluster_enabled", 0)));
        info.put(new InfoSection("Keyspace", BY_DEFAULT, sections::keyspace));
    }

    private void server(InfoWriter out) {
        Settings settings = server.settings();
        long uptime = (server.clock().nanos() - server.startedNanos()) / NANOS_PER_SECOND;
        out.field("redis_version", version);
        out.field("redis_git_sha1", "00000000");
        out.field("redis_git_dirty", 0);
        out.field("redis_build_id", "0");
        out.field("redis_mode", "standalone");
        out.field(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        out.field("arch_bits", 64);
        out.field("monotonic_clock", "System.nanoTime");
        out.field("multiplexing_api", server.network().transport());
        out.field("atomicvar_api", "java");
        out.field("gcc_version", "0.0.0");
        out.field("process_id", ProcessHandle.current().pid());
        out.field("process_supervised", "no");
        out.field("run_id", server.runId());
        out.field("tcp_port", settings.get(NetworkSettings.PORT));
        out.field("server_time_usec", server.clock().unixMicros());
        out.field("uptime_in_seconds", uptime);
        out.field("uptime_in_days", uptime / SECONDS_PER_DAY);
        out.field("hz", settings.get(ProcessSettings.HZ));
        out.field("configured_hz", settings.get(ProcessSettings.HZ));
        out.field("lru_clock", server.clock().unixSeconds() & 0xFF_FFFF);
        out.field("executable", System.getProperty("glassbox.executable", ""));
        Path file = settings.configurationFile();
        out.field("config_file", file == null ? "" : file.toString());
        out.field("io_threads_active", server.network().hasThreads());
    }

    private void clients(InfoWriter out) {
        long input = 0;
        long output = 0;
        int blocked = 0;
        for (Session session : server.sessions().all()) {
            input = Math.max(input, session.link().queryBytes());
            output = Math.max(output, session.link().replyMemory());
            blocked += session.blocking() == null && !session.is(SessionFlag.POSTPONED) ? 0 : 1;
        }
        out.field("connected_clients", server.sessions().count());
        out.field("cluster_connections", 0);
        out.field("maxclients", server.settings().get(NetworkSettings.MAXCLIENTS));
        out.field("client_recent_max_input_buffer", input);
        out.field("client_recent_max_output_buffer", output);
        out.field("blocked_clients", blocked);
        out.field("tracking_clients", server.sessions().count(SessionFlag.TRACKING));
        out.field("pubsub_clients", server.sessions().count(SessionFlag.PUBSUB));
        out.field("watching_clients", server.watches().watchers());
        out.field("clients_in_timeout_table", 0);
        out.field("total_watched_keys", server.watches().total());
        out.field("total_blocking_keys", 0);
        out.field("total_blocking_keys_on_nokey", 0);
    }

    private void memory(InfoWriter out) {
        Slabs slabs = server.slabs();
        long used = slabs.usedBytes();
        server.statistics().usedBytes(used);
        long peak = server.statistics().peakUsedBytes();
        long resident = slabs.residentBytes();
        long table = 0;
        for (int i = 0; i < server.databases().count(); i++) {
            table += server.databases().get(i).store().table().bytes();
        }
        long overhead = server.usedBytesAtStart() + table + server.replyChunks().lentBytes();
        long dataset = Math.max(0, used - overhead);
        out.bytes("used_memory", used);
        out.bytes("used_memory_rss", resident);
        out.bytes("used_memory_peak", peak);
        out.percent("used_memory_peak_perc", used, peak);
        out.field("used_memory_overhead", overhead);
        out.field("used_memory_startup", server.usedBytesAtStart());
        out.field("used_memory_dataset", dataset);
        out.percent("used_memory_dataset_perc", dataset, Math.max(1, used - server.usedBytesAtStart()));
        out.field("allocator_allocated", used);
        out.field("allocator_active", slabs.heldBytes());
        out.field("allocator_resident", resident);
        out.bytes("total_system_memory", totalMemory());
        out.field("used_memory_lua", 0);
        out.human("used_memory_lua", 0);
        out.bytes("used_memory_scripts", 0);
        out.field("number_of_cached_scripts", 0);
        out.field("number_of_functions", 0);
        out.field("number_of_libraries", 0);
        out.bytes("maxmemory", server.settings().get(MemorySettings.MAXMEMORY));
        out.field("maxmemory_policy", policyName());
        out.ratio("allocator_frag_ratio", (double) slabs.heldBytes() / Math.max(1, used));
        out.field("allocator_frag_bytes", Math.max(0, slabs.heldBytes() - used));
        out.ratio("mem_fragmentation_ratio", (double) resident / Math.max(1, used));
        out.field("mem_fragmentation_bytes", resident - used);
        out.field("mem_not_counted_for_evict", 0);
        out.field("mem_replication_backlog", 0);
        out.field("mem_total_replication_buffers", 0);
        out.field("mem_clients_slaves", 0);
        out.field("mem_clients_normal", server.replyChunks().lentBytes());
        out.field("mem_cluster_links", 0);
        out.field("mem_aof_buffer", 0);
        out.field("mem_allocator", "glassbox-slabs");
        out.field("mem_overhead_db_hashtable_rehashing", 0);
        out.field("active_defrag_running", 0);
        out.field("lazyfree_pending_objects", server.databases().pendingFrees());
        out.field("lazyfreed_objects", server.databases().statistics().lazilyFreed());
    }

    private String policyName() {
        return server.settings()
                .get(MemorySettings.MAXMEMORY_POLICY)
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private static long totalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private void persistence(InfoWriter out) {
        out.field("loading", 0);
        out.field("async_loading", 0);
        out.field("rdb_changes_since_last_save", server.databases().changes().dirtySinceLastSave());
        out.field("rdb_bgsave_in_progress", 0);
        out.field(
                "rdb_last_save_time",
                server.clock().unixSeconds() - (server.clock().nanos() - server.startedNanos()) / NANOS_PER_SECOND);
        out.field("rdb_last_bgsave_status", "ok");
        out.field("rdb_last_bgsave_time_sec", -1);
        out.field("rdb_current_bgsave_time_sec", -1);
        out.field("aof_enabled", 0);
        out.field("aof_rewrite_in_progress", 0);
        out.field("aof_rewrite_scheduled", 0);
        out.field("aof_last_bgrewrite_status", "ok");
        out.field("aof_last_write_status", "ok");
    }

    private void stats(InfoWriter out) {
        ServerStatistics statistics = server.statistics();
        KeyspaceStatistics keys = server.databases().statistics();
        LoopStatistics loop = server.loop();
        out.field("total_connections_received", statistics.connectionsAccepted());
        out.field("total_commands_processed", statistics.commandsProcessed());
        out.field("instantaneous_ops_per_sec", server.rates().commandsPerSecond());
        out.field("total_net_input_bytes", server.network().bytesRead());
        out.field("total_net_output_bytes", server.network().bytesWritten());
        out.ratio("instantaneous_input_kbps", server.rates().inputBytesPerSecond() / 1024);
        out.ratio("instantaneous_output_kbps", server.rates().outputBytesPerSecond() / 1024);
        out.field("rejected_connections", statistics.connectionsRejected());
        out.field("sync_full", 0);
        out.field("sync_partial_ok", 0);
        out.field("sync_partial_err", 0);
        out.field("expired_keys", keys.expired());
        out.ratio("expired_stale_perc", 0);
        out.field("expired_time_cap_reached_count", 0);
        out.field("expire_cycle_cpu_milliseconds", loop.expiryMillis());
        out.field("evicted_keys", 0);
        out.field("evicted_clients", 0);
        out.field("keyspace_hits", keys.hits());
        out.field("keyspace_misses", keys.misses());
        out.field("pubsub_channels", server.channels().count(ChannelKind.CHANNEL));
        out.field("pubsub_patterns", server.channels().count(ChannelKind.PATTERN));
        out.field("pubsubshard_channels", server.channels().count(ChannelKind.SHARD));
        out.field("latest_fork_usec", 0);
        out.field("total_forks", 0);
        out.field("tracking_total_keys", 0);
        out.field("unexpected_error_replies", 0);
        out.field("total_error_replies", statistics.errorReplies());
        out.field("dump_payload_sanitizations", 0);
        out.field("total_reads_processed", server.network().reads());
        out.field("total_writes_processed", server.network().writes());
        out.field("io_threaded_reads_processed", server.network().threadedReads());
        out.field("io_threaded_writes_processed", server.network().threadedWrites());
        out.field("client_query_buffer_limit_disconnections", server.network().queryBufferOverflows());
        out.field("client_output_buffer_limit_disconnections", server.network().replyOverflows());
        out.field("reply_buffer_shrinks", 0);
        out.field("reply_buffer_expands", 0);
        out.field("eventloop_cycles", loop.cycles());
        out.field("eventloop_duration_sum", loop.busyMicros());
        out.field("eventloop_duration_cmd_sum", loop.commandMicros());
        out.field("instantaneous_eventloop_cycles_per_sec", server.rates().cyclesPerSecond());
        out.field("instantaneous_eventloop_duration_usec", server.rates().cycleMicros());
    }

    private void replication(InfoWriter out) {
        out.field("role", "master");
        out.field("connected_slaves", 0);
        out.field("master_failover_state", "no-failover");
        out.field("master_replid", server.runId());
        out.field("master_replid2", NO_REPLICATION_ID);
        out.field("master_repl_offset", 0);
        out.field("second_repl_offset", -1);
        out.field("repl_backlog_active", 0);
        out.field("repl_backlog_size", 1 << 20);
        out.field("repl_backlog_first_byte_offset", 0);
        out.field("repl_backlog_histlen", 0);
    }

    private void cpu(InfoWriter out) {
        long nanos =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getProcessCpuTime()
                        : 0;
        out.field("used_cpu_sys", "0.000000");
        out.field("used_cpu_user", String.format(Locale.ROOT, "%.6f", nanos / 1e9));
        out.field("used_cpu_sys_children", "0.000000");
        out.field("used_cpu_user_children", "0.000000");
    }

    private void commandStats(InfoWriter out) {
        for (RegisteredCommand command : called()) {
            CommandCounters counters = command.counters();
            double micros = counters.nanos() / NANOS_PER_MICRO;
            out.field(
                    "cmdstat_" + command.name(),
                    "calls=" + counters.calls() + ",usec=" + (long) micros
                            + ",usec_per_call="
                            + String.format(Locale.ROOT, "%.2f", counters.calls() == 0 ? 0 : micros / counters.calls())
                            + ",rejected_calls=" + counters.rejections() + ",failed_calls=" + counters.failures());
        }
    }

    private void errorStats(InfoWriter out) {
        server.statistics().errorsByCode().forEach((code, count) -> out.field("errorstat_" + code, "count=" + count));
    }

    private void latencyStats(InfoWriter out) {
        List<Double> percentiles = server.settings().get(ObservationSettings.LATENCY_TRACKING_INFO_PERCENTILES);
        for (RegisteredCommand command : called()) {
            Histogram latency = command.counters().latency();
            if (latency != null) {
                List<String> values = new ArrayList<>();
                for (double percentile : percentiles) {
                    String name = percentile == Math.rint(percentile)
                            ? Long.toString((long) percentile)
                            : Double.toString(percentile);
                    values.add("p" + name + "="
                            + String.format(
                                    Locale.ROOT, "%.3f", latency.getValueAtPercentile(percentile) / NANOS_PER_MICRO));
                }
                out.field("latency_percentiles_usec_" + command.name(), String.join(",", values));
            }
        }
    }

    private List<RegisteredCommand> called() {
        List<RegisteredCommand> called = new ArrayList<>();
        for (RegisteredCommand command : table.all()) {
            collect(command, called);
        }
        return called;
    }

    private static void collect(RegisteredCommand command, List<RegisteredCommand> called) {
        CommandCounters counters = command.counters();
        if (counters.calls() > 0 || counters.rejections() > 0 || counters.failures() > 0) {
            called.add(command);
        }
        command.subcommands().values().forEach(subcommand -> collect(subcommand, called));
    }

    private void keyspace(InfoWriter out) {
        for (int i = 0; i < server.databases().count(); i++) {
            Keyspace keys = server.databases().get(i);
            if (keys.size() > 0) {
                out.field("db" + i, "keys=" + keys.size() + ",expires=" + keys.dueCount() + ",avg_ttl=0");
            }
        }
    }
}
