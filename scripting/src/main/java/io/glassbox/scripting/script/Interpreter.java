package io.glassbox.scripting.script;

import io.glassbox.scripting.lua.Lua;
import io.glassbox.scripting.lua.library.Libraries;
import io.glassbox.scripting.lua.library.RandomSequence;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaState.Outcome;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.lua.value.Site;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A state of Lua as scripts may have it: with the libraries of Redis and nothing that reaches beyond the server, and with
 * everything that one script could change under another locked.
 */
public final class Interpreter {
    /** What an interpreter takes before it has run anything, by estimate. */
    private static final long EMPTY_BYTES = 24 * 1024;

    /** Every global that there is, so that none comes in by chance. */
    private static final Set<String> ALLOWED = Set.of(
            "string",
            "cjson",
            "bit",
            "cmsgpack",
            "math",
            "table",
            "struct",
            "os",
            "redis",
            "server",
            "xpcall",
            "tostring",
            "setmetatable",
            "next",
            "assert",
            "tonumber",
            "rawequal",
            "collectgarbage",
            "getmetatable",
            "rawset",
            "pcall",
            "coroutine",
            "type",
            "_G",
            "select",
            "unpack",
            "gcinfo",
            "pairs",
            "rawget",
            "loadstring",
            "ipairs",
            "_VERSION",
            "load",
            "error");

    /** Ways around the locks, given only to those who ask for what is deprecated. */
    private static final Set<String> DEPRECATED = Set.of("getfenv", "setfenv", "newproxy");

    /** How binary programs begin. */
    private static final LuaString BINARY_MARK = LuaString.of("\u001bLua");

    private static final LuaString INDEX = LuaString.of("__index");

    private final LuaState state;
    private long bytes = EMPTY_BYTES;

    /** What interpreters are made of. */
    public record Parts(RandomSequence random, DoubleSupplier processorSeconds, boolean isDeprecatedAllowed) {}

    /** An interpreter with this table of the server's, still open to changes; {@link #lock} follows. */
    public Interpreter(Parts parts, LuaTable redis) {
        state = Lua.newState();
        Libraries.install(state, parts.random(), parts.processorSeconds());
        LuaTable globals = state.globals();
        keepAllowed(globals, parts);
        if (globals.get(LuaString.of("string")) instanceof LuaTable string) {
            // Programs come as text alone: what is dumped is refused when it is loaded.
            string.set(LuaString.of("dump"), LuaFunction.of("dump", (s, args) -> BINARY_MARK));
        }
        globals.set(LuaString.of("pcall"), LuaFunction.of("pcall", Interpreter::pcall));
        globals.set(LuaString.of("redis"), redis);
        globals.set(LuaString.of("server"), redis);
    }

    private static void keepAllowed(LuaTable globals, Parts parts) {
        for (int p = globals.nextPosition(0); p >= 0; p = globals.nextPosition(p + 1)) {
            String name = LuaText.of(globals.keyAt(p)).toString();
            boolean isKept = ALLOWED.contains(name) || parts.isDeprecatedAllowed() && DEPRECATED.contains(name);
            if (!isKept) {
                globals.set(globals.keyAt(p), null);
            }
        }
    }

    /** As older versions raised errors, scripts that catch one get a text. */
    private static @Nullable Object pcall(LuaState state, @Nullable Object[] args) {
        if (args.length == 0) {
            throw LuaError.badArgument(0, "value expected");
        }
        Outcome outcome = protectedCall(state, args);
        LuaError error = outcome.error();
        if (error != null) {
            return error.caughtBy(known -> Results.of(false, ScriptErrors.caught(known)));
        }
        return Results.append(new @Nullable Object[] {true}, outcome.result());
    }

    private static Outcome protectedCall(LuaState state, @Nullable Object[] args) {
        @Nullable Object[] rest = Arrays.copyOfRange(args, 1, args.length);
        if (args[0] instanceof LuaFunction function) {
            return state.protectedCall(function, rest);
        }
        LuaFunction calling = LuaFunction.of("pcall", (s, all) -> Operations.call(s, args[0], all, Site.NATIVE));
        return state.protectedCall(calling, rest);
    }

    /** Locks every table that scripts can reach; globals that there are not raise an error from now on. */
    public void lock() {
        raiseForMissing(state.globals());
        Set<LuaTable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        lock(state.globals(), seen);
        LuaTable ofStrings = state.stringMetatable();
        if (ofStrings != null) {
            lock(ofStrings, seen);
        }
    }

    /** Gives a table a metatable that raises an error for what is not in it. */
    public static void raiseForMissing(LuaTable table) {
        LuaTable metatable = new LuaTable(0, 1);
        metatable.set(INDEX, LuaFunction.of("__index", Interpreter::raiseMissing));
        table.setMetatable(metatable);
    }

    private static Object raiseMissing(LuaState state, @Nullable Object[] args) {
        if (args.length != 2) {
            throw LuaError.located("Wrong number of arguments to luaProtectedTableError");
        }
        if (!(args[1] instanceof LuaString) && !(args[1] instanceof Double)) {
            throw LuaError.located("Second argument to luaProtectedTableError must be a string or number");
        }
        throw LuaError.located("Script attempted to access nonexistent global variable '" + LuaText.of(args[1]) + "'");
    }

    /** Locks a table and what can be reached from it. */
    public static void lock(LuaTable table) {
        lock(table, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void lock(LuaTable table, Set<LuaTable> seen) {
        if (!seen.add(table)) {
            return;
        }
        table.setReadonly(true);
        LuaTable metatable = table.metatable();
        if (metatable != null) {
            lock(metatable, seen);
        }
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            if (table.valueAtPosition(p) instanceof LuaTable inner) {
                lock(inner, seen);
            }
        }
    }

    public LuaState state() {
        return state;
    }

    /** Makes a program; throws what is wrong with its text. */
    public LuaFunction compile(LuaString source, LuaString chunkName) {
        bytes += 4L * source.length();
        return Lua.load(state, source.toByteArray(), chunkName);
    }

    /** Sets a global of programs though they cannot. */
    void set(LuaString name, @Nullable Object value) {
        LuaTable globals = state.globals();
        globals.setReadonly(false);
        globals.set(name, value);
        globals.setReadonly(true);
    }

    /** What the interpreter takes on the heap, by estimate: the JVM cannot be asked. */
    public long bytes() {
        return bytes;
    }
}
