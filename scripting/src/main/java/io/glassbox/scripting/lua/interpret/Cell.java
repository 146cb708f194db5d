package io.glassbox.scripting.lua.interpret;

import org.jspecify.annotations.Nullable;

/** A local variable that inner functions use too, and that may outlive the call that it belongs to. */
public final class Cell {
    public @Nullable Object value;

    public Cell(@Nullable Object value) {
        this.value = value;
    }
}
