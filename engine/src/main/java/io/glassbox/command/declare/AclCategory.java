package io.glassbox.command.declare;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The groups of commands by which access rules speak. READ, WRITE, FAST, SLOW, BLOCKING and the like follow from flags. */
public enum AclCategory {
    KEYSPACE,
    READ,
    WRITE,
    SET,
    SORTEDSET,
    LIST,
    HASH,
    STRING,
    BITMAP,
    HYPERLOGLOG,
    GEO,
    STREAM,
    PUBSUB,
    ADMIN,
    FAST,
    SLOW,
    BLOCKING,
    DANGEROUS,
    CONNECTION,
    TRANSACTION,
    SCRIPTING,
    ARRAY,
    JSON,
    SEARCH,
    TIMESERIES,
    BLOOM,
    CUCKOO,
    CMS,
    TOPK,
    TDIGEST,
    VECTORSET;

    /** The category of that name, in any mixture of cases; null if there is none. */
    public static @Nullable AclCategory named(String name) {
        for (AclCategory category : values()) {
            if (category.name().equalsIgnoreCase(name)) {
                return category;
            }
        }
        return null;
    }

    public long bit() {
        return 1L << ordinal();
    }

    /** Whether rules know it even if no command is of it: those of which there are commands only are of extensions. */
    boolean isStandard() {
        return ordinal() <= SCRIPTING.ordinal();
    }

    public String printedName() {
        return "@" + name().toLowerCase(Locale.ROOT);
    }
}
