package io.glassbox.engine.type;

import io.glassbox.engine.entry.Structures;
import io.glassbox.engine.entry.ValueType;
import java.util.Map;

/** The types whose large values are structures of many blocks. */
public final class CollectionTypes {
    private CollectionTypes() {}

    public static Structures structures(TypeContext context) {
        return new Structures(Map.of(
                ValueType.LIST, new ListStructure(context),
                ValueType.SET, new MemberTable(context),
                ValueType.ZSET, new SortedSetStructure(context),
                ValueType.HASH, new FieldTable(context),
                ValueType.STREAM, new StreamStructure(context)));
    }
}
