package io.glassbox.scripting.script;

import io.glassbox.command.call.CommandError;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the reply to a client of the value that a script returns. */
final class ReplyEncoder {
    /** Tables within tables: beyond this a script has returned one that holds itself. */
    private static final int DEEPEST = 1000;

    private static final int FORMAT_LENGTH = 3;

    private static final String TOO_DEEP = "ERR reached lua stack limit";

    private static final LuaString OK = LuaString.of("ok");
    private static final LuaString ERR = LuaString.of("err");
    private static final LuaString MAP = LuaString.of("map");
    private static final LuaString SET = LuaString.of("set");
    private static final LuaString DOUBLE = LuaString.of("double");
    private static final LuaString BIG_NUMBER = LuaString.of("big_number");
    private static final LuaString VERBATIM = LuaString.of("verbatim_string");
    private static final LuaString FORMAT = LuaString.of("format");
    private static final LuaString STRING = LuaString.of("string");

    private final ReplyWriter reply;

    /** Whether the script speaks of booleans as RESP3 does. */
    private final boolean hasBooleans;

    private final Consumer<CommandError> errors;

    /** {@code errors}: is told of errors within the value that nobody has counted yet. */
    ReplyEncoder(ReplyWriter reply, boolean hasBooleans, Consumer<CommandError> errors) {
        this.reply = reply;
        this.hasBooleans = hasBooleans;
        this.errors = errors;
    }

    void write(@Nullable Object value) {
        write(value, 0);
    }

    private void write(@Nullable Object value, int depth) {
        switch (value) {
            case LuaString text -> bulk(text);
            case Double number -> reply.integer(toLong(number));
            case Boolean truth -> bool(truth);
            case LuaTable table when depth < DEEPEST -> table(table, depth);
            case LuaTable table -> error(TOO_DEEP, false);
            case null, default -> reply.nil();
        }
    }

    /** As C on x86-64 casts: what is no long is the smallest. */
    private static long toLong(double number) {
        return number >= -0x1p63 && number < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }

    private void bulk(LuaString text) {
        reply.bulk(text.array(), text.offset(), text.length());
    }

    private void bool(boolean truth) {
        if (hasBooleans) {
            reply.bool(truth);
        } else if (truth) {
            reply.integer(1);
        } else {
            reply.nil();
        }
    }

    private void table(LuaTable table, int depth) {
        if (text(table, ERR) instanceof LuaString error) {
            error(error.toString(), Boolean.TRUE.equals(table.get(ReplyDecoder.COUNTED)));
        } else if (text(table, OK) instanceof LuaString status) {
            reply.simple(inOneLine(status));
        } else if (table.get(DOUBLE) instanceof Double number) {
            reply.number(number.doubleValue());
        } else if (text(table, BIG_NUMBER) instanceof LuaString digits) {
            reply.bigNumber(inOneLine(digits));
        } else if (!verbatim(table.get(VERBATIM))) {
            collection(table, depth);
        }
    }

    private static @Nullable Object text(LuaTable table, LuaString name) {
        return table.get(name);
    }

    private void error(String text, boolean isCounted) {
        reply.error(text);
        if (!isCounted) {
            errors.accept(CommandError.of(text));
        }
    }

    private static String inOneLine(LuaString text) {
        return text.toString().replace('\r', ' ').replace('\n', ' ');
    }

    private boolean verbatim(@Nullable Object parts) {
        if (parts instanceof LuaTable table
                && table.get(FORMAT) instanceof LuaString format
                && table.get(STRING) instanceof LuaString text) {
            byte[] letters = Arrays.copyOf(format.toByteArray(), FORMAT_LENGTH);
            for (int i = format.length(); i < FORMAT_LENGTH; i++) {
                letters[i] = ' ';
            }
            reply.verbatim(new String(letters, StandardCharsets.ISO_8859_1), text.toByteArray());
            return true;
        }
        return false;
    }

    private void collection(LuaTable table, int depth) {
        if (table.get(MAP) instanceof LuaTable map) {
            reply.map(count(map));
            for (int p = map.nextPosition(0); p >= 0; p = map.nextPosition(p + 1)) {
                write(map.keyAt(p), depth + 1);
                write(map.valueAtPosition(p), depth + 1);
            }
        } else if (table.get(SET) instanceof LuaTable set) {
            reply.set(count(set));
            for (int p = set.nextPosition(0); p >= 0; p = set.nextPosition(p + 1)) {
                write(set.keyAt(p), depth + 1);
            }
        } else {
            int length = 0;
            while (table.get(length + 1) != null) {
                length++;
            }
            reply.array(length);
            for (int i = 1; i <= length; i++) {
                write(table.get(i), depth + 1);
            }
        }
    }

    private static int count(LuaTable table) {
        int count = 0;
        for (int p = table.nextPosition(0); p >= 0; p = table.nextPosition(p + 1)) {
            count++;
        }
        return count;
    }
}
