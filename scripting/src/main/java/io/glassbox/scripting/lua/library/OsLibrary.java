package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.value.LuaTable;
import java.util.function.DoubleSupplier;

/** {@code os}, of which Redis lets programs have the clock only. */
public final class OsLibrary {
    private OsLibrary() {}

    /** {@code processorSeconds}: the processor time that the server has used. */
    public static LuaTable table(DoubleSupplier processorSeconds) {
        LuaTable library = new LuaTable();
        Library.define(library, "clock", (_, _) -> processorSeconds.getAsDouble());
        return library;
    }
}
