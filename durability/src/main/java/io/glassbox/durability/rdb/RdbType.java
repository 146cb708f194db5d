package io.glassbox.durability.rdb;

/** The byte that says how a value is encoded, and the version of the format that brought each. */
final class RdbType {
    static final int STRING = 0;
    static final int LIST = 1;
    static final int SET = 2;
    static final int ZSET = 3;
    static final int HASH = 4;

    /** Scores in binary. */
    static final int ZSET_2 = 5;

    /** Values of modules, in two forms. */
    static final int MODULE_PRE_GA = 6;

    static final int MODULE_2 = 7;
    static final int HASH_ZIPMAP = 9;
    static final int LIST_ZIPLIST = 10;
    static final int SET_INTSET = 11;
    static final int ZSET_ZIPLIST = 12;
    static final int HASH_ZIPLIST = 13;
    static final int LIST_QUICKLIST = 14;
    static final int STREAM_LISTPACKS = 15;
    static final int HASH_LISTPACK = 16;
    static final int ZSET_LISTPACK = 17;
    static final int LIST_QUICKLIST_2 = 18;
    static final int STREAM_LISTPACKS_2 = 19;
    static final int SET_LISTPACK = 20;
    static final int STREAM_LISTPACKS_3 = 21;

    /** Fields with due times, as release candidates wrote them. */
    static final int HASH_METADATA_PRE_GA = 22;

    static final int HASH_LISTPACK_EX_PRE_GA = 23;
    static final int HASH_METADATA = 24;
    static final int HASH_LISTPACK_EX = 25;

    /** The lowest version ever written: that of Redis 7.0, the first with listpacks. */
    static final int LEAST_VERSION = 10;

    /** The version that is written unless a lower one is asked for. */
    static final int VERSION = 12;

    private RdbType() {}

    /** Whether files may have a value of this type, although this server may have no use for it. */
    static boolean isKnown(int type) {
        return type >= STRING && type <= MODULE_2 || type >= HASH_ZIPMAP && type <= HASH_LISTPACK_EX;
    }

    /** What Redis's log says of bytes of this type that are not in order. */
    static String failure(int type) {
        String form = switch (type) {
            case HASH_ZIPMAP -> "Zipmap";
            case LIST_ZIPLIST -> "List ziplist";
            case SET_INTSET -> "Intset";
            case ZSET_ZIPLIST -> "Zset ziplist";
            case HASH_ZIPLIST -> "Hash ziplist";
            case LIST_QUICKLIST, LIST_QUICKLIST_2 -> "Quicklist";
            case STREAM_LISTPACKS, STREAM_LISTPACKS_2, STREAM_LISTPACKS_3 -> "Stream listpack";
            case HASH_LISTPACK, HASH_LISTPACK_EX, HASH_LISTPACK_EX_PRE_GA -> "Hash listpack";
            case ZSET_LISTPACK -> "Zset listpack";
            case SET_LISTPACK -> "Set listpack";
            default -> "Value";
        };
        return form + " integrity check failed";
    }

    /** The version that a reader has to understand to take this type. */
    static int versionOf(int type) {
        if (type <= STREAM_LISTPACKS_2) {
            return LEAST_VERSION;
        }
        return type <= STREAM_LISTPACKS_3 ? 11 : 12;
    }
}
