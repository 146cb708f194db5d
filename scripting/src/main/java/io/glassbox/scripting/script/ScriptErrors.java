package io.glassbox.scripting.script;

import io.glassbox.command.call.CommandError;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.Site;
import org.jspecify.annotations.Nullable;

/** Errors as scripts raise and as clients read them: tables with a text, of which the first word is a code. */
public final class ScriptErrors {
    static final LuaString ERR = LuaString.of("err");

    /** What Lua calls the line that a function in C is at. */
    private static final int NO_LINE = -1;

    private ScriptErrors() {}

    /** A text with its code in front, as a value. */
    static LuaTable table(String text) {
        LuaTable table = new LuaTable(0, 1);
        table.set(ERR, LuaString.of(text));
        return table;
    }

    /** An error of the server to be raised in a script: the text gets the code that stands for no other. */
    public static LuaError raised(String words) {
        return LuaError.of(table("ERR " + words));
    }

    /** Whether the server has counted the error already, where it happened. */
    static boolean isCounted(@Nullable Object value) {
        return value instanceof LuaTable table && Boolean.TRUE.equals(table.get(ReplyDecoder.COUNTED));
    }

    static CommandError of(String text, boolean isCounted) {
        return isCounted ? CommandError.counted(text) : CommandError.of(text);
    }

    /** The error that ends a run, for the client: with the script and the line that raised it. */
    static CommandError ofRun(LuaError error, String scriptName) {
        return of(reply(error, scriptName), isCounted(error.value()));
    }

    /** What was raised, without a place. */
    public static String text(LuaError error) {
        Object value = error.value();
        if (value instanceof LuaTable table) {
            Object text = table.get(ERR);
            return text instanceof LuaString || text instanceof Double
                    ? LuaText.of(text).toString()
                    : "ERR unknown error";
        }
        return "ERR " + LuaText.of(value);
    }

    private static String reply(LuaError error, String scriptName) {
        String text = text(error);
        Site site = error.raisedAt();
        if (site == null) {
            return text;
        }
        int line = site.line() == 0 ? NO_LINE : site.line();
        return text + " script: " + scriptName + ", on " + site.source() + ":" + line + ".";
    }

    /** What {@code pcall} gives a script that catches an error: the text of a table, as older versions raised it. */
    static @Nullable Object caught(LuaError error) {
        Object value = error.value();
        return value instanceof LuaTable table && table.get(ERR) instanceof LuaString text ? text : value;
    }
}
