package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaState;
import org.jspecify.annotations.Nullable;

/** One call of an interpreted function. */
public final class Frame {
    public final LuaState state;
    public final LuaClosure function;

    /** The values of local variables by their slots; of captured ones, their {@link Cell}s. */
    public final @Nullable Object[] slots;

    /** The values of {@code ...}. */
    public final @Nullable Object[] extra;

    /** What the function returns, once a statement has given the signal for it. */
    public @Nullable Object result;

    // Where a numeric loop stands when its compiled form takes over.
    public double loopIndex;
    public double loopLimit;
    public double loopStep;

    // And a generic one.
    public @Nullable Iteration loopIteration;

    Frame(LuaState state, LuaClosure function, @Nullable Object[] slots, @Nullable Object[] extra) {
        this.state = state;
        this.function = function;
        this.slots = slots;
        this.extra = extra;
    }

    @Nullable
    Object get(Local local) {
        Object held = slots[local.slot()];
        return held instanceof Cell cell ? cell.value : held;
    }

    void set(Local local, @Nullable Object value) {
        if (slots[local.slot()] instanceof Cell cell) {
            cell.value = value;
        } else {
            slots[local.slot()] = value;
        }
    }

    Cell cell(int slot) {
        if (slots[slot] instanceof Cell cell) {
            return cell;
        }
        throw new IllegalStateException("slot " + slot + " holds no cell");
    }

    /** A new variable: each time that its declaration is passed, it is another one. */
    void declare(Local local, @Nullable Object value) {
        slots[local.slot()] = local.isCaptured() ? new Cell(value) : value;
    }
}
