package io.glassbox.engine.type;

import io.glassbox.engine.entry.ValueType;
import java.util.function.Function;

/** What the keyspace has to know of a type to open values of it: {@code keys.read(HashValue.KIND, key)}. */
public final class ValueKind<V extends Value> {
    private final ValueType type;
    private final Class<V> view;
    private final Function<TypeContext, V> maker;

    private ValueKind(ValueType type, Class<V> view, Function<TypeContext, V> maker) {
        this.type = type;
        this.view = view;
        this.maker = maker;
    }

    public static <V extends Value> ValueKind<V> of(ValueType type, Class<V> view, Function<TypeContext, V> maker) {
        return new ValueKind<>(type, view, maker);
    }

    public ValueType type() {
        return type;
    }

    public V newValue(TypeContext context) {
        return maker.apply(context);
    }

    public V cast(Value value) {
        return view.cast(value);
    }
}
