package io.glassbox.scripting.lua.value;

import org.jspecify.annotations.Nullable;

/** Reads the arguments of functions of Java, with the errors that Lua raises for wrong ones. Indices count from 0. */
public final class Arguments {
    private Arguments() {}

    public static @Nullable Object at(@Nullable Object[] args, int index) {
        return index < args.length ? args[index] : null;
    }

    /** No value, or nil. */
    public static boolean isNone(@Nullable Object[] args, int index) {
        return index >= args.length || args[index] == null;
    }

    /** Any value, also nil, but it has to be there. */
    public static @Nullable Object any(@Nullable Object[] args, int index) {
        if (index >= args.length) {
            throw LuaError.badArgument(index, "value expected");
        }
        return args[index];
    }

    /** A string, or a number as text. */
    public static LuaString string(@Nullable Object[] args, int index) {
        Object value = at(args, index);
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof Double number) {
            return LuaText.of(number.doubleValue());
        }
        throw wrongType(args, index, "string");
    }

    public static LuaString string(@Nullable Object[] args, int index, LuaString otherwise) {
        return isNone(args, index) ? otherwise : string(args, index);
    }

    /** A number, or a string that spells one. */
    public static double number(@Nullable Object[] args, int index) {
        Object value = at(args, index);
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof LuaString string) {
            Double number = LuaText.toNumber(string);
            if (number != null) {
                return number;
            }
        }
        throw wrongType(args, index, "number");
    }

    public static double number(@Nullable Object[] args, int index, double otherwise) {
        return isNone(args, index) ? otherwise : number(args, index);
    }

    /** A number cut off towards zero; what is no long is as in C on x86-64: the smallest. */
    public static long integer(@Nullable Object[] args, int index) {
        return toLong(number(args, index));
    }

    public static long integer(@Nullable Object[] args, int index, long otherwise) {
        return isNone(args, index) ? otherwise : integer(args, index);
    }

    /** As C on x86-64 makes a long of a double: cut off towards zero, or the smallest if it is none. */
    public static long toLong(double number) {
        return number >= -0x1p63 && number < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }

    public static LuaTable table(@Nullable Object[] args, int index) {
        if (at(args, index) instanceof LuaTable table) {
            return table;
        }
        throw wrongType(args, index, "table");
    }

    public static LuaFunction function(@Nullable Object[] args, int index) {
        if (at(args, index) instanceof LuaFunction function) {
            return function;
        }
        throw wrongType(args, index, "function");
    }

    /** {@code bad argument #n to 'f' (string expected, got nil)}. */
    public static LuaError wrongType(@Nullable Object[] args, int index, String expected) {
        String got = index < args.length ? LuaText.typeName(args[index]) : "no value";
        return LuaError.badArgument(index, expected + " expected, got " + got);
    }
}
