package io.glassbox.scripting.lua;

import io.glassbox.scripting.lua.base.BaseLibrary;
import io.glassbox.scripting.lua.base.ControlLibrary;
import io.glassbox.scripting.lua.base.CoroutineLibrary;
import io.glassbox.scripting.lua.compile.HotCodeCompiler;
import io.glassbox.scripting.lua.interpret.Cell;
import io.glassbox.scripting.lua.interpret.Compiler;
import io.glassbox.scripting.lua.interpret.LuaClosure;
import io.glassbox.scripting.lua.syntax.Parser;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;

/** The way in: makes interpreters, and functions of the texts of programs. */
public final class Lua {
    private Lua() {}

    /** An interpreter with the base library and coroutines, and without any other library. */
    public static LuaState newState() {
        return newState(HotCodeCompiler.background());
    }

    /** The same with a compiler of choice, for tests. */
    static LuaState newState(Compiler compiler) {
        LuaState state = new LuaState();
        state.setLoader((loading, source, name) -> load(loading, source, name, compiler));
        BaseLibrary.install(state);
        ControlLibrary.install(state);
        CoroutineLibrary.install(state);
        return state;
    }

    /**
     * The program as a function without parameters. The chunk's name is as in Lua: {@code @name} to be shown as name,
     * else the text itself. Throws a {@link LuaError} with Lua's message for a text that is no program; binary chunks
     * are none.
     */
    public static LuaFunction load(LuaState state, byte[] source, LuaString chunkName) {
        return state.loader().load(state, LuaString.wrap(source), chunkName);
    }

    /** The same for a program that is stepped through: the state's {@link LuaState#stepHook} is told of its statements. */
    public static LuaFunction loadForSteps(LuaState state, byte[] source, LuaString chunkName) {
        return load(state, LuaString.wrap(source), chunkName, Compiler.STEPPING);
    }

    private static LuaFunction load(LuaState state, LuaString source, LuaString name, Compiler compiler) {
        return new LuaClosure(Parser.parse(source, name, compiler), new Cell[0], state.globals());
    }
}
