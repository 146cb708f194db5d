package io.glassbox.foundation.setting.catalogue;

import static io.glassbox.foundation.setting.declare.Setting.choice;
import static io.glassbox.foundation.setting.declare.Setting.flag;
import static io.glassbox.foundation.setting.declare.Setting.integer;
import static io.glassbox.foundation.setting.declare.Setting.memory;
import static io.glassbox.foundation.setting.declare.Setting.number;
import static io.glassbox.foundation.setting.declare.Setting.savePoints;
import static io.glassbox.foundation.setting.declare.Setting.text;
import static io.glassbox.foundation.setting.declare.SettingFlag.DEBUG;
import static io.glassbox.foundation.setting.declare.SettingFlag.DENIED_WHILE_LOADING;
import static io.glassbox.foundation.setting.declare.SettingFlag.PROTECTED;

import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.AppendFsync;
import io.glassbox.foundation.setting.value.SanitizeDump;
import io.glassbox.foundation.setting.value.SavePoint;
import java.util.List;

/** Snapshots and the append-only file. */
public final class PersistenceSettings {
    private static final long MB = 1L << 20;

    /** When a snapshot is taken by itself. */
    public static final Setting<List<SavePoint>> SAVE =
            savePoints("save", List.of(new SavePoint(3_600, 1), new SavePoint(300, 100), new SavePoint(60, 10_000)));

    /** File of snapshots. */
    public static final Setting<String> DBFILENAME = text("dbfilename", "dump.rdb")
            .with(PROTECTED)
            .checked(name -> PlainName.objection("dbfilename", "filename", name));

    /** Whether strings are compressed in snapshots. */
    public static final Setting<Boolean> RDBCOMPRESSION = flag("rdbcompression", true);

    /** Whether snapshots end with a checksum, and are checked when loaded. */
    public static final Setting<Boolean> RDBCHECKSUM = flag("rdbchecksum", true).immutable();

    /** The version of the format that snapshots are written in: 12 is that of Redis 7.4, 10 that of Redis 7.0. */
    public static final Setting<Integer> RDB_VERSION = integer("rdb-version", 10, 12, 12);

    /** Memory for copies on their way into a snapshot; writes that would need more wait for the disk. */
    public static final Setting<Long> SNAPSHOT_COPY_LIMIT = memory("snapshot-copy-limit", MB, Long.MAX_VALUE, 64 * MB);

    /** Whether snapshots that were made for replication only are removed. */
    public static final Setting<Boolean> RDB_DEL_SYNC_FILES = flag("rdb-del-sync-files", false);

    /** Whether a snapshot is forced to the medium bit by bit while it is written. */
    public static final Setting<Boolean> RDB_SAVE_INCREMENTAL_FSYNC = flag("rdb-save-incremental-fsync", true);

    /** Microseconds to wait after each key saved; negative is one in that many keys. For tests. */
    public static final Setting<Integer> RDB_KEY_SAVE_DELAY = integer(
                    "rdb-key-save-delay", Integer.MIN_VALUE, Integer.MAX_VALUE, 0)
            .hidden();

    /** Microseconds to wait after each key loaded; negative is one in that many keys. For tests. */
    public static final Setting<Integer> KEY_LOAD_DELAY =
            integer("key-load-delay", Integer.MIN_VALUE, Integer.MAX_VALUE, 0).hidden();

    /** Bytes loaded between two looks at the network. */
    public static final Setting<Integer> LOADING_PROCESS_EVENTS_INTERVAL_BYTES = integer(
                    "loading-process-events-interval-bytes", 1_024, Integer.MAX_VALUE, 2 * 1024 * 1024)
            .hidden();

    /** Whether writes are refused after a snapshot failed. */
    public static final Setting<Boolean> STOP_WRITES_ON_BGSAVE_ERROR = flag("stop-writes-on-bgsave-error", true);

    /** Whose serialized values are checked in full. */
    public static final Setting<SanitizeDump> SANITIZE_DUMP_PAYLOAD =
            choice("sanitize-dump-payload", SanitizeDump.NO).with(DEBUG);

    /** Whether every write goes to the append-only file. */
    public static final Setting<Boolean> APPENDONLY = flag("appendonly", false).with(DENIED_WHILE_LOADING);

    /** First part of the names of append-only files. */
    public static final Setting<String> APPENDFILENAME = text("appendfilename", "appendonly.aof")
            .immutable()
            .checked(name -> PlainName.requiredObjection("appendfilename", "filename", name));

    /** Directory of the append-only files within dir. */
    public static final Setting<String> APPENDDIRNAME = text("appenddirname", "appendonlydir")
            .immutable()
            .checked(name -> PlainName.requiredObjection("appenddirname", "dirname", name));

    /** When the append-only file is forced to the medium. */
    public static final Setting<AppendFsync> APPENDFSYNC = choice("appendfsync", AppendFsync.EVERYSEC);

