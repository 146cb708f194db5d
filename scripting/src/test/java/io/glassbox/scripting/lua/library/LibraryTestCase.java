package io.glassbox.scripting.lua.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.scripting.lua.Lua;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.Results;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs with all libraries and compares what they return, as text: values with commas between them, tables in braces, or what
 * went wrong. What is expected here is what redis-server 7.0.15 and lua5.1 said to the same programs.
 */
public abstract class LibraryTestCase {
    private static final long DEEP_STACK = 64L << 20;
    private static final LuaString CHUNK = LuaString.of("@test");

    protected final LuaState state = Lua.newState();

    protected LibraryTestCase() {
        Libraries.install(state, new RandomSequence(), () -> 1.5);
    }

    /** The results of {@code return <expression>}. */
    protected final void expect(String results, String expression) {
        assertEquals(results, run("return " + expression));
    }

    /** The error that {@code return <expression>} raises, without its position. */
    protected final void expectError(String message, String expression) {
        assertEquals("test:1: " + message, run("return " + expression));
    }

    /** As {@link #run}, on a thread with a stack as deep as one that runs programs should have. */
    protected final String runDeep(String program) throws InterruptedException {
        AtomicReference<String> results = new AtomicReference<>("");
        Thread deep = new Thread(null, () -> results.set(run(program)), "deep", DEEP_STACK);
        deep.start();
        deep.join();
        return results.get();
    }

    /** The results of a program, or its error. */
    protected final String run(String program) {
        LuaState.Outcome outcome;
        try {
            LuaFunction function = Lua.load(state, program.getBytes(StandardCharsets.ISO_8859_1), CHUNK);
            outcome = state.protectedCall(function);
        } catch (LuaError error) {
            return text(error.value());
        }
        LuaError error = outcome.error();
        if (error != null) {
            return text(error.value());
        }
        StringJoiner results = new StringJoiner(", ");
        for (Object value : Results.all(outcome.result())) {
            results.add(text(value));
        }
        return results.toString();
    }

    private static String text(@Nullable Object value) {
        if (!(value instanceof LuaTable table)) {
            return value instanceof LuaFunction ? "function" : LuaText.of(value).toString();
        }
        StringJoiner fields = new StringJoiner(", ", "{", "}");
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            boolean isElement = table.keyAt(p) instanceof Double;
            fields.add((isElement ? "" : text(table.keyAt(p)) + "=") + text(table.valueAtPosition(p)));
        }
        return fields.toString();
    }
}
