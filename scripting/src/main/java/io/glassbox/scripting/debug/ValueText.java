package io.glassbox.scripting.debug;

import io.glassbox.foundation.setting.text.Words;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import org.jspecify.annotations.Nullable;

/** Values as the debugger shows them. */
final class ValueText {
    /** Tables within tables that are shown. */
    private static final int DEEPEST = 10;

    private ValueText() {}

    static String of(@Nullable Object value) {
        return of(value, 0);
    }

    private static String of(@Nullable Object value, int depth) {
        if (depth == DEEPEST) {
            return "<max recursion level reached! Nested table?>";
        }
        return switch (value) {
            case null -> "nil";
            case LuaString text -> Words.quote(text.toString());
            case Boolean truth -> truth.toString();
            case Double number -> LuaText.of(number.doubleValue()).toString();
            case LuaTable table -> table(table, depth + 1);
            default -> "\"" + LuaText.of(value).toString().replace(": ", "@") + "\"";
        };
    }

    /** A list if the keys are 1, 2, 3 and so on, otherwise keys and values. */
    private static String table(LuaTable table, int depth) {
        StringBuilder list = new StringBuilder();
        StringBuilder pairs = new StringBuilder();
        int next = 1;
        boolean isList = true;
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            isList &= table.keyAt(p) instanceof Double number && number == next++;
            String separator = list.isEmpty() ? "" : "; ";
            String shown = of(table.valueAtPosition(p), depth);
            list.append(separator).append(shown);
            pairs.append(separator)
                    .append('[')
                    .append(of(table.keyAt(p), depth))
                    .append("]=")
                    .append(shown);
        }
        return "{" + (isList ? list : pairs) + "}";
    }
}
