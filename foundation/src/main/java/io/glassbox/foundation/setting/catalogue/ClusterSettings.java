package io.glassbox.foundation.setting.catalogue;

import static io.glassbox.foundation.setting.declare.Setting.choice;
import static io.glassbox.foundation.setting.declare.Setting.choices;
import static io.glassbox.foundation.setting.declare.Setting.flag;
import static io.glassbox.foundation.setting.declare.Setting.integer;
import static io.glassbox.foundation.setting.declare.Setting.memory;
import static io.glassbox.foundation.setting.declare.Setting.number;
import static io.glassbox.foundation.setting.declare.Setting.optionalText;
import static io.glassbox.foundation.setting.declare.Setting.text;

import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.EndpointType;
import io.glassbox.foundation.setting.value.SlotStatistics;
import java.util.List;
import java.util.Set;

/** Redis Cluster. */
public final class ClusterSettings {
    private static final long UNSIGNED_MAX = -1;
    private static final long MB = 1L << 20;

    /** Whether the server is a node of a cluster. */
    public static final Setting<Boolean> CLUSTER_ENABLED =
            flag("cluster-enabled", false).immutable();

    /** File in which the node keeps the state of the cluster. */
    public static final Setting<String> CLUSTER_CONFIG_FILE =
            text("cluster-config-file", "nodes.conf").immutable();

    /** Milliseconds after which a node that does not answer counts as failing. */
    public static final Setting<Long> CLUSTER_NODE_TIMEOUT = number("cluster-node-timeout", 0, Long.MAX_VALUE, 15_000);

    /** Milliseconds between pings; 0 follows from the node timeout. For tests. */
    public static final Setting<Long> CLUSTER_PING_INTERVAL =
            number("cluster-ping-interval", 0, Long.MAX_VALUE, 0).hidden();

    /** Port of the cluster bus; 0 is the client port + 10000. */
    public static final Setting<Integer> CLUSTER_PORT =
            integer("cluster-port", 0, 65_535, 0).immutable();

    /** Address that the node gives as its own. */
    public static final Setting<String> CLUSTER_ANNOUNCE_IP = optionalText("cluster-announce-ip");

    /** Name of the machine that the node gives as its own. */
    public static final Setting<String> CLUSTER_ANNOUNCE_HOSTNAME =
            optionalText("cluster-announce-hostname").checked(ClusterNames::hostnameObjection);

    /** Name of the node in logs. */
    public static final Setting<String> CLUSTER_ANNOUNCE_HUMAN_NODENAME =
            optionalText("cluster-announce-human-nodename").checked(ClusterNames::nodeNameObjection);

    /** Port that the node gives as its own. */
    public static final Setting<Integer> CLUSTER_ANNOUNCE_PORT = integer("cluster-announce-port", 0, 65_535, 0);

    /** TLS port that the node gives as its own. */
    public static final Setting<Integer> CLUSTER_ANNOUNCE_TLS_PORT = integer("cluster-announce-tls-port", 0, 65_535, 0);

    /** Bus port that the node gives as its own. */
    public static final Setting<Integer> CLUSTER_ANNOUNCE_BUS_PORT = integer("cluster-announce-bus-port", 0, 65_535, 0);

    /** How nodes are named to clients. */
    public static final Setting<EndpointType> CLUSTER_PREFERRED_ENDPOINT_TYPE =
            choice("cluster-preferred-endpoint-type", EndpointType.IP);

    /** Whether the cluster stops when a slot has no node. */
    public static final Setting<Boolean> CLUSTER_REQUIRE_FULL_COVERAGE = flag("cluster-require-full-coverage", true);

    /** Whether reads go on while the cluster is down. */
    public static final Setting<Boolean> CLUSTER_ALLOW_READS_WHEN_DOWN = flag("cluster-allow-reads-when-down", false);

    /** Whether shard channels go on while the cluster is down. */
    public static final Setting<Boolean> CLUSTER_ALLOW_PUBSUBSHARD_WHEN_DOWN =
            flag("cluster-allow-pubsubshard-when-down", true);

    /** Whether replicas move to primaries without any. */
    public static final Setting<Boolean> CLUSTER_ALLOW_REPLICA_MIGRATION =
            flag("cluster-allow-replica-migration", true);

