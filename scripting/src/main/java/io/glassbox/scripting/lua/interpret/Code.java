package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaState;
import org.jspecify.annotations.Nullable;

/**
 * What runs a function. A body of up to {@link #FEW} parameters and without {@code ...} has only the first method called, all
 * others only the second. Either may return a {@link TailCall}.
 */
public abstract class Code {
    public static final int FEW = 3;

    public abstract @Nullable Object run(
            LuaState state, LuaClosure self, @Nullable Object a, @Nullable Object b, @Nullable Object c);

    public abstract @Nullable Object run(LuaState state, LuaClosure self, @Nullable Object[] args);
}
