package io.glassbox.foundation.setting.catalogue;

import static io.glassbox.foundation.setting.declare.Setting.choice;
import static io.glassbox.foundation.setting.declare.Setting.flag;
import static io.glassbox.foundation.setting.declare.Setting.integer;
import static io.glassbox.foundation.setting.declare.Setting.memory;
import static io.glassbox.foundation.setting.declare.Setting.number;
import static io.glassbox.foundation.setting.declare.Setting.optionalText;
import static io.glassbox.foundation.setting.declare.Setting.primary;
import static io.glassbox.foundation.setting.declare.SettingFlag.DEBUG;
import static io.glassbox.foundation.setting.declare.SettingFlag.DENIED_WHILE_LOADING;
import static io.glassbox.foundation.setting.declare.SettingFlag.SENSITIVE;

import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.DisklessLoad;
import io.glassbox.foundation.setting.value.PrimaryAddress;
import io.glassbox.foundation.setting.value.PropagationErrorBehavior;
import java.util.List;

/** Primaries and replicas. */
public final class ReplicationSettings {
    private static final long MB = 1L << 20;

    /** Whose replica the server is. */
    public static final Setting<PrimaryAddress> REPLICAOF =
            primary("replicaof").immutable().alias("slaveof");

    /** User that the replica logs in as. */
    public static final Setting<String> MASTERUSER = optionalText("masteruser").with(SENSITIVE);

    /** Password that the replica logs in with. */
    public static final Setting<String> MASTERAUTH = optionalText("masterauth").with(SENSITIVE);

    /** Whether a replica answers while its link is down. */
    public static final Setting<Boolean> REPLICA_SERVE_STALE_DATA =
            flag("replica-serve-stale-data", true).alias("slave-serve-stale-data");

    /** Whether a replica refuses writes of clients. */
    public static final Setting<Boolean> REPLICA_READ_ONLY =
            flag("replica-read-only", true).with(DEBUG).alias("slave-read-only");

    /** Whether a replica drops its old data in the background. */
    public static final Setting<Boolean> REPLICA_LAZY_FLUSH =
            flag("replica-lazy-flush", false).alias("slave-lazy-flush");

    /** Whether a replica evicts only what its primary does. */
    public static final Setting<Boolean> REPLICA_IGNORE_MAXMEMORY =
            flag("replica-ignore-maxmemory", true).alias("slave-ignore-maxmemory");

    /** Whether a replica goes on when it cannot write to its disk. */
    public static final Setting<Boolean> REPLICA_IGNORE_DISK_WRITE_ERRORS =
            flag("replica-ignore-disk-write-errors", false);

    /** How eagerly Sentinel promotes the replica, lowest first; 0 is never. */
    public static final Setting<Integer> REPLICA_PRIORITY =
            integer("replica-priority", 0, Integer.MAX_VALUE, 100).alias("slave-priority");

    /** Whether Sentinel shows the replica. */
    public static final Setting<Boolean> REPLICA_ANNOUNCED = flag("replica-announced", true);

    /** Address that the replica gives as its own. */
    public static final Setting<String> REPLICA_ANNOUNCE_IP =
            optionalText("replica-announce-ip").alias("slave-announce-ip");

    /** Port that the replica gives as its own. */
    public static final Setting<Integer> REPLICA_ANNOUNCE_PORT =
            integer("replica-announce-port", 0, 65_535, 0).alias("slave-announce-port");

    /** Bytes that a replica buffers during a full synchronization; 0 is its output buffer limit. */
    public static final Setting<Long> REPLICA_FULL_SYNC_BUFFER_LIMIT =
            memory("replica-full-sync-buffer-limit", 0, Long.MAX_VALUE, 0);

    /** Whether a full synchronization goes without a file. */
    public static final Setting<Boolean> REPL_DISKLESS_SYNC =
            flag("repl-diskless-sync", true).with(DEBUG);

