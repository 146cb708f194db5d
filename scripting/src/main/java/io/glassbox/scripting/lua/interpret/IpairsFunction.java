package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.NativeFunction;
import io.glassbox.scripting.lua.value.Results;
import org.jspecify.annotations.Nullable;

/** The iterator of {@code ipairs}. A type of its own, so that loops recognize it. */
public final class IpairsFunction extends NativeFunction {
    @Override
    public @Nullable Object call(LuaState state, @Nullable Object[] args) {
        int index = (int) Arguments.integer(args, 1) + 1;
        Object value = Arguments.table(args, 0).get(index);
        return value == null ? Results.NONE : Results.of(Double.valueOf(index), value);
    }
}
