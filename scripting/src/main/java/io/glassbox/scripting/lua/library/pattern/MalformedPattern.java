package io.glassbox.scripting.lua.library.pattern;

/** Says in Lua's words what is wrong with a pattern, or that a match went too deep. */
public final class MalformedPattern extends RuntimeException {
    public MalformedPattern(String message) {
        super(message, null, false, false);
    }
}