    /** Replicas that a primary keeps when others move. */
    public static final Setting<Integer> CLUSTER_MIGRATION_BARRIER =
            integer("cluster-migration-barrier", 0, Integer.MAX_VALUE, 1);

    /** Whether the replica never takes over by itself. */
    public static final Setting<Boolean> CLUSTER_REPLICA_NO_FAILOVER =
            flag("cluster-replica-no-failover", false).alias("cluster-slave-no-failover");

    /** Node timeouts of lost contact after which a replica does not take over; 0 is no number. */
    public static final Setting<Integer> CLUSTER_REPLICA_VALIDITY_FACTOR =
            integer("cluster-replica-validity-factor", 0, Integer.MAX_VALUE, 10).alias("cluster-slave-validity-factor");

    /** Most bytes that may wait for another node; 0 is no limit; unsigned. */
    public static final Setting<Long> CLUSTER_LINK_SENDBUF_LIMIT =
            memory("cluster-link-sendbuf-limit", 0, UNSIGNED_MAX, 0);

    /** Percentage of commands checked for what a cluster would refuse. */
    public static final Setting<Integer> CLUSTER_COMPATIBILITY_SAMPLE_RATIO =
            integer("cluster-compatibility-sample-ratio", 0, 100, 0);

    /** Which statistics are kept for each slot. */
    public static final Setting<Set<SlotStatistics>> CLUSTER_SLOT_STATS_ENABLED =
            choices("cluster-slot-stats-enabled", SlotStatistics.NO);

    /** Bytes of lag under which a slot is handed over. */
    public static final Setting<Long> CLUSTER_SLOT_MIGRATION_HANDOFF_MAX_LAG_BYTES =
            memory("cluster-slot-migration-handoff-max-lag-bytes", 0, Long.MAX_VALUE, MB);

    /** Milliseconds for which writes may pause at the handover. */
    public static final Setting<Long> CLUSTER_SLOT_MIGRATION_WRITE_PAUSE_TIMEOUT =
            number("cluster-slot-migration-write-pause-timeout", 0, Long.MAX_VALUE, 10_000);

    /** Finished migrations that are remembered. */
    public static final Setting<Integer> CLUSTER_SLOT_MIGRATION_MAX_ARCHIVED_TASKS = integer(
                    "cluster-slot-migration-max-archived-tasks", 0, Integer.MAX_VALUE, 32)
            .hidden();

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            CLUSTER_ENABLED,
            CLUSTER_CONFIG_FILE,
            CLUSTER_NODE_TIMEOUT,
            CLUSTER_PING_INTERVAL,
            CLUSTER_PORT,
            CLUSTER_ANNOUNCE_IP,
            CLUSTER_ANNOUNCE_HOSTNAME,
            CLUSTER_ANNOUNCE_HUMAN_NODENAME,
            CLUSTER_ANNOUNCE_PORT,
            CLUSTER_ANNOUNCE_TLS_PORT,
            CLUSTER_ANNOUNCE_BUS_PORT,
            CLUSTER_PREFERRED_ENDPOINT_TYPE,
            CLUSTER_REQUIRE_FULL_COVERAGE,
            CLUSTER_ALLOW_READS_WHEN_DOWN,
            CLUSTER_ALLOW_PUBSUBSHARD_WHEN_DOWN,
            CLUSTER_ALLOW_REPLICA_MIGRATION,
            CLUSTER_MIGRATION_BARRIER,
            CLUSTER_REPLICA_NO_FAILOVER,
            CLUSTER_REPLICA_VALIDITY_FACTOR,
            CLUSTER_LINK_SENDBUF_LIMIT,
            CLUSTER_COMPATIBILITY_SAMPLE_RATIO,
            CLUSTER_SLOT_STATS_ENABLED,
            CLUSTER_SLOT_MIGRATION_HANDOFF_MAX_LAG_BYTES,
            CLUSTER_SLOT_MIGRATION_WRITE_PAUSE_TIMEOUT,
            CLUSTER_SLOT_MIGRATION_MAX_ARCHIVED_TASKS);

    private ClusterSettings() {}
}
