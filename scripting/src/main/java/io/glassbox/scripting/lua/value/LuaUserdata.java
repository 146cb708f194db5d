package io.glassbox.scripting.lua.value;

import org.jspecify.annotations.Nullable;

/** A value that means something to Java only; programs can pass it on, and it acts by its metatable. */
public class LuaUserdata {
    private @Nullable LuaTable metatable;

    /** What {@code tostring} shows behind the type. */
    public String address() {
        return LuaText.address(this);
    }

    public @Nullable LuaTable metatable() {
        return metatable;
    }

    public void setMetatable(@Nullable LuaTable metatable) {
        this.metatable = metatable;
    }
}
