package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.LuaClosure;
import io.glassbox.scripting.lua.interpret.TailCall;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.lua.value.Site;
import org.jspecify.annotations.Nullable;

/**
 * How compiled code calls. Functions of programs are asked for first, by their one class, which lets the JVM inline the way to
 * their code. An error that passes learns the site.
 */
final class CompiledCalls {
    private CompiledCalls() {}

    static @Nullable Object call(LuaState state, @Nullable Object callee, Site site) {
        try {
            if (callee instanceof LuaClosure closure) {
                return closure.call(state);
            }
            return callee instanceof LuaFunction function
                    ? function.call(state)
                    : Operations.call(state, callee, Results.NONE, site);
        } catch (LuaError error) {
            return error.passOn(site);
        }
    }

    static @Nullable Object call(LuaState state, @Nullable Object callee, @Nullable Object a, Site site) {
        try {
            if (callee instanceof LuaClosure closure) {
                return closure.call(state, a);
            }
            return callee instanceof LuaFunction function
                    ? function.call(state, a)
                    : Operations.call(state, callee, new @Nullable Object[] {a}, site);
        } catch (LuaError error) {
            return error.passOn(site);
        }
    }

    static @Nullable Object call(
            LuaState state, @Nullable Object callee, @Nullable Object a, @Nullable Object b, Site site) {
        try {
            if (callee instanceof LuaClosure closure) {
                return closure.call(state, a, b);
            }
            return callee instanceof LuaFunction function
                    ? function.call(state, a, b)
                    : Operations.call(state, callee, new @Nullable Object[] {a, b}, site);
        } catch (LuaError error) {
            return error.passOn(site);
        }
    }

    static @Nullable Object call(
            LuaState state,
            @Nullable Object callee,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            Site site) {
        try {
            if (callee instanceof LuaClosure closure) {
                return closure.call(state, a, b, c);
            }
            return callee instanceof LuaFunction function
                    ? function.call(state, a, b, c)
                    : Operations.call(state, callee, new @Nullable Object[] {a, b, c}, site);
        } catch (LuaError error) {
            return error.passOn(site);
        }
    }

    static @Nullable Object call(LuaState state, @Nullable Object callee, @Nullable Object[] args, Site site) {
        try {
            return Operations.call(state, callee, args, site);
        } catch (LuaError error) {
            return error.passOn(site);
        }
    }

    static @Nullable Object tail(LuaState state, @Nullable Object callee, Site site) {
        return callee instanceof LuaClosure ? tail(state, callee, Results.NONE, site) : call(state, callee, site);
    }

    static @Nullable Object tail(LuaState state, @Nullable Object callee, @Nullable Object a, Site site) {
        if (!(callee instanceof LuaClosure closure)) {
            return call(state, callee, a, site);
        }
        if (TailCall.isDeep(state)) {
            return TailCall.of(closure, new @Nullable Object[] {a});
        }
        try {
            return closure.call(state, a);
        } catch (LuaError error) {
            return error.passOn(site, true);
        }
    }

    static @Nullable Object tail(
            LuaState state, @Nullable Object callee, @Nullable Object a, @Nullable Object b, Site site) {
        if (!(callee instanceof LuaClosure closure)) {
            return call(state, callee, a, b, site);
        }
        if (TailCall.isDeep(state)) {
            return TailCall.of(closure, new @Nullable Object[] {a, b});
        }
        try {
            return closure.call(state, a, b);
        } catch (LuaError error) {
            return error.passOn(site, true);
        }
    }

    static @Nullable Object tail(
            LuaState state,
            @Nullable Object callee,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            Site site) {
        return callee instanceof LuaClosure
                ? tail(state, callee, new @Nullable Object[] {a, b, c}, site)
                : call(state, callee, a, b, c, site);
    }

    static @Nullable Object tail(LuaState state, @Nullable Object callee, @Nullable Object[] args, Site site) {
        if (callee instanceof LuaClosure closure && TailCall.isDeep(state)) {
            return TailCall.of(closure, args);
        }
        try {
            return Operations.call(state, callee, args, site);
        } catch (LuaError error) {
            return error.passOn(site, true);
        }
    }
}
