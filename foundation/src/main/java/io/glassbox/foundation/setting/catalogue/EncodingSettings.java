package io.glassbox.foundation.setting.catalogue;

import static io.glassbox.foundation.setting.declare.Setting.flag;
import static io.glassbox.foundation.setting.declare.Setting.integer;
import static io.glassbox.foundation.setting.declare.Setting.memory;
import static io.glassbox.foundation.setting.declare.Setting.number;
import static io.glassbox.foundation.setting.declare.SettingFlag.DEBUG;

import io.glassbox.foundation.setting.declare.Setting;
import java.util.List;

/** When small collections change to their large encodings, and how large ones are cut into nodes. */
public final class EncodingSettings {
    /** Most fields of a hash that is one listpack. */
    public static final Setting<Long> HASH_MAX_LISTPACK_ENTRIES =
            number("hash-max-listpack-entries", 0, Long.MAX_VALUE, 512).alias("hash-max-ziplist-entries");

    /** Most bytes of a field or value in such a hash. */
    public static final Setting<Long> HASH_MAX_LISTPACK_VALUE =
            memory("hash-max-listpack-value", 0, Long.MAX_VALUE, 64).alias("hash-max-ziplist-value");

    /** Least fields of a hash that shares its field names with others; 0 is never. */
    public static final Setting<Long> HASH_MIN_TEMPLATE_ENTRIES =
            number("hash-min-template-entries", 0, Long.MAX_VALUE, 0);

    /** Most fields of such a hash. */
    public static final Setting<Long> HASH_MAX_TEMPLATE_ENTRIES =
            number("hash-max-template-entries", 0, Long.MAX_VALUE, 0);

    /** The least number for hashes that are loaded. */
    public static final Setting<Long> HASH_RDB_LOAD_MIN_TEMPLATE_ENTRIES =
            number("hash-rdb-load-min-template-entries", 0, Long.MAX_VALUE, 0);

    /** The most number for hashes that are loaded. */
    public static final Setting<Long> HASH_RDB_LOAD_MAX_TEMPLATE_ENTRIES =
            number("hash-rdb-load-max-template-entries", 0, Long.MAX_VALUE, 0);

    /** Users of a template below which loaded hashes give it up. */
    public static final Setting<Long> HASH_RDB_LOAD_TEMPLATE_DISASSEMBLY_THRESHOLD =
            number("hash-rdb-load-template-disassembly-threshold", 0, Long.MAX_VALUE, 0);

    /** Entries in a node of a list, or from -1 to -5, 4 to 64 KiB. */
    public static final Setting<Integer> LIST_MAX_LISTPACK_SIZE = integer(
                    "list-max-listpack-size", Integer.MIN_VALUE, Integer.MAX_VALUE, -2)
            .alias("list-max-ziplist-size");

    /** Nodes at each end of a list that stay uncompressed; 0 compresses none. */
    public static final Setting<Integer> LIST_COMPRESS_DEPTH =
            integer("list-compress-depth", 0, Integer.MAX_VALUE, 0).with(DEBUG);

    /** Most members of a set of integers that is one intset. */
    public static final Setting<Long> SET_MAX_INTSET_ENTRIES = number("set-max-intset-entries", 0, Long.MAX_VALUE, 512);

    /** Most members of a set that is one listpack. */
    public static final Setting<Long> SET_MAX_LISTPACK_ENTRIES =
            number("set-max-listpack-entries", 0, Long.MAX_VALUE, 128);

    /** Most bytes of a member of such a set. */
    public static final Setting<Long> SET_MAX_LISTPACK_VALUE = number("set-max-listpack-value", 0, Long.MAX_VALUE, 64);

    /** Most members of a sorted set that is one listpack. */
    public static final Setting<Long> ZSET_MAX_LISTPACK_ENTRIES =
            number("zset-max-listpack-entries", 0, Long.MAX_VALUE, 128).alias("zset-max-ziplist-entries");

    /** Most bytes of a member of such a sorted set. */
    public static final Setting<Long> ZSET_MAX_LISTPACK_VALUE =
            memory("zset-max-listpack-value", 0, Long.MAX_VALUE, 64).alias("zset-max-ziplist-value");

    /** Most bytes of a sparse HyperLogLog. */
    public static final Setting<Long> HLL_SPARSE_MAX_BYTES = memory("hll-sparse-max-bytes", 0, Long.MAX_VALUE, 3_000);

    /** Most bytes in a node of a stream; 0 is no limit. */
    public static final Setting<Long> STREAM_NODE_MAX_BYTES = memory("stream-node-max-bytes", 0, Long.MAX_VALUE, 4_096);

    /** Most entries in a node of a stream; 0 is no limit. */
    public static final Setting<Long> STREAM_NODE_MAX_ENTRIES =
            number("stream-node-max-entries", 0, Long.MAX_VALUE, 100);

    /** Seconds for which a stream remembers ids that make an XADD idempotent. */
    public static final Setting<Long> STREAM_IDMP_DURATION = number("stream-idmp-duration", 1, 86_400, 100);

    /** Such ids remembered for each producer. */
    public static final Setting<Long> STREAM_IDMP_MAXSIZE = number("stream-idmp-maxsize", 1, 10_000, 100);

    /** Positions in a slice of a new array: a power of two. */
    public static final Setting<Integer> ARRAY_SLICE_SIZE = integer("array-slice-size", 1, 65_536, 4_096)
            .checked(size -> Integer.bitCount(size) == 1 ? null : "array-slice-size must be a power of two");

    /** Most elements of a sparse slice of an array; 0 makes none sparse. */
    public static final Setting<Integer> ARRAY_SPARSE_KMAX = integer("array-sparse-kmax", 0, Integer.MAX_VALUE, 10);

    /** Elements below which a slice becomes sparse again; less than array-sparse-kmax. */
    public static final Setting<Integer> ARRAY_SPARSE_KMIN = integer("array-sparse-kmin", 0, Integer.MAX_VALUE, 5);

    /** Whether vector searches run on the engine thread. */
    public static final Setting<Boolean> VSET_FORCE_SINGLE_THREADED_EXECUTION =
            flag("vset-force-single-threaded-execution", false);

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            HASH_MAX_LISTPACK_ENTRIES,
            HASH_MAX_LISTPACK_VALUE,
            HASH_MIN_TEMPLATE_ENTRIES,
            HASH_MAX_TEMPLATE_ENTRIES,
            HASH_RDB_LOAD_MIN_TEMPLATE_ENTRIES,
            HASH_RDB_LOAD_MAX_TEMPLATE_ENTRIES,
            HASH_RDB_LOAD_TEMPLATE_DISASSEMBLY_THRESHOLD,
            LIST_MAX_LISTPACK_SIZE,
            LIST_COMPRESS_DEPTH,
            SET_MAX_INTSET_ENTRIES,
            SET_MAX_LISTPACK_ENTRIES,
            SET_MAX_LISTPACK_VALUE,
            ZSET_MAX_LISTPACK_ENTRIES,
            ZSET_MAX_LISTPACK_VALUE,
            HLL_SPARSE_MAX_BYTES,
            STREAM_NODE_MAX_BYTES,
            STREAM_NODE_MAX_ENTRIES,
            STREAM_IDMP_DURATION,
            STREAM_IDMP_MAXSIZE,
            ARRAY_SLICE_SIZE,
            ARRAY_SPARSE_KMAX,
            ARRAY_SPARSE_KMIN,
            VSET_FORCE_SINGLE_THREADED_EXECUTION);

    private EncodingSettings() {}
}
