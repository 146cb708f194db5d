package io.glassbox.scripting.lua;

import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;

/** The way in: makes interpreters, and functions of the texts of programs. */
public final class Lua {
    private Lua() {}

    /** An interpreter with the base library and coroutines, and without any other library. */
    public static LuaState newState() {
        return new LuaState();
    }

    /**
     * The program as a function without parameters. The chunk's name is as in Lua: {@code @name} to be shown as name,
     * else the text itself. Throws a {@link io.glassbox.scripting.lua.value.LuaError} with Lua's message for a text that is no
     * program; binary chunks are refused.
     */
    public static LuaFunction load(LuaState state, byte[] source, LuaString chunkName) {
        return state.loader().load(state, LuaString.wrap(source), chunkName);
    }
}
