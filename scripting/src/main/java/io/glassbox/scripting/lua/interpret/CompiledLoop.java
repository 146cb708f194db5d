package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaState;

/** A loop that was found hot while it ran: goes on where the interpreter stood, on the slots of its frame. */
public abstract class CompiledLoop {
    /** Runs to the end of the loop and returns the signal with which it ended, as {@link Statement#execute}. */
    public abstract int run(LuaState state, LuaClosure self, Frame frame);
}
