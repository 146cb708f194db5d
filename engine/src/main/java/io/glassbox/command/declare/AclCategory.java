package io.glassbox.command.declare;

import java.util.Locale;

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

    public long bit() {
        return 1L << ordinal();
    }

    public String printedName() {
        return "@" + name().toLowerCase(Locale.ROOT);
    }
}
