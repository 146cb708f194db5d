package io.glassbox.engine.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@link Structure} of each type that has one. */
public final class Structures {
    private final @Nullable Structure[] byType = new @Nullable Structure[ValueType.values().length];

    public Structures(Map<ValueType, Structure> structures) {
        structures.forEach((type, structure) -> byType[type.ordinal()] = structure);
    }

    Structure of(ValueType type) {
        Structure structure = byType[type.ordinal()];
        if (structure == null) {
            throw new IllegalStateException("values of type " + type.printedName() + " have no structure");
        }
        return structure;
    }
}
