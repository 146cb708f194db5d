package io.glassbox.scripting.function;

import io.glassbox.command.call.CommandError;
import io.glassbox.engine.clock.CommandClock;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaState.Outcome;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.script.Interpreter;
import io.glassbox.scripting.script.RedisLibrary;
import io.glassbox.scripting.script.ScriptErrors;
import io.glassbox.scripting.script.Shebang;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter of all libraries. A library has globals of its own kind: an empty, locked table that shows, while it is loaded,
 * nothing but the registration of functions, and what functions may use from then on.
 */
public final class FunctionInterpreter {
    private static final LuaString CHUNK = LuaString.of("@user_function");
    private static final LuaString INDEX = LuaString.of("__index");
    private static final LuaString REDIS = LuaString.of("redis");
    private static final LuaString SERVER = LuaString.of("server");

    /** Loading only registers functions, which takes no time. */
    private static final long LONGEST_LOAD_NANOS = 500_000_000;

    private final Interpreter interpreter;
    private final CommandClock clock;
    private final LuaTable shown = new LuaTable();
    private final LuaTable ofLoads = new LuaTable();
    private final LuaTable globals = new LuaTable();
    private @Nullable Map<String, LibraryFunction> registering;
    private long loadStart;
    private boolean isLoadLimited;

    public FunctionInterpreter(Interpreter interpreter, RedisLibrary redis, CommandClock clock) {
        this.interpreter = interpreter;
        this.clock = clock;
        LuaTable loading = redis.ofLoads();
        RedisLibrary.define(loading, "register_function", this::register);
        Interpreter.raiseForMissing(loading);
        ofLoads.set(REDIS, loading);
        ofLoads.set(SERVER, loading);
        Interpreter.raiseForMissing(ofLoads);
        Interpreter.lock(ofLoads);
        shown.set(INDEX, interpreter.state().globals());
        globals.setMetatable(shown);
        Interpreter.lock(globals);
    }

    LuaState state() {
        return interpreter.state();
    }

    long bytes() {
        return interpreter.bytes();
    }

    /**
     * Runs a library and returns what it registers, by names in lower case; throws what the client is told if it fails. {@code limited}: it may
     * not take long.
     */
    Map<String, LibraryFunction> load(byte[] source, Shebang line, boolean limited) {
        Map<String, LibraryFunction> functions = new LinkedHashMap<>();
        show(ofLoads);
        try {
            LuaFunction program = compile(source, line);
            registering = functions;
            loadStart = clock.nanosNow();
            isLoadLimited = limited;
            LuaError error = run(program);
            if (error != null) {
                throw CommandError.of("ERR Error registering functions: " + ScriptErrors.text(error));
            }
        } finally {
            registering = null;
            show(interpreter.state().globals());
        }
        return functions;
    }

    private void show(LuaTable table) {
        shown.setReadonly(false);
        shown.set(INDEX, table);
        shown.setReadonly(true);
    }

    private LuaFunction compile(byte[] source, Shebang line) {
        LuaString code = LuaString.wrap(source, line.length(), source.length - line.length());
        try {
            LuaFunction program = interpreter.compile(code, CHUNK);
            program.setEnvironment(globals);
            return program;
        } catch (LuaError error) {
            throw CommandError.of("ERR Error compiling function: " + error.getMessage());
        }
    }

    private @Nullable LuaError run(LuaFunction program) {
        try {
            Outcome outcome = interpreter.state().protectedCall(program);
            return outcome.error();
        } catch (LuaError fatal) {
            return fatal;
        }
    }

    /** Called now and then while a library is loaded. */
    public void checkLoad() {
        if (registering != null && isLoadLimited && clock.nanosNow() - loadStart > LONGEST_LOAD_NANOS) {
            throw LuaError.fatal("FUNCTION LOAD timeout");
        }
    }

    private Object register(LuaState state, @Nullable Object[] args) {
        Map<String, LibraryFunction> functions = registering;
        if (functions == null) {
            throw ScriptErrors.raised("redis.register_function can only be called on FUNCTION LOAD command");
        }
        LibraryFunction function = Registration.read(args);
        if (!Libraries.isName(function.name())) {
            throw ScriptErrors.raised(Libraries.NAME_RULE);
        }
        if (functions.putIfAbsent(function.name().toLowerCase(Locale.ROOT), function) != null) {
            throw ScriptErrors.raised("Function already exists in the library");
        }
        return Results.NONE;
    }
}
