package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.lua.value.Site;
import org.jspecify.annotations.Nullable;

/**
 * {@code table.sort}: Lua 5.1's own quicksort, comparison by comparison, because programs see it: in the order of equal elements, and in
 * what becomes of an order that is none. Works in the table itself, whose elements the comparisons may look at.
 */
final class TableSort {
    private final LuaState state;
    private final LuaTable table;
    private final @Nullable Callback order;

    private TableSort(LuaState state, LuaTable table, @Nullable Callback order) {
        this.state = state;
        this.table = table;
        this.order = order;
    }

    static @Nullable Object sort(LuaState state, @Nullable Object[] args) {
        LuaTable table = Arguments.table(args, 0);
        int length = table.length();
        Callback order = Arguments.isNone(args, 1) ? null : new Callback(state, Arguments.function(args, 1));
        new TableSort(state, table, order).sort(1, length);
        return Results.NONE;
    }

    /** The smaller part is sorted by recursion, the larger one by going on, so that it is not deep. */
    private void sort(int first, int last) {
        int low = first;
        int high = last;
        while (low < high) {
            swapIfLess(high, low);
            if (high - low == 1) {
                return;
            }
            int middle = (int) (((long) low + high) / 2);
            if (!swapIfLess(middle, low)) {
                swapIfLess(high, middle);
            }
            if (high - low == 2) {
                return;
            }
            Object pivot = table.get(middle);
            swap(middle, high - 1);
            int border = partition(low, high, pivot);
            swap(high - 1, border);
            if (border - low < high - border) {
                sort(low, border - 1);
                low = border + 1;
            } else {
                sort(border + 1, high);
                high = border - 1;
            }
        }
    }

    /** Puts what is less than the pivot, which waits at {@code high - 1}, before what is not; returns where the latter begins. */
    private int partition(int low, int high, @Nullable Object pivot) {
        int i = low;
        int j = high - 1;
        while (true) {
            while (isLess(table.get(++i), pivot)) {
                if (i > high) {
                    throw invalidOrder();
                }
            }
            while (isLess(pivot, table.get(--j))) {
                if (j < low) {
                    throw invalidOrder();
                }
            }
            if (j < i) {
                return i;
            }
            swap(i, j);
        }
    }

    private static LuaError invalidOrder() {
        return LuaError.located("invalid order function for sorting");
    }

    private boolean swapIfLess(int a, int b) {
        boolean isLess = isLess(table.get(a), table.get(b));
        if (isLess) {
            swap(a, b);
        }
        return isLess;
    }

    private void swap(int a, int b) {
        Object value = table.get(a);
        table.set(a, table.get(b));
        table.set(b, value);
    }

    private boolean isLess(@Nullable Object a, @Nullable Object b) {
        state.tick();
        return order == null ? Operations.lessThan(state, a, b, Site.NATIVE) : Operations.isTrue(order.call(a, b));
    }
}
