package io.glassbox.scripting.lua.library.json;

import io.glassbox.scripting.lua.library.Library;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;

/** One JSON text as a value of Lua. */
final class JsonDecoder {
    private final LuaState state;
    private final JsonSettings settings;
    private final LuaTable arrayMetatable;
    private final JsonScanner scanner;
    private int depth;

    JsonDecoder(LuaState state, JsonSettings settings, LuaTable arrayMetatable, JsonScanner scanner) {
        this.state = state;
        this.settings = settings;
        this.arrayMetatable = arrayMetatable;
        this.scanner = scanner;
    }

    Object decode(LuaString text) {
        // A NUL among the first two bytes tells texts in UTF-16 and UTF-32.
        if (text.length() >= 2 && (text.at(0) == 0 || text.at(1) == 0)) {
            throw LuaError.located("JSON parser does not support UTF-16 or UTF-32");
        }
        int from = text.offset();
        boolean takesInvalidNumbers = settings.decodeInvalidNumbers == JsonSettings.ON;
        scanner.begin(text.array(), from, from + text.length(), takesInvalidNumbers);
        Object value = value(scanner.next(), 1);
        JsonToken behind = scanner.next();
        if (behind != JsonToken.END) {
            throw unexpected("the end", behind);
        }
        scanner.end();
        return value;
    }

    /** {@code stack}: the values that C would have on its stack by now, which limits the depth along with the setting. */
    private Object value(JsonToken token, int stack) {
        return switch (token) {
            case STRING -> string();
            case NUMBER -> scanner.number();
            case TRUE -> true;
            case FALSE -> false;
            case OBJECT_BEGIN -> object(stack);
            case ARRAY_BEGIN -> array(stack);
            case NULL -> JsonNull.VALUE;
            default -> throw unexpected("value", token);
        };
    }

    private LuaTable object(int stack) {
        descend(stack + 3);
        LuaTable table = new LuaTable();
        JsonToken token = scanner.next();
        while (token != JsonToken.OBJECT_END) {
            if (token != JsonToken.STRING) {
                throw unexpected("object key string", token);
            }
            LuaString key = string();
            require(JsonToken.COLON, "colon", scanner.next());
            table.set(key, value(scanner.next(), stack + 2));
            token = scanner.next();
            if (token != JsonToken.OBJECT_END) {
                require(JsonToken.COMMA, "comma or object end", token);
                token = requireNoEnd(scanner.next(), JsonToken.OBJECT_END, "object key string");
            }
            state.tick();
        }
        depth--;
        return table;
    }

    private LuaTable array(int stack) {
        descend(stack + 2);
        LuaTable table = new LuaTable();
        if (settings.decodeArrayWithArrayMetatable == JsonSettings.ON) {
            table.setMetatable(arrayMetatable);
        }
        JsonToken token = scanner.next();
        for (int i = 1; token != JsonToken.ARRAY_END; i++) {
            table.set(i, value(token, stack + 1));
            token = scanner.next();
            if (token != JsonToken.ARRAY_END) {
                require(JsonToken.COMMA, "comma or array end", token);
                token = requireNoEnd(scanner.next(), JsonToken.ARRAY_END, "value");
            }
            state.tick();
        }
        depth--;
        return table;
    }

    private LuaString string() {
        return LuaString.copyOf(scanner.stringArray(), scanner.stringOffset(), scanner.stringLength());
    }

    private void descend(int stack) {
        depth++;
        if (depth > settings.decodeMaxDepth || stack > Library.MAX_STACK) {
            throw LuaError.located(
                    "Found too many nested data structures (" + depth + ") at character " + scanner.position());
        }
    }

    private void require(JsonToken wanted, String what, JsonToken token) {
        if (token != wanted) {
            throw unexpected(what, token);
        }
    }

    /** Behind a comma the end is none. */
    private JsonToken requireNoEnd(JsonToken token, JsonToken end, String what) {
        if (token == end) {
            throw unexpected(what, token);
        }
        return token;
    }

    private LuaError unexpected(String what, JsonToken token) {
        String found = token == JsonToken.ERROR ? scanner.error() : token.label();
        return LuaError.located(
                "Expected " + what + " but found " + found + " at character " + (scanner.tokenIndex() + 1));
    }
}
