package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Results;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code {1, 2; x = 3}}. Sizes are chosen as Lua 5.1 does, rounding included, and list items are stored in flushes of 50, since
 * that decides about the length of tables with holes and about the order of keys.
 */
public record TableConstructor(List<Field> fields, int arraySize, int hashSize, LuaString source, int line)
        implements Expression.Located {
    public static final int FLUSH = 50;

    /** With a key, or, without, the next item of the list. */
    public record Field(@Nullable Expression key, Expression value) {}

    public static TableConstructor of(List<Field> fields, LuaString source, int line) {
        int items = 0;
        int keyed = 0;
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field.key() != null) {
                keyed++;
            } else if (i < fields.size() - 1 || !(field.value() instanceof Multiple)) {
                items++;
            }
        }
        return new TableConstructor(List.copyOf(fields), rounded(items), rounded(keyed), source, line);
    }

    /** Sizes travel in Lua's bytecode with three bits of mantissa, rounded up. */
    private static int rounded(int size) {
        int mantissa = size;
        int exponent = 0;
        while (mantissa >= 16) {
            mantissa = (mantissa + 1) >> 1;
            exponent++;
        }
        return mantissa << exponent;
    }

    @Override
    public LuaTable evaluate(Frame frame) {
        LuaTable table = new LuaTable(arraySize, hashSize);
        @Nullable Object[] pending = new @Nullable Object[Math.min(FLUSH, fields.size())];
        int held = 0;
        int stored = 0;
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Expression key = field.key();
            if (key != null) {
                Object at = key.evaluate(frame);
                setField(table, at, field.value().evaluate(frame));
                continue;
            }
            if (held == FLUSH) {
                stored = store(table, pending, held, stored);
                held = 0;
            }
            if (i == fields.size() - 1 && field.value() instanceof Multiple multiple) {
                storeAll(table, pending, held, stored, multiple.evaluateAll(frame));
                return table;
            }
            pending[held++] = field.value().evaluate(frame);
        }
        store(table, pending, held, stored);
        return table;
    }

    public void setField(LuaTable table, @Nullable Object key, @Nullable Object value) {
        if (key == null) {
            throw LuaError.at(this, "table index is nil");
        }
        if (key instanceof Double number && number.isNaN()) {
            throw LuaError.at(this, "table index is NaN");
        }
        table.set(key, value);
    }

    /** Stores held items behind those already stored; returns how many are stored now. */
    public static int store(LuaTable table, @Nullable Object[] held, int count, int stored) {
        if (count > 0) {
            table.ensureArray(stored + count);
            for (int i = count; i > 0; i--) {
                table.set(stored + i, held[i - 1]);
            }
        }
        return stored + count;
    }

    /** The same with all the values of a call behind them. */
    public static void storeAll(
            LuaTable table, @Nullable Object[] held, int count, int stored, @Nullable Object result) {
        @Nullable Object[] rest = Results.all(result);
        @Nullable Object[] all = new @Nullable Object[count + rest.length];
        System.arraycopy(held, 0, all, 0, count);
        System.arraycopy(rest, 0, all, count, rest.length);
        store(table, all, all.length, stored);
    }

    @Override
    public @Nullable Variable operand(int index) {
        return null;
    }
}
