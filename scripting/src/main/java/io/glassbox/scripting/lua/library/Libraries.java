package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.library.json.JsonLibrary;
import io.glassbox.scripting.lua.library.messagepack.MessagePackLibrary;
import io.glassbox.scripting.lua.library.structure.StructureLibrary;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import java.util.function.DoubleSupplier;

/** All libraries that Redis gives to its programs, besides the base library and coroutines. */
public final class Libraries {
    private Libraries() {}

    /**
     * Puts the libraries into the globals of a state, and the functions of {@code string} behind strings.
     *
     * @param random the random numbers of the server, shared by all its states
     * @param processorSeconds the processor time that the server has used
     */
    public static void install(LuaState state, RandomSequence random, DoubleSupplier processorSeconds) {
        LuaTable globals = state.globals();
        LuaTable string = StringLibrary.table();
        LuaTable metatable = new LuaTable();
        metatable.set(LuaString.of("__index"), string);
        state.setStringMetatable(metatable);
        globals.set(LuaString.of("string"), string);
        globals.set(LuaString.of("table"), TableLibrary.table());
        globals.set(LuaString.of("math"), MathLibrary.table(random));
        globals.set(LuaString.of("bit"), BitLibrary.table());
        globals.set(LuaString.of("struct"), StructureLibrary.table());
        globals.set(LuaString.of("cjson"), JsonLibrary.table());
        globals.set(LuaString.of("cmsgpack"), MessagePackLibrary.table());
        globals.set(LuaString.of("os"), OsLibrary.table(processorSeconds));
    }
}