    /** Whether it is not forced while a snapshot or rewrite runs. */
    public static final Setting<Boolean> NO_APPENDFSYNC_ON_REWRITE = flag("no-appendfsync-on-rewrite", false);

    /** Growth since the last rewrite, in percent, that starts the next; 0 is never. */
    public static final Setting<Integer> AUTO_AOF_REWRITE_PERCENTAGE =
            integer("auto-aof-rewrite-percentage", 0, Integer.MAX_VALUE, 100);

    /** Bytes below which no rewrite starts by itself. */
    public static final Setting<Long> AUTO_AOF_REWRITE_MIN_SIZE =
            memory("auto-aof-rewrite-min-size", 0, Long.MAX_VALUE, 64 * MB);

    /** Whether an append-only file with a torn tail is loaded without it. */
    public static final Setting<Boolean> AOF_LOAD_TRUNCATED = flag("aof-load-truncated", true);

    /** Bytes of broken tail that are cut off when loading. */
    public static final Setting<Long> AOF_LOAD_CORRUPT_TAIL_MAX_SIZE =
            memory("aof-load-corrupt-tail-max-size", 0, Long.MAX_VALUE, 0);

    /** Whether rewrites begin with a snapshot. */
    public static final Setting<Boolean> AOF_USE_RDB_PREAMBLE = flag("aof-use-rdb-preamble", true);

    /** Whether the append-only file tells times. */
    public static final Setting<Boolean> AOF_TIMESTAMP_ENABLED = flag("aof-timestamp-enabled", false);

    /** Whether a rewrite is forced to the medium bit by bit. */
    public static final Setting<Boolean> AOF_REWRITE_INCREMENTAL_FSYNC = flag("aof-rewrite-incremental-fsync", true);

    /** Whether files that a rewrite made superfluous are kept. */
    public static final Setting<Boolean> AOF_DISABLE_AUTO_GC =
            flag("aof-disable-auto-gc", false).hidden();

    /** Directory of backups within dir. */
    public static final Setting<String> BACKUPDIRNAME = text("backupdirname", "backupdir")
            .immutable()
            .checked(name -> PlainName.requiredObjection("backupdirname", "dirname", name));

    /** Seconds for which a finished backup is kept; 0 is for ever. */
    public static final Setting<Long> BACKUP_SEALED_TTL = number("backup-sealed-ttl", 0, Long.MAX_VALUE, 0);

    /** Whether snapshots say the digest of their data, with which a proof compares what it restores; also with proof-interval. */
    public static final Setting<Boolean> SNAPSHOT_DIGEST = flag("snapshot-digest", false);

    /** Seconds from one proof that the files can be restored to the next; 0 is never. */
    public static final Setting<Long> PROOF_INTERVAL = number("proof-interval", 0, Integer.MAX_VALUE, 0);

    /** Memory that a proof may take; it is refused, or ends, where it would need more. */
    public static final Setting<Long> PROOF_MEMORY_LIMIT =
            memory("proof-memory-limit", 64 * MB, Long.MAX_VALUE, 1024 * MB);

    /** What to load instead of the usual files: aof:PATH or rdb:PATH. */
    public static final Setting<String> PRELOAD_FILE =
            text("preload-file", "").immutable().checked(PreloadFile::objection);

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            SAVE,
            DBFILENAME,
            RDBCOMPRESSION,
            RDBCHECKSUM,
            RDB_VERSION,
            SNAPSHOT_COPY_LIMIT,
            RDB_DEL_SYNC_FILES,
            RDB_SAVE_INCREMENTAL_FSYNC,
            RDB_KEY_SAVE_DELAY,
            KEY_LOAD_DELAY,
            LOADING_PROCESS_EVENTS_INTERVAL_BYTES,
            STOP_WRITES_ON_BGSAVE_ERROR,
            SANITIZE_DUMP_PAYLOAD,
            APPENDONLY,
            APPENDFILENAME,
            APPENDDIRNAME,
            APPENDFSYNC,
            NO_APPENDFSYNC_ON_REWRITE,
            AUTO_AOF_REWRITE_PERCENTAGE,
            AUTO_AOF_REWRITE_MIN_SIZE,
            AOF_LOAD_TRUNCATED,
            AOF_LOAD_CORRUPT_TAIL_MAX_SIZE,
            AOF_USE_RDB_PREAMBLE,
            AOF_TIMESTAMP_ENABLED,
            AOF_REWRITE_INCREMENTAL_FSYNC,
            AOF_DISABLE_AUTO_GC,
            BACKUPDIRNAME,
            BACKUP_SEALED_TTL,
            SNAPSHOT_DIGEST,
            PROOF_INTERVAL,
            PROOF_MEMORY_LIMIT,
            PRELOAD_FILE);

    private PersistenceSettings() {}
}
