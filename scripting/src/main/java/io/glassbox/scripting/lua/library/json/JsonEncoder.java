package io.glassbox.scripting.lua.library.json;

import io.glassbox.scripting.lua.library.Library;
import io.glassbox.scripting.lua.text.Bytes;
import io.glassbox.scripting.lua.text.FloatText;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import org.jspecify.annotations.Nullable;

/** One value of Lua as JSON. Tables whose keys are all whole numbers from 1 on are arrays, all others, and empty ones, objects. */
final class JsonEncoder {
    /** The field of a metatable that makes an array of an empty table. */
    static final LuaString IS_ARRAY = LuaString.of("__is_cjson_array");

    private static final int FIRST_CAPACITY = 256;
    private static final int OBJECT = -1;
    private static final double HASH_RANGE = 0x1p31;

    private final LuaState state;
    private final JsonSettings settings;
    private final Bytes out = Library.bytes(FIRST_CAPACITY);

    JsonEncoder(LuaState state, JsonSettings settings) {
        this.state = state;
        this.settings = settings;
    }

    LuaString encode(@Nullable Object value) {
        add(value, 0, 1);
        return Library.string(out);
    }

    /** {@code stack}: the values that C would have on its stack by now, which limits the depth along with the setting. */
    private void add(@Nullable Object value, int depth, int stack) {
        switch (value) {
            case LuaString string -> addString(string);
            case Double number -> addNumber(number);
            case LuaTable table -> addTable(table, depth + 1, stack);
            case Boolean bool -> out.addAscii(bool ? "true" : "false");
            case null -> out.addAscii("null");
            case JsonNull _ -> out.addAscii("null");
            default -> throw refused(value, "type not supported");
        }
    }

    private void addTable(LuaTable table, int depth, int stack) {
        if (depth > settings.encodeMaxDepth || stack + 3 > Library.MAX_STACK) {
            throw LuaError.located("Cannot serialise, excessive nesting (" + depth + ")");
        }
        int length = arrayLength(table);
        if (length > 0 || length == 0 && isMarkedArray(table)) {
            addArray(table, length, depth, stack);
        } else {
            addObject(table, depth, stack);
        }
    }

    private void addArray(LuaTable table, int length, int depth, int stack) {
        out.add('[');
        for (int i = 1; i <= length; i++) {
            if (i > 1) {
                out.add(',');
            }
            add(table.get(i), depth, stack + 1);
            state.tick();
        }
        out.add(']');
    }

    private void addObject(LuaTable table, int depth, int stack) {
        out.add('{');
        boolean isFirst = true;
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            if (!isFirst) {
                out.add(',');
            }
            isFirst = false;
            addKey(table.keyAt(p));
            out.add(':');
            add(table.valueAtPosition(p), depth, stack + 2);
            state.tick();
        }
        out.add('}');
    }

    private void addKey(Object key) {
        switch (key) {
            case LuaString string -> addString(string);
            case Double number -> {
                out.add('"');
                addNumber(number);
                out.add('"');
            }
            default -> throw refused(key, "table key must be a number or string");
        }
    }

    private void addString(LuaString string) {
        JsonStringText.add(out, string.array(), string.offset(), string.length());
    }

    private void addNumber(double number) {
        if (!Double.isFinite(number)) {
            if (settings.encodeInvalidNumbers == JsonSettings.OFF) {
                throw refused(number, "must not be NaN or Inf");
            }
            if (settings.encodeInvalidNumbers == JsonSettings.AS_NULL || Double.isNaN(number)) {
                out.addAscii(settings.encodeInvalidNumbers == JsonSettings.AS_NULL ? "null" : "nan");
                return;
            }
        }
        FloatText.addGeneral(out, number, settings.encodeNumberPrecision);
    }

    /** The largest key, if all keys are whole numbers from 1 on and not too sparse; else {@link #OBJECT}. */
    private int arrayLength(LuaTable table) {
        int largest = 0;
        int count = 0;
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            boolean isIndex = table.keyAt(p) instanceof Double key && key >= 1 && key == Math.floor(key);
            if (!isIndex) {
                return OBJECT;
            }
            double key = (Double) table.keyAt(p);
            if (key > largest) {
                // What is no int in C is the most negative one, and makes an object of the table.
                largest = key < HASH_RANGE ? (int) key : Integer.MIN_VALUE;
            }
            count++;
            state.tick();
        }
        boolean isSparse = settings.sparseRatio > 0
                && largest > (long) count * settings.sparseRatio
                && largest > settings.sparseSafe;
        if (isSparse && settings.sparseConvert == JsonSettings.OFF) {
            throw refused(table, "excessively sparse array");
        }
        return isSparse ? OBJECT : largest;
    }

    private static boolean isMarkedArray(LuaTable table) {
        LuaTable metatable = table.metatable();
        return metatable != null && metatable.get(IS_ARRAY) instanceof Boolean bool && bool;
    }

    private static LuaError refused(@Nullable Object value, String reason) {
        return LuaError.located("Cannot serialise " + LuaText.typeName(value) + ": " + reason);
    }
}
