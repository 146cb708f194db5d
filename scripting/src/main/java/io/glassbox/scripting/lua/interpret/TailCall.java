package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import org.jspecify.annotations.Nullable;

/**
 * {@code return f(x)}, once calls are deep: the function returns what is to be called, and its caller calls it. Shallow ones
 * are plain calls, which is faster. It travels as an array, so that only results of several values have to be asked
 * whether they are one: {mark, function, arguments...}.
 */
public final class TailCall {
    /** Calls within each other from which on tail calls take no more depth. */
    public static final int DEEP = 100;

    private static final Object MARK = new Object();

    private TailCall() {}

    public static boolean isDeep(LuaState state) {
        return state.calls().depth() > DEEP;
    }

    public static @Nullable Object[] of(LuaFunction function, @Nullable Object[] args) {
        @Nullable Object[] call = new @Nullable Object[args.length + 2];
        call[0] = MARK;
        call[1] = function;
        System.arraycopy(args, 0, call, 2, args.length);
        return call;
    }

    static boolean isOne(@Nullable Object[] result) {
        return result.length >= 2 && result[0] == MARK;
    }

    static LuaFunction function(@Nullable Object[] call) {
        Object function = call[1];
        assert function != null;
        return (LuaFunction) function;
    }

    static @Nullable Object[] arguments(@Nullable Object[] call) {
        @Nullable Object[] args = new @Nullable Object[call.length - 2];
        System.arraycopy(call, 2, args, 0, args.length);
        return args;
    }
}
