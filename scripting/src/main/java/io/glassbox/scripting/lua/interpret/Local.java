package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A local variable of one function: a slot of its frames for as long as its block lasts. One that an inner function uses
 * holds its value in a {@link Cell}. Complete only when its function has been read to the end.
 */
public final class Local {
    private final LuaString name;
    private final int slot;
    private boolean captured;
    private boolean unknown;
    private final List<Expression> sources = new ArrayList<>(1);

    public Local(LuaString name, int slot) {
        this.name = name;
        this.slot = slot;
    }

    public LuaString name() {
        return name;
    }

    public int slot() {
        return slot;
    }

    public boolean isCaptured() {
        return captured;
    }

    public void capture() {
        captured = true;
    }

    /** Notes where a value comes from; null for one that nothing is known about. For the compiler, which looks for numbers. */
    public void assignedFrom(@Nullable Expression source) {
        if (source == null) {
            unknown = true;
        } else {
            sources.add(source);
        }
    }

    /** All the expressions that the variable gets values from; null if there are others too. */
    public @Nullable List<Expression> sources() {
        return unknown ? null : sources;
    }
}
