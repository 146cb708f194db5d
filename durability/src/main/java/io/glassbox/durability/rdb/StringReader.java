package io.glassbox.durability.rdb;

import io.glassbox.engine.type.StringValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.memory.ByteView;

/** Reads strings. */
final class StringReader extends TypeReader<StringValue> {
    private final ByteView view = new ByteView();

    StringReader(TypeContext types, ValueBound bound) {
        super(StringValue.KIND.newValue(types), bound);
    }

    @Override
    void fill(int type, RdbInput in) {
        in.readString(view);
        // There is nothing more to find out about a string.
        if (isKept()) {
            value.set(view);
        } else {
            count(1);
        }
    }

    @Override
    long size() {
        return 1;
    }
}
