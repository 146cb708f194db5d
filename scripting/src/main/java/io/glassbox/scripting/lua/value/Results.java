package io.glassbox.scripting.lua.value;

import org.jspecify.annotations.Nullable;

/** What a call returned: one value as itself, any other number as an array. */
public final class Results {
    /** No value at all, which is not the one value nil. */
    public static final @Nullable Object[] NONE = {};

    private Results() {}

    /** Several values, or none; an array of one is as good as the value. */
    public static Object of(@Nullable Object... values) {
        return values;
    }

    /** Where one value is wanted: the first, nil if there is none. */
    public static @Nullable Object first(@Nullable Object result) {
        return result instanceof @Nullable Object[] values ? firstOf(values) : result;
    }

    private static @Nullable Object firstOf(@Nullable Object[] values) {
        return values.length == 0 ? null : values[0];
    }

    public static int count(@Nullable Object result) {
        return result instanceof @Nullable Object[] values ? values.length : 1;
    }

    /** The value at an index from 0; nil behind the end. */
    public static @Nullable Object at(@Nullable Object result, int index) {
        if (result instanceof @Nullable Object[] values) {
            return valueAt(values, index);
        }
        return index == 0 ? result : null;
    }

    private static @Nullable Object valueAt(@Nullable Object[] values, int index) {
        return index < values.length ? values[index] : null;
    }

    /** All of them, in an array that may be the result itself. */
    public static @Nullable Object[] all(@Nullable Object result) {
        return result instanceof @Nullable Object[] values ? values : new @Nullable Object[] {result};
    }

    /** All of them behind others. */
    public static @Nullable Object[] append(@Nullable Object[] before, @Nullable Object result) {
        int count = count(result);
        @Nullable Object[] all = new @Nullable Object[before.length + count];
        System.arraycopy(before, 0, all, 0, before.length);
        if (result instanceof @Nullable Object[] values) {
            System.arraycopy(values, 0, all, before.length, count);
        } else {
            all[before.length] = result;
        }
        return all;
    }
}
