package io.glassbox.foundation.setting.catalogue;

import static io.glassbox.foundation.setting.declare.Setting.choice;
import static io.glassbox.foundation.setting.declare.Setting.flag;
import static io.glassbox.foundation.setting.declare.Setting.integer;
import static io.glassbox.foundation.setting.declare.Setting.memory;
import static io.glassbox.foundation.setting.declare.Setting.memoryOrPercent;
import static io.glassbox.foundation.setting.declare.Setting.number;
import static io.glassbox.foundation.setting.declare.SettingFlag.DEBUG;

import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.MaxmemoryPolicy;
import java.util.List;

/** How much memory is used, what is evicted and expired, and how memory is given back. */
public final class MemorySettings {
    private static final long UNSIGNED_MAX = -1;
    private static final long MB = 1L << 20;

    /** Number of databases. */
    public static final Setting<Integer> DATABASES =
            integer("databases", 1, Integer.MAX_VALUE, 16).immutable();

    /** Bytes for data; 0 is no limit; unsigned. */
    public static final Setting<Long> MAXMEMORY = memory("maxmemory", 0, UNSIGNED_MAX, 0);

    /** What makes room when memory is full. */
    public static final Setting<MaxmemoryPolicy> MAXMEMORY_POLICY =
            choice("maxmemory-policy", MaxmemoryPolicy.NOEVICTION);

    /** Keys looked at for each one evicted. */
    public static final Setting<Integer> MAXMEMORY_SAMPLES = integer("maxmemory-samples", 1, 64, 5);

    /** How long eviction may hold up commands, 0 to 100. */
    public static final Setting<Integer> MAXMEMORY_EVICTION_TENACITY =
            integer("maxmemory-eviction-tenacity", 0, 100, 10);

    /** Bytes for the buffers of all clients, or a percentage of maxmemory as a negative number; 0 is no limit. */
    public static final Setting<Long> MAXMEMORY_CLIENTS = memoryOrPercent("maxmemory-clients", 0);

    /** How slowly the access counter of a key saturates. */
    public static final Setting<Integer> LFU_LOG_FACTOR = integer("lfu-log-factor", 0, Integer.MAX_VALUE, 10);

    /** Minutes after which the access counter of a key is lowered; 0 is never. */
    public static final Setting<Integer> LFU_DECAY_TIME = integer("lfu-decay-time", 0, Integer.MAX_VALUE, 1);

    /** How much time may go into removing expired keys, 1 to 10. */
    public static final Setting<Integer> ACTIVE_EXPIRE_EFFORT = integer("active-expire-effort", 1, 10, 1);

    /** Accepted for old files; tables grow in small steps by themselves. */
    public static final Setting<Boolean> ACTIVEREHASHING = flag("activerehashing", true);

    /** Whether evicted values are freed in the background. */
    public static final Setting<Boolean> LAZYFREE_LAZY_EVICTION =
            flag("lazyfree-lazy-eviction", false).with(DEBUG);

    /** Whether expired values are freed in the background. */
    public static final Setting<Boolean> LAZYFREE_LAZY_EXPIRE =
            flag("lazyfree-lazy-expire", false).with(DEBUG);

    /** Whether overwritten values are freed in the background. */
    public static final Setting<Boolean> LAZYFREE_LAZY_SERVER_DEL =
            flag("lazyfree-lazy-server-del", false).with(DEBUG);

    /** Whether DEL works as UNLINK does. */
    public static final Setting<Boolean> LAZYFREE_LAZY_USER_DEL =
            flag("lazyfree-lazy-user-del", false).with(DEBUG);

    /** Whether FLUSHALL and FLUSHDB are asynchronous when they do not say. */
    public static final Setting<Boolean> LAZYFREE_LAZY_USER_FLUSH =
            flag("lazyfree-lazy-user-flush", false).with(DEBUG);

    /** Most keys remembered for client-side caching; 0 is no limit. */
    public static final Setting<Long> TRACKING_TABLE_MAX_KEYS =
            number("tracking-table-max-keys", 0, Long.MAX_VALUE, 1_000_000);

    /** Whether memory is compacted while the server runs. */
    public static final Setting<Boolean> ACTIVEDEFRAG =
            flag("activedefrag", false).with(DEBUG);

    /** Least percentage of CPU time for compaction. */
    public static final Setting<Integer> ACTIVE_DEFRAG_CYCLE_MIN = integer("active-defrag-cycle-min", 1, 99, 1);

    /** Most percentage of CPU time for compaction. */
    public static final Setting<Integer> ACTIVE_DEFRAG_CYCLE_MAX = integer("active-defrag-cycle-max", 1, 99, 25);

    /** Percentage of waste from which compaction works. */
    public static final Setting<Integer> ACTIVE_DEFRAG_THRESHOLD_LOWER =
            integer("active-defrag-threshold-lower", 0, 1_000, 10);

    /** Percentage of waste from which compaction works with full effort. */
    public static final Setting<Integer> ACTIVE_DEFRAG_THRESHOLD_UPPER =
            integer("active-defrag-threshold-upper", 0, 1_000, 100);

    /** Bytes of waste below which compaction does not begin. */
    public static final Setting<Long> ACTIVE_DEFRAG_IGNORE_BYTES =
            memory("active-defrag-ignore-bytes", 1, Long.MAX_VALUE, 100 * MB);

    /** Elements of a collection that compaction treats in one step. */
    public static final Setting<Long> ACTIVE_DEFRAG_MAX_SCAN_FIELDS =
            number("active-defrag-max-scan-fields", 1, Long.MAX_VALUE, 1_000);

    /** Accepted for old files; the allocator is our own. */
    public static final Setting<Boolean> JEMALLOC_BG_THREAD = flag("jemalloc-bg-thread", true);

    /** Whether the sizes of keys are counted in histograms. */
    public static final Setting<Boolean> KEY_MEMORY_HISTOGRAMS = flag("key-memory-histograms", false);

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            DATABASES,
            MAXMEMORY,
            MAXMEMORY_POLICY,
            MAXMEMORY_SAMPLES,
            MAXMEMORY_EVICTION_TENACITY,
            MAXMEMORY_CLIENTS,
            LFU_LOG_FACTOR,
            LFU_DECAY_TIME,
            ACTIVE_EXPIRE_EFFORT,
            ACTIVEREHASHING,
            LAZYFREE_LAZY_EVICTION,
            LAZYFREE_LAZY_EXPIRE,
            LAZYFREE_LAZY_SERVER_DEL,
            LAZYFREE_LAZY_USER_DEL,
            LAZYFREE_LAZY_USER_FLUSH,
            TRACKING_TABLE_MAX_KEYS,
            ACTIVEDEFRAG,
            ACTIVE_DEFRAG_CYCLE_MIN,
            ACTIVE_DEFRAG_CYCLE_MAX,
            ACTIVE_DEFRAG_THRESHOLD_LOWER,
            ACTIVE_DEFRAG_THRESHOLD_UPPER,
            ACTIVE_DEFRAG_IGNORE_BYTES,
            ACTIVE_DEFRAG_MAX_SCAN_FIELDS,
            JEMALLOC_BG_THREAD,
            KEY_MEMORY_HISTOGRAMS);

    private MemorySettings() {}
}
