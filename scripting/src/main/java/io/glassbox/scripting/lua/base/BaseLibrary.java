package io.glassbox.scripting.lua.base;

import io.glassbox.scripting.lua.interpret.IpairsFunction;
import io.glassbox.scripting.lua.interpret.NextFunction;
import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.LuaUserdata;
import io.glassbox.scripting.lua.value.Metamethod;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The base library but for what protects, loads and changes environments, see {@link ControlLibrary}. */
public final class BaseLibrary {
    /** Values that fit on a stack of C. */
    private static final int MAX_RESULTS = 8000;

    private BaseLibrary() {}

    public static void install(LuaState state) {
        LuaTable globals = state.globals();
        define(globals, "assert", BaseLibrary::assertion);
        define(globals, "collectgarbage", BaseLibrary::collectGarbage);
        define(globals, "gcinfo", (_, _) -> Math.floor(kilobytesUsed()));
        define(globals, "getmetatable", BaseLibrary::getMetatable);
        define(globals, "newproxy", BaseLibrary::newProxy);
        define(globals, "rawequal", BaseLibrary::rawEqual);
        define(globals, "rawget", BaseLibrary::rawGet);
        define(globals, "rawset", BaseLibrary::rawSet);
        define(globals, "select", BaseLibrary::select);
        define(globals, "setmetatable", BaseLibrary::setMetatable);
        define(globals, "tonumber", BaseLibrary::toNumber);
        define(globals, "tostring", BaseLibrary::toText);
        define(globals, "type", (_, args) -> LuaString.of(LuaText.typeName(Arguments.any(args, 0))));
        define(globals, "unpack", BaseLibrary::unpack);
        NextFunction next = new NextFunction();
        IpairsFunction iterator = new IpairsFunction();
        globals.set(LuaString.of("next"), next);
        define(globals, "pairs", (_, args) -> Results.of(next, Arguments.table(args, 0), null));
        define(globals, "ipairs", (_, args) -> Results.of(iterator, Arguments.table(args, 0), 0.0));
        globals.set(LuaString.of("_G"), globals);
        globals.set(LuaString.of("_VERSION"), LuaString.of("Lua 5.1"));
    }

    static void define(LuaTable table, String name, LuaFunction.Body body) {
        table.set(LuaString.of(name), LuaFunction.of(name, body));
    }

    private static Object assertion(LuaState state, @Nullable Object[] args) {
        if (!Operations.isTrue(Arguments.any(args, 0))) {
            throw LuaError.atLevel(Arguments.string(args, 1, LuaString.of("assertion failed!")), 1);
        }
        return args;
    }

    private static @Nullable Object collectGarbage(LuaState state, @Nullable Object[] args) {
        LuaString option = Arguments.string(args, 0, LuaString.of("collect"));
        Arguments.integer(args, 1, 0);
        return switch (option.toString()) {
            case "count" -> kilobytesUsed();
            case "step" -> true;
            // The collector of the JVM serves all, so programs may not drive it.
            case "collect", "stop", "restart", "setpause", "setstepmul" -> 0.0;
            default -> throw LuaError.badArgument(0, "invalid option '" + option + "'");
        };
    }

    private static double kilobytesUsed() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0;
    }

    private static @Nullable Object getMetatable(LuaState state, @Nullable Object[] args) {
        LuaTable metatable = Operations.metatableOf(state, Arguments.any(args, 0));
        if (metatable == null) {
            return null;
        }
        Object shown = metatable.metamethod(Metamethod.METATABLE);
        return shown != null ? shown : metatable;
    }

    private static Object setMetatable(LuaState state, @Nullable Object[] args) {
        Object metatable = Arguments.at(args, 1);
        LuaTable table = Arguments.table(args, 0);
        if (args.length < 2 || metatable != null && !(metatable instanceof LuaTable)) {
            throw LuaError.badArgument(1, "nil or table expected");
        }
        if (Operations.metamethod(state, table, Metamethod.METATABLE) != null) {
            throw LuaError.located("cannot change a protected metatable");
        }
        table.setMetatable((LuaTable) metatable);
        return table;
    }

    private static Object newProxy(LuaState state, @Nullable Object[] args) {
        LuaUserdata proxy = new LuaUserdata();
        Object wanted = Arguments.at(args, 0);
        if (wanted instanceof Boolean bool) {
            proxy.setMetatable(bool ? new LuaTable() : null);
        } else if (wanted instanceof LuaUserdata other && other.metatable() != null) {
            proxy.setMetatable(other.metatable());
        } else if (wanted != null) {
            throw LuaError.badArgument(0, "boolean or proxy expected");
        }
        return proxy;
    }

    private static Object rawEqual(LuaState state, @Nullable Object[] args) {
        return Operations.rawEquals(Arguments.any(args, 0), Arguments.any(args, 1));
    }

    private static @Nullable Object rawGet(LuaState state, @Nullable Object[] args) {
        LuaTable table = Arguments.table(args, 0);
        return table.get(Arguments.any(args, 1));
    }

    private static Object rawSet(LuaState state, @Nullable Object[] args) {
        LuaTable table = Arguments.table(args, 0);
        Object key = Arguments.any(args, 1);
        table.set(key, Arguments.any(args, 2));
        return table;
    }

    private static Object select(LuaState state, @Nullable Object[] args) {
        if (Arguments.at(args, 0) instanceof LuaString text && text.length() > 0 && text.at(0) == '#') {
            return Double.valueOf(args.length - 1);
        }
        long index = Arguments.integer(args, 0);
        if (index < 0) {
            index += args.length;
        } else if (index > args.length) {
            index = args.length;
        }
        if (index < 1) {
            throw LuaError.badArgument(0, "index out of range");
        }
        return Arrays.copyOfRange(args, (int) index, args.length);
    }

    private static @Nullable Object toNumber(LuaState state, @Nullable Object[] args) {
        long base = Arguments.integer(args, 1, 10);
        if (base == 10) {
            return Operations.toNumber(Arguments.any(args, 0));
        }
        LuaString text = Arguments.string(args, 0);
        if (base < 2 || base > 36) {
            throw LuaError.badArgument(1, "base out of range");
        }
        return WholeNumber.parse(text, (int) base);
    }

    private static @Nullable Object toText(LuaState state, @Nullable Object[] args) {
        return Operations.toText(state, Arguments.any(args, 0));
    }

    private static Object unpack(LuaState state, @Nullable Object[] args) {
        LuaTable table = Arguments.table(args, 0);
        long from = (int) Arguments.integer(args, 1, 1);
        long to = (int) Arguments.integer(args, 2, Arguments.isNone(args, 2) ? table.length() : 0);
        if (from > to) {
            return Results.NONE;
        }
        long count = to - from + 1;
        if (count + args.length > MAX_RESULTS) {
            throw LuaError.located("too many results to unpack");
        }
        @Nullable Object[] values = new @Nullable Object[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.get((int) (from + i));
        }
        return values;
    }
}
