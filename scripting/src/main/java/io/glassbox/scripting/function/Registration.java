package io.glassbox.scripting.function;

import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.script.ScriptErrors;
import io.glassbox.scripting.script.ScriptFlag;
import io.glassbox.scripting.script.ScriptFlags;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code redis.register_function}: a name and a function, or a table that names them and more. */
final class Registration {
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable LuaFunction callback;
    private ScriptFlags flags = ScriptFlags.NONE;

    private Registration() {}

    /** What is to be registered; raises what is wrong with it. */
    static LibraryFunction read(@Nullable Object[] args) {
        return switch (args.length) {
            case 1 -> new Registration().named(args[0]);
            case 2 -> positional(args);
            default -> throw ScriptErrors.raised("wrong number of arguments to redis.register_function");
        };
    }

    private static LibraryFunction positional(@Nullable Object[] args) {
        if (!isText(args[0])) {
            throw ScriptErrors.raised("first argument to redis.register_function must be a string");
        }
        if (!(args[1] instanceof LuaFunction function)) {
            throw ScriptErrors.raised("second argument to redis.register_function must be a function");
        }
        return new LibraryFunction(LuaText.of(args[0]).toString(), "", false, ScriptFlags.NONE, function);
    }

    private LibraryFunction named(@Nullable Object argument) {
        if (!(argument instanceof LuaTable table)) {
            throw ScriptErrors.raised(
                    "calling redis.register_function with a single argument is only applicable to Lua table"
                            + " (representing named arguments).");
        }
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            if (!isText(table.keyAt(p))) {
                throw ScriptErrors.raised("named argument key given to redis.register_function is not a string");
            }
            String key = LuaText.of(table.keyAt(p)).toString().toLowerCase(Locale.ROOT);
            take(key, table.valueAtPosition(p));
        }
        String givenName = name;
        if (givenName == null) {
            throw ScriptErrors.raised("redis.register_function must get a function name argument");
        }
        LuaFunction function = callback;
        if (function == null) {
            throw ScriptErrors.raised("redis.register_function must get a callback argument");
        }
        String text = description;
        return new LibraryFunction(givenName, text == null ? "" : text, text != null, flags, function);
    }

    private void take(String key, @Nullable Object value) {
        switch (key) {
            case "function_name" -> name = text(value, key);
            case "description" -> description = text(value, key);
            case "callback" -> {
                if (!(value instanceof LuaFunction function)) {
                    throw ScriptErrors.raised("callback argument given to redis.register_function must be a function");
                }
                callback = function;
            }
            case "flags" -> {
                if (!(value instanceof LuaTable table)) {
                    throw ScriptErrors.raised(
                            "flags argument to redis.register_function must be a table representing function flags");
                }
                flags = flags(table);
            }
            default -> throw ScriptErrors.raised("unknown argument given to redis.register_function");
        }
    }

    private static String text(@Nullable Object value, String key) {
        if (!isText(value)) {
            throw ScriptErrors.raised(key + " argument given to redis.register_function must be a string");
        }
        return LuaText.of(value).toString();
    }

    private static ScriptFlags flags(LuaTable table) {
        ScriptFlags flags = ScriptFlags.NONE;
        for (int i = 1; table.get(i) != null; i++) {
            ScriptFlag flag = isText(table.get(i))
                    ? ScriptFlag.named(LuaText.of(table.get(i)).toString().toLowerCase(Locale.ROOT))
                    : null;
            if (flag == null) {
                throw ScriptErrors.raised("unknown flag given");
            }
            flags = flags.with(flag);
        }
        return flags;
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof LuaString || value instanceof Double;
    }
}
