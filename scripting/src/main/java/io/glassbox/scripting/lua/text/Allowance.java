package io.glassbox.scripting.lua.text;

/** Who is asked before memory is taken. */
@FunctionalInterface
public interface Allowance {
    Allowance UNLIMITED = bytes -> {};

    /** Throws if {@code bytes} more are too much. */
    void take(long bytes);
}
