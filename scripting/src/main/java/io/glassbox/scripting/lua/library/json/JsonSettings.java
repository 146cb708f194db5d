package io.glassbox.scripting.lua.library.json;

import io.glassbox.scripting.lua.library.Library;
import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Results;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What programs can set of one cjson library, and the functions that do. All of them return the setting, changed or not. As in C,
 * settings outlive the script that made them.
 */
final class JsonSettings {
    static final int OFF = 0;
    static final int ON = 1;

    /** Of {@link #encodeInvalidNumbers}: they are written as null. */
    static final int AS_NULL = 2;

    private static final String[] SWITCH = {"off", "on"};
    private static final String[] SWITCH_OR_NULL = {"off", "on", "null"};

    int sparseConvert = OFF;
    int sparseRatio = 2;
    int sparseSafe = 10;
    int encodeMaxDepth = 1000;
    int decodeMaxDepth = 1000;
    int encodeInvalidNumbers = OFF;
    int decodeInvalidNumbers = ON;
    int encodeNumberPrecision = 14;
    int encodeKeepBuffer = ON;
    int decodeArrayWithArrayMetatable = OFF;

    void define(LuaTable library) {
        Library.define(library, "encode_sparse_array", (_, args) -> {
            requireAtMost(args, 3);
            return Results.of(
                    option(args, 0, SWITCH, () -> sparseConvert, v -> sparseConvert = v),
                    number(args, 1, 0, Integer.MAX_VALUE, () -> sparseRatio, v -> sparseRatio = v),
                    number(args, 2, 0, Integer.MAX_VALUE, () -> sparseSafe, v -> sparseSafe = v));
        });
        defineNumber(library, "encode_max_depth", Integer.MAX_VALUE, () -> encodeMaxDepth, v -> encodeMaxDepth = v);
        defineNumber(library, "decode_max_depth", Integer.MAX_VALUE, () -> decodeMaxDepth, v -> decodeMaxDepth = v);
        defineNumber(
                library, "encode_number_precision", 14, () -> encodeNumberPrecision, v -> encodeNumberPrecision = v);
        defineOption(library, "encode_keep_buffer", SWITCH, () -> encodeKeepBuffer, v -> encodeKeepBuffer = v);
        defineOption(
                library,
                "encode_invalid_numbers",
                SWITCH_OR_NULL,
                () -> encodeInvalidNumbers,
                v -> encodeInvalidNumbers = v);
        defineOption(
                library, "decode_invalid_numbers", SWITCH, () -> decodeInvalidNumbers, v -> decodeInvalidNumbers = v);
        defineOption(
                library,
                "decode_array_with_array_mt",
                SWITCH,
                () -> decodeArrayWithArrayMetatable,
                v -> decodeArrayWithArrayMetatable = v);
    }

    private static void defineNumber(LuaTable library, String name, int max, IntSupplier getter, IntConsumer setter) {
        Library.define(library, name, (_, args) -> {
            requireAtMost(args, 1);
            return number(args, 0, 1, max, getter, setter);
        });
    }

    private static void defineOption(
            LuaTable library, String name, String[] options, IntSupplier getter, IntConsumer setter) {
        Library.define(library, name, (_, args) -> {
            requireAtMost(args, 1);
            return option(args, 0, options, getter, setter);
        });
    }

    private static void requireAtMost(@Nullable Object[] args, int count) {
        if (args.length > count) {
            throw LuaError.badArgument(count, "found too many arguments");
        }
    }

    private static Object number(
            @Nullable Object[] args, int index, int min, int max, IntSupplier getter, IntConsumer setter) {
        if (!Arguments.isNone(args, index)) {
            int value = Library.toInt(Arguments.integer(args, index));
            if (value < min || value > max) {
                // C blames the first argument, whichever it is.
                throw LuaError.badArgument(0, "expected integer between " + min + " and " + max);
            }
            setter.accept(value);
        }
        return (double) getter.getAsInt();
    }

    /** A boolean, or one of the options; off and on are returned as booleans. */
    private static Object option(
            @Nullable Object[] args, int index, String[] options, IntSupplier getter, IntConsumer setter) {
        if (Arguments.at(args, index) instanceof Boolean bool) {
            setter.accept(bool ? ON : OFF);
        } else if (!Arguments.isNone(args, index)) {
            setter.accept(optionOf(Arguments.string(args, index), index, options));
        }
        int value = getter.getAsInt();
        return value <= ON ? (Object) (value == ON) : LuaString.of(options[value]);
    }

    private static int optionOf(LuaString name, int index, String[] options) {
        for (int i = 0; i < options.length; i++) {
            if (name.contentEquals(options[i])) {
                return i;
            }
        }
        throw LuaError.badArgument(index, "invalid option '" + name + "'");
    }
}
