package io.glassbox.scripting.function;

import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.script.ScriptFlags;

/** A function of a library, as it has registered itself. An empty description is none. */
public record LibraryFunction(
        String name, String description, boolean isDescribed, ScriptFlags flags, LuaFunction callback) {}
