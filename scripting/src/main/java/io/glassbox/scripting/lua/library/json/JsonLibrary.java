package io.glassbox.scripting.lua.library.json;

import io.glassbox.scripting.lua.library.Library;
import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/** {@code cjson}, as of version 2.1.0 with Redis's additions. */
public final class JsonLibrary {
    private JsonLibrary() {}

    /** A library with settings of its own. */
    public static LuaTable table() {
        LuaTable library = new LuaTable();
        JsonSettings settings = new JsonSettings();
        JsonScanner scanner = new JsonScanner();
        LuaTable arrayMetatable = new LuaTable();
        arrayMetatable.set(JsonEncoder.IS_ARRAY, true);
        Library.define(library, "encode", (state, args) -> {
            requireOne(args);
            return new JsonEncoder(state, settings).encode(args[0]);
        });
        Library.define(library, "decode", (state, args) -> {
            requireOne(args);
            LuaString text = Arguments.string(args, 0);
            return new JsonDecoder(state, settings, arrayMetatable, scanner).decode(text);
        });
        settings.define(library);
        Library.define(library, "new", (_, _) -> table());
        library.set(LuaString.of("null"), JsonNull.VALUE);
        library.set(LuaString.of("_NAME"), LuaString.of("cjson"));
        library.set(LuaString.of("_VERSION"), LuaString.of("2.1.0"));
        return library;
    }

    private static void requireOne(@Nullable Object[] args) {
        if (args.length != 1) {
            throw LuaError.badArgument(0, "expected 1 argument");
        }
    }
}
