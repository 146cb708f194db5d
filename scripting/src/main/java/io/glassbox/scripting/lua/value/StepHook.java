package io.glassbox.scripting.lua.value;

import org.jspecify.annotations.Nullable;

/** Is told of every statement of a program that was loaded to be stepped through, before it is executed. */
@FunctionalInterface
public interface StepHook {
    StepHook NONE = (state, step) -> {};

    /** May throw to end the program. */
    void reached(LuaState state, Step step);

    /** Where the program is, and what its local variables are there; valid as long as the function has not gone on. */
    interface Step extends Site {
        /** Visible variables, the outermost first. */
        int variables();

        LuaString name(int variable);

        @Nullable
        Object value(int variable);
    }
}
