package io.glassbox.scripting.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * A function, of a program or of Java.
 *
 * <p>Calls with few arguments have methods of their own, so that no array is made for them. The result of a call is the one
 * value that it returned (null for nil), or, for any other number of values, an array of them, which no value is:
 * see {@link Results}. A caller always has to expect both.
 */
public abstract class LuaFunction {
    public abstract @Nullable Object call(LuaState state);

    public abstract @Nullable Object call(LuaState state, @Nullable Object a);

    public abstract @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b);

    public abstract @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b, @Nullable Object c);

    /** The array belongs to the function from now on. */
    public abstract @Nullable Object call(LuaState state, @Nullable Object[] args);

    /** Its table of globals; null for functions of Java, which have those of the state. */
    public @Nullable LuaTable environment() {
        return null;
    }

    /** Whether functions of this kind have an environment to be changed. */
    public boolean setEnvironment(LuaTable environment) {
        return false;
    }

    /** A function of Java. Its name is only for Java's debuggers: messages use the name that the program calls it by. */
    public static LuaFunction of(String name, Body body) {
        return new NativeFunction() {
            @Override
            public @Nullable Object call(LuaState state, @Nullable Object[] args) {
                return body.call(state, args);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    /** What a function of Java does. Reads {@code args} by {@link Arguments}; returns as {@link LuaFunction} says. */
    @FunctionalInterface
    public interface Body {
        @Nullable
        Object call(LuaState state, @Nullable Object[] args);
    }
}
