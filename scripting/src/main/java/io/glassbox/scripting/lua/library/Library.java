package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.text.Bytes;
import io.glassbox.scripting.lua.value.HeapRoom;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;

/** What a library is made of, and the limits that hold in all of them. */
public final class Library {
    /** The values that a function in C may have on its stack. Nesting and counts of results end there. */
    public static final int MAX_STACK = 8000;

    private static final int WORTH_KEEPING = 64 * 1024;

    private Library() {}

    public static void define(LuaTable library, String name, LuaFunction.Body body) {
        library.set(LuaString.of(name), LuaFunction.of(name, body));
    }

    public static void define(LuaTable library, String name, LuaFunction function) {
        library.set(LuaString.of(name), function);
    }

    /** An empty byte string to be filled, which asks for memory as it grows. */
    public static Bytes bytes(int capacity) {
        return new Bytes(capacity, HeapRoom::require);
    }

    /** What was collected, as a string; the bytes must not be used any more. */
    public static LuaString string(Bytes bytes) {
        int length = bytes.length();
        return length < WORTH_KEEPING
                ? LuaString.copyOf(bytes.array(), 0, length)
                : LuaString.wrap(bytes.array(), 0, length);
    }

    /** Throws if so many values do not fit on a stack of C. */
    public static void requireStack(long values, String what) {
        if (values > MAX_STACK) {
            throw LuaError.located("stack overflow (" + what + ")");
        }
    }

    /** A number as C's {@code int}, which keeps its last 32 bits. */
    public static int toInt(long value) {
        return (int) value;
    }

    /** A double as C on x86-64 makes an unsigned long of it: also negative ones, and 0 of what is too large. */
    public static long toUnsignedLong(double value) {
        if (value >= 0x1p63) {
            double rest = value - 0x1p63;
            return rest < 0x1p63 ? (long) rest ^ Long.MIN_VALUE : 0;
        }
        return value >= -0x1p63 ? (long) value : Long.MIN_VALUE;
    }
}
