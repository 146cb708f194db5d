package io.glassbox.scripting.lua.value;

import org.jspecify.annotations.Nullable;

/** A function of Java that takes its arguments as an array. Override a call with few arguments to spare the array. */
public abstract class NativeFunction extends LuaFunction {
    private static final @Nullable Object[] NO_ARGUMENTS = {};

    @Override
    public @Nullable Object call(LuaState state) {
        return call(state, NO_ARGUMENTS);
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object a) {
        return call(state, new @Nullable Object[] {a});
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b) {
        return call(state, new @Nullable Object[] {a, b});
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return call(state, new @Nullable Object[] {a, b, c});
    }
}
