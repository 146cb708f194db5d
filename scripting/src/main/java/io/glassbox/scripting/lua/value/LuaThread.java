package io.glassbox.scripting.lua.value;

/** A value of type thread: a coroutine. */
public interface LuaThread {}
