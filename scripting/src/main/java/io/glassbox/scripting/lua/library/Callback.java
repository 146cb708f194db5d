package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.Results;
import org.jspecify.annotations.Nullable;

/**
 * A function that a library calls back. Nesting counts against the limit of C, and an error that passes finds no line here to blame,
 * because a library has none. Of the results only the first is wanted.
 */
final class Callback {
    private final LuaState state;
    private final LuaFunction function;

    Callback(LuaState state, LuaFunction function) {
        this.state = state;
        this.function = function;
    }

    @Nullable
    Object call(@Nullable Object a) {
        state.calls().enterNative();
        Object result;
        try {
            result = function.call(state, a);
        } catch (LuaError error) {
            result = error.passOnNative();
        }
        return finish(result);
    }

    @Nullable
    Object call(@Nullable Object a, @Nullable Object b) {
        state.calls().enterNative();
        Object result;
        try {
            result = function.call(state, a, b);
        } catch (LuaError error) {
            result = error.passOnNative();
        }
        return finish(result);
    }

    @Nullable
    Object call(@Nullable Object[] args) {
        state.calls().enterNative();
        Object result;
        try {
            result = function.call(state, args);
        } catch (LuaError error) {
            result = error.passOnNative();
        }
        return finish(result);
    }

    /** Whoever catches an error unwinds the calls, so only a result leaves here. */
    private @Nullable Object finish(@Nullable Object result) {
        state.calls().leaveNative();
        return Results.first(result);
    }
}
