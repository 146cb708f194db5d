package io.glassbox.commands.server.info;

import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;

/** Snapshots and the append-only file of a server that makes neither: nothing runs, nothing has failed. */
final class PersistenceSection {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Server server;

    PersistenceSection(Server server) {
        this.server = server;
    }

    void write(InfoWriter out) {
        long uptime = (server.clock().nanos() - server.startedNanos()) / NANOS_PER_SECOND;
        out.field("loading", 0);
        out.field("async_loading", 0);
        out.field("current_cow_peak", 0);
        out.field("current_cow_size", 0);
        out.field("current_cow_size_age", 0);
        out.ratio("current_fork_perc", 0);
        out.field("current_save_keys_processed", 0);
        out.field("current_save_keys_total", 0);
        out.field("rdb_changes_since_last_save", server.databases().changes().dirtySinceLastSave());
        out.field("rdb_bgsave_in_progress", 0);
        out.field("rdb_last_save_time", server.clock().unixSeconds() - uptime);
        out.field("rdb_last_bgsave_status", "ok");
        out.field("rdb_last_bgsave_time_sec", -1);
        out.field("rdb_current_bgsave_time_sec", -1);
        out.field("rdb_saves", 0);
        out.field("rdb_last_cow_size", 0);
        out.field("rdb_last_load_keys_expired", 0);
        out.field("rdb_last_load_keys_loaded", 0);
        out.field("aof_enabled", server.settings().get(PersistenceSettings.APPENDONLY));
        out.field("aof_rewrite_in_progress", 0);
        out.field("aof_rewrite_scheduled", 0);
        out.field("aof_last_rewrite_time_sec", -1);
        out.field("aof_current_rewrite_time_sec", -1);
        out.field("aof_last_bgrewrite_status", "ok");
        out.field("aof_rewrites", 0);
        out.field("aof_rewrites_consecutive_failures", 0);
        out.field("aof_last_write_status", "ok");
        out.field("aof_last_cow_size", 0);
        out.field("module_fork_in_progress", 0);
        out.field("module_fork_last_cow_size", 0);
    }
}
