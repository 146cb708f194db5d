package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.text.Bytes;
import io.glassbox.scripting.lua.text.FloatText;
import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.NativeFunction;
import io.glassbox.scripting.lua.value.Results;
import org.jspecify.annotations.Nullable;

/** {@code table}: arrays as programs use them. All of it is raw, as in C. */
public final class TableLibrary {
    /** The digits of numbers as text. */
    private static final int NUMBER_PRECISION = 14;

    private TableLibrary() {}

    public static LuaTable table() {
        LuaTable library = new LuaTable();
        Library.define(library, "concat", TableLibrary::concat);
        Library.define(library, "foreach", TableLibrary::forEach);
        Library.define(library, "foreachi", TableLibrary::forEachIndex);
        Library.define(
                library, "getn", (_, args) -> (double) Arguments.table(args, 0).length());
        Library.define(library, "insert", new Insert());
        Library.define(library, "maxn", TableLibrary::largestKey);
        Library.define(library, "remove", TableLibrary::remove);
        Library.define(library, "setn", TableLibrary::setLength);
        Library.define(library, "sort", TableSort::sort);
        return library;
    }

    private static @Nullable Object concat(LuaState state, @Nullable Object[] args) {
        LuaString separator = Arguments.string(args, 1, LuaString.EMPTY);
        LuaTable table = Arguments.table(args, 0);
        int first = Library.toInt(Arguments.integer(args, 2, 1));
        int last = Arguments.isNone(args, 3) ? table.length() : Library.toInt(Arguments.integer(args, 3));
        Bytes out = Library.bytes(64);
        for (long i = first; i <= last; i++) {
            if (i > first && separator.length() > 0) {
                out.add(separator.array(), separator.offset(), separator.length());
            }
            addElement(out, table.get((int) i), i);
            state.tick();
        }
        return Library.string(out);
    }

    private static void addElement(Bytes out, @Nullable Object element, long index) {
        switch (element) {
            case LuaString string -> out.add(string.array(), string.offset(), string.length());
            case Double number -> FloatText.addGeneral(out, number, NUMBER_PRECISION);
            case null, default ->
                throw LuaError.located("invalid value (" + LuaText.typeName(element) + ") at index " + index
                        + " in table for 'concat'");
        }
    }

    private static @Nullable Object forEach(LuaState state, @Nullable Object[] args) {
        LuaTable table = Arguments.table(args, 0);
        Callback visitor = new Callback(state, Arguments.function(args, 1));
        Object key = null;
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(table.positionAfter(key))) {
            key = table.keyAt(p);
            Object result = visitor.call(key, table.valueAtPosition(p));
            if (result != null) {
                return result;
            }
            state.tick();
        }
        return Results.NONE;
    }

    private static @Nullable Object forEachIndex(LuaState state, @Nullable Object[] args) {
        LuaTable table = Arguments.table(args, 0);
        int length = table.length();
        Callback visitor = new Callback(state, Arguments.function(args, 1));
        for (int i = 1; i <= length; i++) {
            Object result = visitor.call(Double.valueOf(i), table.get(i));
            if (result != null) {
                return result;
            }
            state.tick();
        }
        return Results.NONE;
    }

    private static @Nullable Object largestKey(LuaState state, @Nullable Object[] args) {
        LuaTable table = Arguments.table(args, 0);
        double largest = 0;
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            if (table.keyAt(p) instanceof Double key && key > largest) {
                largest = key;
            }
        }
        return largest;
    }

    private static @Nullable Object remove(LuaState state, @Nullable Object[] args) {
        LuaTable table = Arguments.table(args, 0);
        int length = table.length();
        int position = Library.toInt(Arguments.integer(args, 1, length));
        if (position < 1 || position > length) {
            return Results.NONE;
        }
        Object removed = table.get(position);
        for (int i = position; i < length; i++) {
            table.set(i, table.get(i + 1));
            state.tick();
        }
        table.set(length, null);
        return removed;
    }

    private static @Nullable Object setLength(LuaState state, @Nullable Object[] args) {
        Arguments.table(args, 0);
        throw LuaError.located("'setn' is obsolete");
    }

    /** {@code insert(table, [position,] value)}. */
    private static final class Insert extends NativeFunction {
        @Override
        public @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b) {
            if (a instanceof LuaTable table) {
                table.set(table.length() + 1, b);
                return Results.NONE;
            }
            return call(state, new @Nullable Object[] {a, b});
        }

        @Override
        public @Nullable Object call(LuaState state, @Nullable Object[] args) {
            LuaTable table = Arguments.table(args, 0);
            int end = table.length() + 1;
            switch (args.length) {
                case 2 -> table.set(end, args[1]);
                case 3 -> insertAt(state, table, Library.toInt(Arguments.integer(args, 1)), end, args[2]);
                default -> throw LuaError.located("wrong number of arguments to 'insert'");
            }
            return Results.NONE;
        }

        private static void insertAt(LuaState state, LuaTable table, int position, int end, @Nullable Object value) {
            for (int i = end; i > position; i--) {
                table.set(i, table.get(i - 1));
                state.tick();
            }
            table.set(position, value);
        }
    }
}
