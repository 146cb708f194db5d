package io.glassbox.durability.rdb;

/**
 * What a byte of {@link RdbType} means to people.
 *
 * @param type of the value, as TYPE names it
 * @param encoding of the value in the file, which a loading server is free to change
 * @param words what redis-check-rdb calls it
 */
public record RdbForm(String type, String encoding, String words) {
    /** The form of such a type, which may be unknown. */
    public static RdbForm of(int type) {
        return switch (type) {
            case RdbType.STRING -> new RdbForm("string", "raw", "string");
            case RdbType.LIST -> new RdbForm("list", "linkedlist", "list-linked");
            case RdbType.SET -> new RdbForm("set", "hashtable", "set-hashtable");
            case RdbType.ZSET -> new RdbForm("zset", "skiplist-v1", "zset-v1");
            case RdbType.HASH -> new RdbForm("hash", "hashtable", "hash-hashtable");
            case RdbType.ZSET_2 -> new RdbForm("zset", "skiplist", "zset-v2");
            case RdbType.MODULE_PRE_GA -> new RdbForm("module", "pre-release", "module-value");
            case RdbType.MODULE_2 -> new RdbForm("module", "module", "module-value");
            case RdbType.HASH_ZIPMAP -> new RdbForm("hash", "zipmap", "hash-zipmap");
            case RdbType.LIST_ZIPLIST -> new RdbForm("list", "ziplist", "list-ziplist");
            case RdbType.SET_INTSET -> new RdbForm("set", "intset", "set-intset");
            case RdbType.ZSET_ZIPLIST -> new RdbForm("zset", "ziplist", "zset-ziplist");
            case RdbType.HASH_ZIPLIST -> new RdbForm("hash", "ziplist", "hash-ziplist");
            case RdbType.LIST_QUICKLIST -> new RdbForm("list", "quicklist", "quicklist");
            case RdbType.STREAM_LISTPACKS -> new RdbForm("stream", "stream", "stream");
            case RdbType.HASH_LISTPACK -> new RdbForm("hash", "listpack", "hash-listpack");
            case RdbType.ZSET_LISTPACK -> new RdbForm("zset", "listpack", "zset-listpack");
            case RdbType.LIST_QUICKLIST_2 -> new RdbForm("list", "quicklist-v2", "quicklist-v2");
            case RdbType.STREAM_LISTPACKS_2 -> new RdbForm("stream", "stream-v2", "stream-v2");
            case RdbType.SET_LISTPACK -> new RdbForm("set", "listpack", "set-listpack");
            case RdbType.STREAM_LISTPACKS_3 -> new RdbForm("stream", "stream-v3", "stream-v3");
            case RdbType.HASH_METADATA_PRE_GA ->
                new RdbForm("hash", "hashtable-ex-pre-release", "hash-hashtable-md-pre-release");
            case RdbType.HASH_LISTPACK_EX_PRE_GA ->
                new RdbForm("hash", "listpack-ex-pre-release", "hash-listpack-md-pre-release");
            case RdbType.HASH_METADATA -> new RdbForm("hash", "hashtable-ex", "hash-hashtable-md");
            case RdbType.HASH_LISTPACK_EX -> new RdbForm("hash", "listpack-ex", "hash-listpack-md");
            default -> new RdbForm("unknown", "unknown", "unknown");
        };
    }

    /** Whether values of this type are a module's, which {@link ModuleData} can read over. */
    public static boolean isModule(int type) {
        return type == RdbType.MODULE_2;
    }
}
