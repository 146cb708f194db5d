package io.glassbox.scripting.lua.library.json;

import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaUserdata;
import org.jspecify.annotations.Nullable;

/** {@code cjson.null}: JSON's null as a value, because a table cannot hold nil. There is one, equal to itself in all libraries. */
public final class JsonNull extends LuaUserdata {
    public static final JsonNull VALUE = new JsonNull();

    private JsonNull() {}

    @Override
    public String address() {
        return "(nil)";
    }

    /** It is shared by all servers of a process, so it has none. */
    @Override
    public void setMetatable(@Nullable LuaTable metatable) {
        throw new UnsupportedOperationException("null has no metatable");
    }
}
