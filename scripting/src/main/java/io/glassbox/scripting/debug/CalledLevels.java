package io.glassbox.scripting.debug;

import io.glassbox.scripting.lua.value.CallStack;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.StepHook.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** The functions of a script that are within each other, with the step that each has reached. */
final class CalledLevels {
    /** No value of Lua. */
    static final Object NOT_THERE = new Object();

    private record Level(int depth, @Nullable LuaFunction function, Step step) {}

    /** The main program first. */
    private final List<Level> levels = new ArrayList<>();

    /** The innermost function is at a step: deeper ones are over. */
    void reached(CallStack calls, Step step) {
        while (!levels.isEmpty() && levels.getLast().depth() >= calls.depth()) {
            levels.removeLast();
        }
        levels.add(new Level(calls.depth(), calls.at(1), step));
    }

    /** The value of a local variable of the innermost function that has one of this name; {@link #NOT_THERE} if none does. */
    @Nullable
    Object find(String name) {
        for (Level level : levels.reversed()) {
            Step step = level.step();
            for (int i = step.variables() - 1; i >= 0; i--) {
                if (step.name(i).contentEquals(name)) {
                    return step.value(i);
                }
            }
        }
        return NOT_THERE;
    }

    /** {@code In} the innermost function, {@code From} the others, each with its line. */
    void forEach(ObjIntConsumer<String> action) {
        for (int i = levels.size() - 1; i >= 0; i--) {
            String where = i == levels.size() - 1 ? "In " : "From ";
            action.accept(where + nameOf(i), levels.get(i).step().line());
        }
    }

    /** A function is called what the variable is called that its callers know it by; as in Redis, one without a name like the program. */
    @SuppressWarnings("ReferenceEquality") // functions are equal to themselves only
    private String nameOf(int index) {
        LuaFunction function = levels.get(index).function();
        for (Level caller : levels.subList(0, index).reversed()) {
            Step step = caller.step();
            for (int i = step.variables() - 1; i >= 0; i--) {
                if (step.value(i) == function) {
                    return step.name(i).toString();
                }
            }
        }
        return "top level";
    }
}
