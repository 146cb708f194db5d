package io.glassbox.engine.entry;

import java.util.Locale;

/** The types of values, by the names that TYPE answers. The ordinal is what an entry's header holds. */
public enum ValueType {
    STRING,
    LIST,
    SET,
    ZSET,
    HASH,
    STREAM,
    ARRAY;

    private static final ValueType[] VALUES = values();

    static ValueType of(int ordinal) {
        return VALUES[ordinal];
    }

    public String printedName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
