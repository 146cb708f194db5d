package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Results;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@code for ... in} loop stands. What {@code pairs} and {@code ipairs} give is walked without calls and without
 * looking up each key again, unless new ones came in between; all other iterators are called.
 */
public final class Iteration {
    /** The values of the first two variables in this turn. */
    public @Nullable Object first;

    public @Nullable Object second;

    private final Loop.Generic loop;
    private final @Nullable Object function;
    private final @Nullable Object state;
    private final @Nullable LuaTable walked;
    private final @Nullable LuaTable counted;
    private int position;
    private int insertions;
    private @Nullable Object result;

    public Iteration(Loop.Generic loop, @Nullable Object function, @Nullable Object state, @Nullable Object control) {
        this.loop = loop;
        this.function = function;
        this.state = state;
        this.first = control;
        boolean isTable = state instanceof LuaTable;
        this.walked = isTable && function instanceof NextFunction && control == null ? (LuaTable) state : null;
        boolean isCount = control instanceof Double start && start == 0;
        this.counted = isTable && function instanceof IpairsFunction && isCount ? (LuaTable) state : null;
    }

    /** Goes to the next turn; false at the end. */
    public boolean advance(LuaState luaState) {
        LuaTable table = walked;
        if (table != null) {
            return walk(table);
        }
        return counted != null ? count(counted) : step(luaState);
    }

    private boolean walk(LuaTable table) {
        if (table.insertions() != insertions) {
            insertions = table.insertions();
            position = table.positionAfter(first);
        }
        int next = table.nextPosition(position);
        if (next < 0) {
            return false;
        }
        position = next + 1;
        first = table.keyAt(next);
        second = table.valueAtPosition(next);
        return true;
    }

    private boolean count(LuaTable table) {
        Object value = table.get(++position);
        first = Double.valueOf(position);
        second = value;
        return value != null;
    }

    private boolean step(LuaState luaState) {
        Object next = loop.step(luaState, function, state, first);
        result = next;
        first = Results.first(next);
        second = Results.at(next, 1);
        return first != null;
    }

    /** The values of further variables, the third at index 2. */
    public @Nullable Object at(int index) {
        return walked != null || counted != null ? null : Results.at(result, index);
    }
}
