package io.glassbox.engine.entry;

import java.util.Locale;

/** How a value is kept, by the names that OBJECT ENCODING answers. The ordinal is what an entry's header holds. */
public enum Encoding {
    /** Bytes in the entry block, or in a span of their own when they are many. */
    RAW,
    /** A short string that was set in one piece: laid out as RAW, the name tells clients that it was never modified. */
    EMBSTR,
    /** A 64-bit integer. */
    INT,
    LISTPACK,
    LISTPACKEX,
    INTSET,
    HASHTABLE,
    QUICKLIST,
    SKIPLIST,
    STREAM;

    private static final Encoding[] VALUES = values();

    static Encoding of(int ordinal) {
        return VALUES[ordinal];
    }

    public String printedName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
