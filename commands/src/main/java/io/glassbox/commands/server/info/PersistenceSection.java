package io.glassbox.commands.server.info;

import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.AppendOnlyFigures;
import io.glassbox.engine.statistics.BackupFigures;
import io.glassbox.engine.statistics.PersistenceStatistics;
import io.glassbox.engine.statistics.ProofFigures;

/** Snapshots, loading, and the append-only file. */
final class PersistenceSection {
    private final Server server;

    PersistenceSection(Server server) {
        this.server = server;
    }

    void write(InfoWriter out) {
        PersistenceStatistics state = server.persistenceStatistics();
        long now = server.clock().unixSeconds();
        out.field("loading", state.isLoading());
        out.field("async_loading", 0);
        out.field("current_cow_peak", state.mostCopiedBytes());
        out.field("current_cow_size", state.copiedBytes());
        out.field("current_cow_size_age", 0);
        out.ratio("current_fork_perc", percent(state.saveKeysDone(), state.saveKeysTotal()));
        out.field("current_save_keys_processed", state.saveKeysDone());
        out.field("current_save_keys_total", state.saveKeysTotal());
        out.field("rdb_changes_since_last_save", server.databases().changes().dirtySinceLastSave());
        out.field("rdb_bgsave_in_progress", state.isSaving());
        out.field("rdb_last_save_time", state.lastSaveUnix());
        out.field("rdb_last_bgsave_status", state.lastSaveSucceeded() ? "ok" : "err");
        out.field("rdb_last_bgsave_time_sec", state.lastSaveSeconds());
        out.field("rdb_current_bgsave_time_sec", state.isSaving() ? now - state.saveStartedUnix() : -1);
        out.field("rdb_saves", state.saves());
        out.field("rdb_last_cow_size", state.lastCopiedBytes());
        out.field("rdb_last_load_keys_expired", state.expiredKeys());
        out.field("rdb_last_load_keys_loaded", state.loadedKeys());
        AppendOnlyFigures aof = server.persistence().appendOnly();
        writeRewrites(out, aof);
        out.field("module_fork_in_progress", 0);
        out.field("module_fork_last_cow_size", 0);
        if (aof.isOn()) {
            out.field("aof_current_size", aof.size());
            out.field("aof_base_size", aof.baseSize());
            out.field("aof_pending_rewrite", aof.rewrites().isScheduled());
            out.field("aof_buffer_length", aof.waiting());
            out.field("aof_pending_bio_fsync", aof.isSyncing());
            out.field("aof_delayed_fsync", aof.delayed());
        }
        writeBackup(out, server.persistence().backup());
        writeProof(out, server.persistence().proof(), now);
        if (state.isLoading()) {
            writeProgress(out, state, now);
        }
    }

    private static void writeRewrites(InfoWriter out, AppendOnlyFigures aof) {
        AppendOnlyFigures.Rewrites rewrites = aof.rewrites();
        out.field("aof_enabled", aof.isOn());
        out.field("aof_rewrite_in_progress", rewrites.isRunning());
        out.field("aof_rewrite_scheduled", rewrites.isScheduled());
        out.field("aof_last_rewrite_time_sec", rewrites.lastSeconds());
        out.field("aof_current_rewrite_time_sec", rewrites.currentSeconds());
        out.field("aof_last_bgrewrite_status", rewrites.lastSucceeded() ? "ok" : "err");
        out.field("aof_rewrites", rewrites.count());
        out.field("aof_rewrites_consecutive_failures", rewrites.failures());
        out.field("aof_last_write_status", aof.writesSucceed() ? "ok" : "err");
        out.field("aof_last_cow_size", rewrites.copied());
    }

    private static void writeBackup(InfoWriter out, BackupFigures backup) {
        out.field("backup_in_progress", backup.isRunning());
        out.field("backup_state", backup.state());
        out.field("backup_start_time", backup.startedUnix());
        out.field("backup_end_time", backup.endedUnix());
    }

    private static void writeProof(InfoWriter out, ProofFigures proof, long now) {
        ProofFigures.Last last = proof.last();
        out.field("proof_in_progress", proof.isRunning());
        out.field("proof_runs", proof.runs());
        out.field("proof_failures", proof.failures());
        out.field("proof_last_status", last.result());
        out.field("proof_last_age_sec", last.endedUnix() == 0 ? -1 : now - last.endedUnix());
        out.field("proof_last_recovery_ms", last.millis());
        out.field("proof_last_keys", last.keys());
        out.field("proof_last_commands", last.commands());
        out.field("proof_last_compared", last.isCompared());
        out.field("proof_last_file", last.file());
    }

    private static void writeProgress(InfoWriter out, PersistenceStatistics state, long now) {
        long loaded = state.loadedBytes();
        long elapsed = now - state.loadStartedUnix();
        double share = state.loadTotalBytes() == 0 ? 0 : (double) loaded / state.loadTotalBytes();
        out.field("loading_start_time", state.loadStartedUnix());
        out.field("loading_total_bytes", state.loadTotalBytes());
        out.field("loading_rdb_used_mem", state.loadUsedBytes());
        out.field("loading_loaded_bytes", loaded);
        out.ratio("loading_loaded_perc", 100 * share);
        out.field("loading_eta_seconds", share == 0 ? 1 : (long) (elapsed / share) - elapsed);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
