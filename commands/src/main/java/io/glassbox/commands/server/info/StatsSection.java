package io.glassbox.commands.server.info;

import io.glassbox.engine.acl.AccessLog;
import io.glassbox.engine.acl.AccessLog.Reason;
import io.glassbox.engine.channel.ChannelKind;
import io.glassbox.engine.channel.Channels;
import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.keyspace.KeyspaceStatistics;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.DefragmentationFigures;
import io.glassbox.engine.statistics.InstantaneousRates;
import io.glassbox.engine.statistics.LoopStatistics;
import io.glassbox.engine.statistics.NetworkFigures;
import io.glassbox.engine.statistics.ServerStatistics;

/** What the server has done since its start, or since CONFIG RESETSTAT. */
final class StatsSection {
    private static final double BYTES_PER_KB = 1024;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Server server;

    StatsSection(Server server) {
        this.server = server;
    }

    void write(InfoWriter out) {
        writeTraffic(out);
        writeKeys(out);
        writeRest(out);
    }

    /** What only developers ask for. */
    void writeDebug(InfoWriter out) {
        LoopStatistics loop = server.loop();
        out.field("eventloop_duration_aof_sum", 0);
        out.field("eventloop_duration_cron_sum", loop.cronMicros());
        out.field("eventloop_duration_max", loop.longestCycleMicros());
        out.field("eventloop_cmd_per_cycle_max", loop.mostCommandsPerCycle());
    }

    private void writeTraffic(InfoWriter out) {
        ServerStatistics statistics = server.statistics();
        InstantaneousRates rates = server.rates();
        NetworkFigures network = server.network();
        out.field("total_connections_received", statistics.connectionsAccepted());
        out.field("total_commands_processed", statistics.commandsProcessed());
        out.field("instantaneous_ops_per_sec", rates.commandsPerSecond());
        out.field("total_net_input_bytes", network.bytesRead());
        out.field("total_net_output_bytes", network.bytesWritten());
        out.field("total_net_repl_input_bytes", 0);
        out.field("total_net_repl_output_bytes", 0);
        out.ratio("instantaneous_input_kbps", rates.inputBytesPerSecond() / BYTES_PER_KB);
        out.ratio("instantaneous_output_kbps", rates.outputBytesPerSecond() / BYTES_PER_KB);
        out.ratio("instantaneous_input_repl_kbps", 0);
        out.ratio("instantaneous_output_repl_kbps", 0);
        out.field("rejected_connections", statistics.connectionsRejected());
        out.field("sync_full", 0);
        out.field("sync_partial_ok", 0);
        out.field("sync_partial_err", 0);
    }

    private void writeKeys(InfoWriter out) {
        KeyspaceStatistics keys = server.databases().statistics();
        Channels channels = server.channels();
        out.field("expired_subkeys", keys.expiredFields());
        out.field("expired_keys", keys.expired());
        out.ratio("expired_stale_perc", 0);
        out.field("expired_time_cap_reached_count", 0);
        out.field("expire_cycle_cpu_milliseconds", server.loop().expiryMillis());
        out.field("evicted_keys", keys.evicted());
        out.field("evicted_clients", server.clientEviction().evicted());
        out.field("evicted_scripts", server.scripts().figures().evictedScripts());
        out.field("total_eviction_exceeded_time", server.eviction().exceededNanos() / NANOS_PER_MILLI);
        out.field("current_eviction_exceeded_time", server.eviction().currentlyExceededNanos() / NANOS_PER_MILLI);
        out.field("keyspace_hits", keys.hits());
        out.field("keyspace_misses", keys.misses());
        out.field("pubsub_channels", channels.count(ChannelKind.CHANNEL));
        out.field("pubsub_patterns", channels.count(ChannelKind.PATTERN));
        out.field("pubsubshard_channels", channels.count(ChannelKind.SHARD));
        out.field("latest_fork_usec", 0);
        out.field("total_forks", 0);
        out.field("migrate_cached_sockets", server.statistics().migrateSockets());
        out.field("slave_expires_tracked_keys", 0);
        writeDefragmentation(out, server.defragmentation().figures());
    }

    private static void writeDefragmentation(InfoWriter out, DefragmentationFigures figures) {
        out.field("active_defrag_hits", figures.hits());
        out.field("active_defrag_misses", figures.misses());
        out.field("active_defrag_key_hits", figures.keyHits());
        out.field("active_defrag_key_misses", figures.keyMisses());
        out.field("total_active_defrag_time", figures.totalMillis());
        out.field("current_active_defrag_time", figures.currentMillis());
    }

    private void writeRest(InfoWriter out) {
        NetworkFigures network = server.network();
        LoopStatistics loop = server.loop();
        out.field("tracking_total_keys", server.tracking().keyCount());
        out.field("tracking_total_items", server.tracking().itemCount());
        out.field("tracking_total_prefixes", server.tracking().prefixCount());
        out.field("unexpected_error_replies", 0);
        out.field("total_error_replies", server.statistics().errorReplies());
        out.field("dump_payload_sanitizations", 0);
        out.field("total_reads_processed", network.reads());
        out.field("total_writes_processed", network.writes());
        out.field("io_threaded_reads_processed", network.threadedReads());
        out.field("io_threaded_writes_processed", network.threadedWrites());
        out.field("client_query_buffer_limit_disconnections", network.queryBufferOverflows());
        out.field("client_output_buffer_limit_disconnections", network.replyOverflows());
        out.field("reply_buffer_shrinks", 0);
        out.field("reply_buffer_expands", 0);
        out.field("eventloop_cycles", loop.cycles());
        out.field("eventloop_duration_sum", loop.busyMicros());
        out.field("eventloop_duration_cmd_sum", loop.commandMicros());
        out.field("instantaneous_eventloop_cycles_per_sec", server.rates().cyclesPerSecond());
        out.field("instantaneous_eventloop_duration_usec", server.rates().cycleMicros());
        AccessLog access = server.accessLog();
        out.field("acl_access_denied_auth", access.denied(Reason.AUTHENTICATION));
        out.field("acl_access_denied_cmd", access.denied(Reason.COMMAND));
        out.field("acl_access_denied_key", access.denied(Reason.KEY));
        out.field("acl_access_denied_channel", access.denied(Reason.CHANNEL));
        out.field("acl_access_denied_tls_cert", access.denied(Reason.CERTIFICATE));
    }
}
