package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.NativeFunction;
import io.glassbox.scripting.lua.value.Results;
import org.jspecify.annotations.Nullable;

/** {@code next}. A type of its own, so that loops over {@code pairs} recognize it. */
public final class NextFunction extends NativeFunction {
    @Override
    public @Nullable Object call(LuaState state, @Nullable Object[] args) {
        return after(Arguments.table(args, 0), Arguments.at(args, 1));
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object table, @Nullable Object key) {
        return table instanceof LuaTable t ? after(t, key) : call(state, new @Nullable Object[] {table, key});
    }

    private static @Nullable Object after(LuaTable table, @Nullable Object key) {
        int position = table.nextPosition(table.positionAfter(key));
        return position < 0 ? null : Results.of(table.keyAt(position), table.valueAtPosition(position));
    }
}
