package io.glassbox.scripting.lua.library.messagepack;

import io.glassbox.scripting.lua.library.Library;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in MessagePack, one after another. Nothing is allocated for a count that the input merely claims: tables grow with what
 * is there, and strings are checked against what is left.
 */
final class MessagePackDecoder {
    private final LuaState state;
    private final LuaString input;
    private int at;

    MessagePackDecoder(LuaState state, LuaString input, int offset) {
        this.state = state;
        this.input = input;
        at = offset;
    }

    boolean hasMore() {
        return at < input.length();
    }

    /** Where the next value begins, from 0. */
    int position() {
        return at;
    }

    /** The next value; {@code stack} are the values that C would have on its stack by now, which limits nesting and results. */
    @Nullable
    Object next(int stack) {
        int kind = (int) unsigned(1);
        Library.requireStack(stack + 1L, "too many return values at once; use unpack_one or unpack_limit instead.");
        return switch (kind) {
            case Format.NIL -> null;
            case Format.FALSE -> false;
            case Format.TRUE -> true;
            case Format.FLOAT -> (double) Float.intBitsToFloat((int) unsigned(4));
            case Format.DOUBLE -> Double.longBitsToDouble(unsigned(8));
            case Format.UNSIGNED_8 -> (double) unsigned(1);
            case Format.UNSIGNED_16 -> (double) unsigned(2);
            case Format.UNSIGNED_32 -> (double) unsigned(4);
            // C pushes both kinds as signed.
            case Format.UNSIGNED_64, Format.SIGNED_64 -> (double) unsigned(8);
            case Format.SIGNED_8 -> (double) (byte) unsigned(1);
            case Format.SIGNED_16 -> (double) (short) unsigned(2);
            case Format.SIGNED_32 -> (double) (int) unsigned(4);
            case Format.STRING_8 -> string(unsigned(1));
            case Format.STRING_16 -> string(unsigned(2));
            case Format.STRING_32 -> string(unsigned(4));
            case Format.ARRAY_16 -> array(unsigned(2), stack);
            case Format.ARRAY_32 -> array(unsigned(4), stack);
            case Format.MAP_16 -> map(unsigned(2), stack);
            case Format.MAP_32 -> map(unsigned(4), stack);
            default -> fixed(kind, stack);
        };
    }

    private Object fixed(int kind, int stack) {
        if (kind < Format.FIXED_MAP) {
            return (double) kind;
        }
        if (kind < Format.FIXED_ARRAY) {
            return map(kind & 0xF, stack);
        }
        if (kind < Format.FIXED_STRING) {
            return array(kind & 0xF, stack);
        }
        if (kind < Format.NIL) {
            return string(kind & 0x1F);
        }
        if (kind >= 0xE0) {
            return (double) (byte) kind;
        }
        throw LuaError.located("Bad data format in input.");
    }

    private LuaString string(long length) {
        if (length > input.length() - at) {
            throw missingBytes();
        }
        LuaString string = LuaString.copyOf(input.array(), input.offset() + at, (int) length);
        at += (int) length;
        return string;
    }

    private LuaTable array(long count, int stack) {
        LuaTable table = new LuaTable();
        Library.requireStack(stack + 2L, "in function mp_decode_to_lua_array");
        for (int i = 1; i <= count; i++) {
            table.set(i, next(stack + 2));
            state.tick();
        }
        return table;
    }

    private LuaTable map(long count, int stack) {
        LuaTable table = new LuaTable();
        for (long i = 0; i < count; i++) {
            Object key = next(stack + 1);
            table.set(key, next(stack + 2));
            state.tick();
        }
        return table;
    }

    private long unsigned(int size) {
        if (size > input.length() - at) {
            throw missingBytes();
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | input.at(at++);
        }
        return value;
    }

    private static LuaError missingBytes() {
        return LuaError.located("Missing bytes in input.");
    }
}
