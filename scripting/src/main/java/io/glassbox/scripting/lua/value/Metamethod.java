package io.glassbox.scripting.lua.value;

/** The events whose handling a metatable can change. */
public enum Metamethod {
    INDEX("__index"),
    NEWINDEX("__newindex"),
    CALL("__call"),
    EQ("__eq"),
    LT("__lt"),
    LE("__le"),
    LEN("__len"),
    CONCAT("__concat"),
    ADD("__add"),
    SUB("__sub"),
    MUL("__mul"),
    DIV("__div"),
    MOD("__mod"),
    POW("__pow"),
    UNM("__unm"),
    TOSTRING("__tostring"),
    METATABLE("__metatable");

    // A string of Lua is immutable but for its cached hash.
    @SuppressWarnings("ImmutableEnumChecker")
    private final LuaString key;

    Metamethod(String key) {
        this.key = LuaString.of(key);
    }

    public LuaString key() {
        return key;
    }

    int bit() {
        return 1 << ordinal();
    }
}
