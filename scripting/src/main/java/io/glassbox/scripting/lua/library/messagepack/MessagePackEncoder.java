package io.glassbox.scripting.lua.library.messagepack;

import io.glassbox.scripting.lua.library.Library;
import io.glassbox.scripting.lua.text.Bytes;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/**
 * Values of Lua as MessagePack, each in its shortest form. Tables with the keys 1..n are arrays, also empty ones, all others maps. What
 * has no form, and tables too deep in tables, are nil.
 */
final class MessagePackEncoder {
    private static final int MAX_NESTING = 16;
    private static final int FIRST_CAPACITY = 128;
    private static final double MIN_LONG = -0x1p63;

    private final LuaState state;
    private final Bytes out = Library.bytes(FIRST_CAPACITY);

    MessagePackEncoder(LuaState state) {
        this.state = state;
    }

    LuaString encode(@Nullable Object[] values) {
        for (Object value : values) {
            add(value, 0);
        }
        return Library.string(out);
    }

    private void add(@Nullable Object value, int level) {
        switch (value) {
            case LuaString string -> addString(string);
            case Double number -> addNumber(number);
            case Boolean bool -> out.add(bool ? Format.TRUE : Format.FALSE);
            case LuaTable table when level < MAX_NESTING -> addTable(table, level);
            case null, default -> out.add(Format.NIL);
        }
    }

    private void addString(LuaString string) {
        int length = string.length();
        if (length < 32) {
            out.add(Format.FIXED_STRING | length);
        } else if (length <= 0xFF) {
            addHeader(Format.STRING_8, length, 1);
        } else if (length <= 0xFFFF) {
            addHeader(Format.STRING_16, length, 2);
        } else {
            addHeader(Format.STRING_32, length, 4);
        }
        out.add(string.array(), string.offset(), length);
    }

    private void addNumber(double number) {
        boolean isLong = number >= MIN_LONG && number < -MIN_LONG && number == (long) number;
        if (isLong) {
            addLong((long) number);
        } else if (number == (float) number) {
            addHeader(Format.FLOAT, Float.floatToRawIntBits((float) number), 4);
        } else {
            addHeader(Format.DOUBLE, Double.doubleToRawLongBits(number), 8);
        }
    }

    private void addLong(long number) {
        if (number >= 0) {
            addPositive(number);
        } else if (number >= -32) {
            out.add((int) number);
        } else if (number >= Byte.MIN_VALUE) {
            addHeader(Format.SIGNED_8, number, 1);
        } else if (number >= Short.MIN_VALUE) {
            addHeader(Format.SIGNED_16, number, 2);
        } else if (number >= Integer.MIN_VALUE) {
            addHeader(Format.SIGNED_32, number, 4);
        } else {
            addHeader(Format.SIGNED_64, number, 8);
        }
    }

    private void addPositive(long number) {
        if (number <= 0x7F) {
            out.add((int) number);
        } else if (number <= 0xFF) {
            addHeader(Format.UNSIGNED_8, number, 1);
        } else if (number <= 0xFFFF) {
            addHeader(Format.UNSIGNED_16, number, 2);
        } else if (number <= 0xFFFF_FFFFL) {
            addHeader(Format.UNSIGNED_32, number, 4);
        } else {
            addHeader(Format.UNSIGNED_64, number, 8);
        }
    }

    private void addTable(LuaTable table, int level) {
        if (isArray(table)) {
            int length = table.length();
            addCount(length, Format.FIXED_ARRAY, Format.ARRAY_16, Format.ARRAY_32);
            for (int i = 1; i <= length; i++) {
                add(table.get(i), level + 1);
                state.tick();
            }
            return;
        }
        int count = 0;
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            count++;
        }
        addCount(count, Format.FIXED_MAP, Format.MAP_16, Format.MAP_32);
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            add(table.keyAt(p), level + 1);
            add(table.valueAtPosition(p), level + 1);
            state.tick();
        }
    }

    /** Whether the keys are the numbers from 1 to their count. */
    private static boolean isArray(LuaTable table) {
        int count = 0;
        int largest = 0;
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            boolean isIndex = table.keyAt(p) instanceof Double key && key > 0 && key == key.intValue();
            if (!isIndex) {
                return false;
            }
            largest = Math.max(largest, ((Double) table.keyAt(p)).intValue());
            count++;
        }
        return count == largest;
    }

    private void addCount(int count, int fixed, int with16Bits, int with32Bits) {
        if (count <= 15) {
            out.add(fixed | count);
        } else if (count <= 0xFFFF) {
            addHeader(with16Bits, count, 2);
        } else {
            addHeader(with32Bits, count, 4);
        }
    }

    private void addHeader(int kind, long number, int size) {
        out.add(kind);
        out.addBigEndian(number, size);
    }
}