    /** Seconds to wait for more replicas before it begins. */
    public static final Setting<Integer> REPL_DISKLESS_SYNC_DELAY =
            integer("repl-diskless-sync-delay", 0, Integer.MAX_VALUE, 5);

    /** Replicas that end the wait; 0 is no number. */
    public static final Setting<Integer> REPL_DISKLESS_SYNC_MAX_REPLICAS =
            integer("repl-diskless-sync-max-replicas", 0, Integer.MAX_VALUE, 0);

    /** When a replica loads straight from the connection. */
    public static final Setting<DisklessLoad> REPL_DISKLESS_LOAD =
            choice("repl-diskless-load", DisklessLoad.DISABLED).with(DEBUG, DENIED_WHILE_LOADING);

    /** Whether the snapshot of a full synchronization has a connection of its own. */
    public static final Setting<Boolean> REPL_RDB_CHANNEL =
            flag("repl-rdb-channel", false).hidden();

    /** Whether small packets to replicas are gathered. */
    public static final Setting<Boolean> REPL_DISABLE_TCP_NODELAY = flag("repl-disable-tcp-nodelay", false);

    /** Seconds of silence after which a link counts as broken. */
    public static final Setting<Integer> REPL_TIMEOUT = integer("repl-timeout", 1, Integer.MAX_VALUE, 60);

    /** Seconds between pings to replicas. */
    public static final Setting<Integer> REPL_PING_REPLICA_PERIOD =
            integer("repl-ping-replica-period", 1, Integer.MAX_VALUE, 10).alias("repl-ping-slave-period");

    /** Bytes of the stream kept for replicas that come back. */
    public static final Setting<Long> REPL_BACKLOG_SIZE = memory("repl-backlog-size", 1, Long.MAX_VALUE, MB);

    /** Seconds after which the backlog is dropped when there are no replicas; 0 is never. */
    public static final Setting<Long> REPL_BACKLOG_TTL = number("repl-backlog-ttl", 0, Long.MAX_VALUE, 3_600);

    /** Replicas without which writes are refused; 0 is none. */
    public static final Setting<Integer> MIN_REPLICAS_TO_WRITE =
            integer("min-replicas-to-write", 0, Integer.MAX_VALUE, 0).alias("min-slaves-to-write");

    /** Seconds of lag up to which a replica counts. */
    public static final Setting<Integer> MIN_REPLICAS_MAX_LAG =
            integer("min-replicas-max-lag", 0, Integer.MAX_VALUE, 10).alias("min-slaves-max-lag");

    /** What follows when a replicated command fails. */
    public static final Setting<PropagationErrorBehavior> PROPAGATION_ERROR_BEHAVIOR =
            choice("propagation-error-behavior", PropagationErrorBehavior.IGNORE);

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            REPLICAOF,
            MASTERUSER,
            MASTERAUTH,
            REPLICA_SERVE_STALE_DATA,
            REPLICA_READ_ONLY,
            REPLICA_LAZY_FLUSH,
            REPLICA_IGNORE_MAXMEMORY,
            REPLICA_IGNORE_DISK_WRITE_ERRORS,
            REPLICA_PRIORITY,
            REPLICA_ANNOUNCED,
            REPLICA_ANNOUNCE_IP,
            REPLICA_ANNOUNCE_PORT,
            REPLICA_FULL_SYNC_BUFFER_LIMIT,
            REPL_DISKLESS_SYNC,
            REPL_DISKLESS_SYNC_DELAY,
            REPL_DISKLESS_SYNC_MAX_REPLICAS,
            REPL_DISKLESS_LOAD,
            REPL_RDB_CHANNEL,
            REPL_DISABLE_TCP_NODELAY,
            REPL_TIMEOUT,
            REPL_PING_REPLICA_PERIOD,
            REPL_BACKLOG_SIZE,
            REPL_BACKLOG_TTL,
            MIN_REPLICAS_TO_WRITE,
            MIN_REPLICAS_MAX_LAG,
            PROPAGATION_ERROR_BEHAVIOR);

    private ReplicationSettings() {}
}
