package io.glassbox.scripting.lua.base;

import static io.glassbox.scripting.lua.base.BaseLibrary.define;

import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaBuffer;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.NativeFunction;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.lua.value.Site;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The functions of the base library that raise and catch errors, load programs, and change environments. */
public final class ControlLibrary {
    /** A handler of errors that fails itself is asked about its own error, but not forever. */
    private static final int MAX_HANDLER_ERRORS = 20;

    private static final @Nullable Object[] FAILED = {false};
    private static final @Nullable Object[] SUCCEEDED = {true};

    private ControlLibrary() {}

    public static void install(LuaState state) {
        LuaTable globals = state.globals();
        define(globals, "error", ControlLibrary::error);
        globals.set(LuaString.of("pcall"), new ProtectedCall());
        define(globals, "xpcall", ControlLibrary::callWithHandler);
        define(globals, "loadstring", ControlLibrary::loadString);
        define(globals, "load", ControlLibrary::load);
        define(globals, "getfenv", ControlLibrary::getEnvironment);
        define(globals, "setfenv", ControlLibrary::setEnvironment);
    }

    private static Object error(LuaState state, @Nullable Object[] args) {
        Object value = Arguments.at(args, 0);
        long level = Arguments.integer(args, 1, 1);
        boolean isText = value instanceof LuaString || value instanceof Double;
        throw isText && level > 0
                ? LuaError.atLevel(LuaText.of(value), (int) Math.min(level, Integer.MAX_VALUE))
                : LuaError.of(value);
    }

    /** {@code pcall}. */
    private static final class ProtectedCall extends NativeFunction {
        @Override
        public @Nullable Object call(LuaState state, @Nullable Object[] args) {
            Object callee = Arguments.any(args, 0);
            @Nullable Object[] rest = Arrays.copyOfRange(args, 1, args.length);
            return results(protect(state, callee, rest));
        }

        @Override
        public @Nullable Object call(LuaState state, @Nullable Object callee) {
            return results(protect(state, callee, Results.NONE));
        }
    }

    private static LuaState.Outcome protect(LuaState state, @Nullable Object callee, @Nullable Object[] args) {
        LuaFunction function = callee instanceof LuaFunction f
                ? f
                : LuaFunction.of("call", (s, all) -> Operations.call(s, callee, all, Site.NATIVE));
        return state.protectedCall(function, args);
    }

    private static @Nullable Object results(LuaState.Outcome outcome) {
        LuaError error = outcome.error();
        return error != null
                ? error.caughtBy(known -> Results.of(false, known.value()))
                : Results.append(SUCCEEDED, outcome.result());
    }

    private static @Nullable Object callWithHandler(LuaState state, @Nullable Object[] args) {
        Object handler = Arguments.any(args, 1);
        LuaState.Outcome outcome = protect(state, args[0], Results.NONE);
        LuaError error = outcome.error();
        return error == null ? results(outcome) : error.caughtBy(known -> handle(state, handler, known.value()));
    }

    private static Object handle(LuaState state, @Nullable Object handler, @Nullable Object raised) {
        Object value = raised;
        for (int i = 0; i < MAX_HANDLER_ERRORS && handler instanceof LuaFunction function; i++) {
            LuaState.Outcome outcome = state.handlerCall(function, value);
            LuaError error = outcome.error();
            if (error == null) {
                return Results.append(FAILED, Results.first(outcome.result()));
            }
            value = error.value();
        }
        return Results.of(false, LuaString.of("error in error handling"));
    }

    private static Object loadString(LuaState state, @Nullable Object[] args) {
        LuaString text = Arguments.string(args, 0);
        return load(state, text, Arguments.string(args, 1, text));
    }

    private static @Nullable Object load(LuaState state, @Nullable Object[] args) {
        LuaString name = Arguments.string(args, 1, LuaString.of("=(load)"));
        LuaFunction reader = Arguments.function(args, 0);
        LuaBuffer text = new LuaBuffer();
        LuaState.Outcome outcome = state.protectedCall(LuaFunction.of("read", (s, none) -> readAll(s, reader, text)));
        LuaError error = outcome.error();
        return error == null
                ? load(state, text.toLuaString(), name)
                : error.caughtBy(known -> Results.of(null, known.value()));
    }

    private static Object readAll(LuaState state, LuaFunction reader, LuaBuffer text) {
        while (true) {
            Object part = Results.first(reader.call(state));
            if (part == null) {
                return Results.NONE;
            }
            if (!(part instanceof LuaString) && !(part instanceof Double)) {
                throw LuaError.atLevel(LuaString.of("reader function must return a string"), 2);
            }
            LuaString piece = LuaText.of(part);
            if (piece.length() == 0) {
                return Results.NONE;
            }
            text.append(piece);
        }
    }

    private static Object load(LuaState state, LuaString text, LuaString name) {
        try {
            return state.loader().load(state, text, name);
        } catch (LuaError error) {
            return Results.of(null, error.value());
        }
    }

    private static LuaTable getEnvironment(LuaState state, @Nullable Object[] args) {
        if (args.length > 0 && args[0] instanceof Double level && level == 0) {
            return state.globals();
        }
        LuaTable environment = functionAt(state, args, true).environment();
        return environment == null ? state.globals() : environment;
    }

    private static Object setEnvironment(LuaState state, @Nullable Object[] args) {
        LuaTable environment = Arguments.table(args, 1);
        Double level = Operations.toNumber(args[0]);
        if (level != null && level == 0) {
            state.setGlobals(environment);
            return Results.NONE;
        }
        LuaFunction function = functionAt(state, args, false);
        if (!function.setEnvironment(environment)) {
            throw LuaError.located("'setfenv' cannot change environment of given object");
        }
        return function;
    }

    /** The function that the first argument is, or that is running at the level that it is. */
    private static LuaFunction functionAt(LuaState state, @Nullable Object[] args, boolean isOptional) {
        if (Arguments.at(args, 0) instanceof LuaFunction function) {
            return function;
        }
        long level = isOptional ? Arguments.integer(args, 0, 1) : Arguments.integer(args, 0);
        if (level < 0) {
            throw LuaError.badArgument(0, "level must be non-negative");
        }
        LuaFunction function = state.calls().at((int) Math.min(level, Integer.MAX_VALUE));
        if (function == null) {
            throw LuaError.badArgument(0, "invalid level");
        }
        return function;
    }
}
