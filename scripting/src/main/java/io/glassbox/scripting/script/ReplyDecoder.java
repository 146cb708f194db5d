package io.glassbox.scripting.script;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.scripting.lua.value.LuaBuffer;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.DecimalInteger;
import io.glassbox.structure.text.DoubleText;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of Lua of the replies to a script's commands, which lie in a buffer as they would go to a client. Trusts them: the
 * server has written them itself.
 */
final class ReplyDecoder {
    private static final LuaString OK = LuaString.of("ok");
    private static final LuaString ERR = LuaString.of("err");
    private static final LuaString MAP = LuaString.of("map");
    private static final LuaString SET = LuaString.of("set");
    private static final LuaString DOUBLE = LuaString.of("double");
    private static final LuaString BIG_NUMBER = LuaString.of("big_number");
    private static final LuaString VERBATIM = LuaString.of("verbatim_string");
    private static final LuaString FORMAT = LuaString.of("format");
    private static final LuaString STRING = LuaString.of("string");

    /** Marks errors that the server has counted where they happened. */
    static final LuaString COUNTED = LuaString.of("ignore_error_stats_update");

    /** The reply to most writes. */
    private static final LuaString OK_TEXT = LuaString.of("OK");

    private final Slabs slabs;
    private long at;

    ReplyDecoder(Slabs slabs) {
        this.slabs = slabs;
    }

    /** The value of the one reply in the buffer, which is empty then. */
    @Nullable
    Object take(ReplyBuffer replies) {
        long bytes = replies.pendingBytes();
        if (replies.headLength() == bytes) {
            at = replies.headAddress();
            Object value = value();
            replies.clear();
            return value;
        }
        long copy = slabs.allocate(bytes);
        long end = copy;
        while (!replies.isEmpty()) {
            int length = replies.headLength();
            Memory.copy(replies.headAddress(), end, length);
            end += length;
            replies.consumed(length);
        }
        try {
            at = copy;
            return value();
        } finally {
            slabs.free(copy);
        }
    }

    private @Nullable Object value() {
        int type = Memory.getByte(at++);
        return switch (type) {
            case ':' -> Double.valueOf(number());
            case '$' -> bulk();
            case '+' -> table(OK, simple());
            case '-' -> error(line());
            case '*', '>' -> array();
            case '%' -> map();
            case '~' -> set();
            case '_' -> nil();
            case '#' -> Boolean.valueOf(line().at(0) == 't');
            case ',' -> real();
            case '(' -> table(BIG_NUMBER, line());
            case '=' -> verbatim();
            case '|' -> behindAttributes();
            default -> throw new IllegalStateException("no reply begins with " + type);
        };
    }

    /** A number and the end of its line. */
    private long number() {
        long end = lineEnd();
        long value = DecimalInteger.parse(at, (int) (end - at));
        at = end + 2;
        return value;
    }

    private Object bulk() {
        int length = (int) number();
        if (length < 0) {
            return false;
        }
        LuaString text = LuaString.wrap(Memory.toBytes(at, length));
        at += length + 2L;
        return text;
    }

    private LuaString simple() {
        boolean isOk = Memory.getByte(at) == 'O' && Memory.getByte(at + 1) == 'K' && Memory.getByte(at + 2) == '\r';
        if (isOk) {
            at += 4;
            return OK_TEXT;
        }
        return line();
    }

    private LuaString line() {
        long end = lineEnd();
        LuaString text = LuaString.wrap(Memory.toBytes(at, (int) (end - at)));
        at = end + 2;
        return text;
    }

    private long lineEnd() {
        long end = at;
        while (Memory.getByte(end) != '\r') {
            end++;
        }
        return end;
    }

    private static LuaTable table(LuaString name, @Nullable Object value) {
        LuaTable table = new LuaTable(0, 1);
        table.set(name, value);
        return table;
    }

    private static LuaTable error(LuaString text) {
        LuaTable table = errorOf(text);
        table.set(COUNTED, true);
        return table;
    }

    /** An error as scripts see it: a text that has no word for its code gets the one that stands for no other. */
    static LuaTable errorOf(LuaString text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) == ' ') {
                return table(ERR, text);
            }
        }
        return table(ERR, new LuaBuffer().append("ERR ").append(text).toLuaString());
    }

    private Object array() {
        int count = (int) number();
        if (count < 0) {
            return false;
        }
        LuaTable table = new LuaTable(count, 0);
        for (int i = 1; i <= count; i++) {
            table.set(i, value());
        }
        return table;
    }

    private LuaTable map() {
        int pairs = (int) number();
        LuaTable entries = new LuaTable(0, pairs);
        for (int i = 0; i < pairs; i++) {
            Object key = value();
            Object value = value();
            if (key != null) {
                entries.set(key, value);
            }
        }
        return table(MAP, entries);
    }

    private LuaTable set() {
        int count = (int) number();
        LuaTable members = new LuaTable(0, count);
        for (int i = 0; i < count; i++) {
            Object member = value();
            if (member != null) {
                members.set(member, true);
            }
        }
        return table(SET, members);
    }

    private @Nullable Object nil() {
        at += 2;
        return null;
    }

    private LuaTable real() {
        long end = lineEnd();
        double value = DoubleText.parse(at, (int) (end - at));
        at = end + 2;
        return table(DOUBLE, value);
    }

    private LuaTable verbatim() {
        int length = (int) number();
        LuaTable parts = new LuaTable(0, 2);
        parts.set(FORMAT, LuaString.wrap(Memory.toBytes(at, 3)));
        parts.set(STRING, LuaString.wrap(Memory.toBytes(at + 4, length - 4)));
        at += length + 2L;
        return table(VERBATIM, parts);
    }

    private @Nullable Object behindAttributes() {
        long pairs = number();
        for (long i = 0; i < 2 * pairs; i++) {
            value();
        }
        return value();
    }
}
