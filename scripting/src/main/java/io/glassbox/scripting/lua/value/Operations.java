package io.glassbox.scripting.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * The operations of the language on any values, metamethods included. Who runs programs handles the common types by himself
 * and comes here for the rest. {@code site} is what errors blame; functions of Java give {@link Site#NATIVE}.
 */
public final class Operations {
    /** A chain of {@code __index} longer than this is taken for a loop. */
    private static final int MAX_CHAIN = 100;

    private Operations() {}

    public static boolean isTrue(@Nullable Object value) {
        return value != null && (!(value instanceof Boolean bool) || bool);
    }

    /** As arithmetic and {@code tonumber} convert; null if it is no number. */
    public static @Nullable Double toNumber(@Nullable Object value) {
        return switch (value) {
            case Double number -> number;
            case LuaString string -> LuaText.toNumber(string);
            case null, default -> null;
        };
    }

    /** The metatable of any value. */
    public static @Nullable LuaTable metatableOf(LuaState state, @Nullable Object value) {
        return switch (value) {
            case LuaTable table -> table.metatable();
            case LuaString _ -> state.stringMetatable();
            case LuaUserdata userdata -> userdata.metatable();
            case null, default -> null;
        };
    }

    public static @Nullable Object metamethod(LuaState state, @Nullable Object value, Metamethod event) {
        LuaTable metatable = metatableOf(state, value);
        return metatable == null ? null : metatable.metamethod(event);
    }

    public static @Nullable Object arithmetic(
            LuaState state, Arithmetic operator, @Nullable Object a, @Nullable Object b, Site site) {
        Double left = toNumber(a);
        Double right = left == null ? null : toNumber(b);
        if (left != null && right != null) {
            return Double.valueOf(operator.apply(left, right));
        }
        Object handler = binaryHandler(state, a, b, operator.event());
        if (handler == null) {
            boolean blameSecond = left != null;
            throw typeError("perform arithmetic on", blameSecond ? b : a, site, blameSecond ? 1 : 0);
        }
        return callHandler(state, handler, a, b, site);
    }

    public static @Nullable Object index(LuaState state, @Nullable Object container, @Nullable Object key, Site site) {
        Object current = container;
        for (int i = 0; i < MAX_CHAIN; i++) {
            Object handler;
            if (current instanceof LuaTable table) {
                Object value = table.get(key);
                if (value != null) {
                    return value;
                }
                LuaTable metatable = table.metatable();
                if (metatable == null) {
                    return null;
                }
                handler = metatable.metamethod(Metamethod.INDEX);
                if (handler == null) {
                    return null;
                }
            } else {
                handler = metamethod(state, current, Metamethod.INDEX);
                if (handler == null) {
                    throw i == 0
                            ? typeError("index", current, site, 0)
                            : typeError("index", current, site, Integer.MAX_VALUE);
                }
            }
            if (handler instanceof LuaFunction function) {
                return callHandler(state, function, current, key, site);
            }
            current = handler;
        }
        throw LuaError.at(site, "loop in gettable");
    }

    public static void setIndex(
            LuaState state, @Nullable Object container, @Nullable Object key, @Nullable Object value, Site site) {
        Object current = container;
        for (int i = 0; i < MAX_CHAIN; i++) {
            Object handler;
            if (current instanceof LuaTable table) {
                LuaTable metatable = table.metatable();
                handler = metatable == null ? null : metatable.metamethod(Metamethod.NEWINDEX);
                if (handler == null || table.get(key) != null) {
                    setRaw(table, key, value, site);
                    return;
                }
                // The key gets its node already now, as in Lua 5.1: the order of later keys depends on it.
                setRaw(table, key, null, site);
            } else {
                handler = metamethod(state, current, Metamethod.NEWINDEX);
                if (handler == null) {
                    throw typeError("index", current, site, i == 0 ? 0 : Integer.MAX_VALUE);
                }
            }
            if (handler instanceof LuaFunction function) {
                callHandler(state, function, new @Nullable Object[] {current, key, value}, site);
                return;
            }
            current = handler;
        }
        throw LuaError.at(site, "loop in settable");
    }

    private static void setRaw(LuaTable table, @Nullable Object key, @Nullable Object value, Site site) {
        if (table.isReadonly()) {
            throw LuaError.at(site, "Attempt to modify a readonly table");
        }
        if (key == null) {
            throw LuaError.at(site, "table index is nil");
        }
        if (key instanceof Double number && number.isNaN()) {
            throw LuaError.at(site, "table index is NaN");
        }
        table.set(key, value);
    }

    /** Without metamethods, as {@code rawequal} and the keys of tables. */
    @SuppressWarnings("ReferenceEquality")
    public static boolean rawEquals(@Nullable Object a, @Nullable Object b) {
        return switch (a) {
            case Double x -> b instanceof Double y && x.doubleValue() == y.doubleValue();
            case LuaString x -> b instanceof LuaString y && x.equals(y);
            case Boolean x -> x.equals(b);
            case null, default -> a == b;
        };
    }

    public static boolean equals(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        if (rawEquals(a, b)) {
            return true;
        }
        boolean comparable =
                a instanceof LuaTable && b instanceof LuaTable || a instanceof LuaUserdata && b instanceof LuaUserdata;
        if (!comparable) {
            return false;
        }
        Object handler = sharedHandler(state, a, b, Metamethod.EQ);
        return handler != null && isTrue(callHandler(state, handler, a, b, site));
    }

    public static boolean lessThan(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        if (a instanceof Double x && b instanceof Double y) {
            return x.doubleValue() < y.doubleValue();
        }
        if (a instanceof LuaString x && b instanceof LuaString y) {
            return x.compareTo(y) < 0;
        }
        Object handler = sameType(a, b) ? sharedHandler(state, a, b, Metamethod.LT) : null;
        if (handler == null) {
            throw orderError(a, b, site);
        }
        return isTrue(callHandler(state, handler, a, b, site));
    }

    public static boolean lessOrEqual(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        if (a instanceof Double x && b instanceof Double y) {
            return x.doubleValue() <= y.doubleValue();
        }
        if (a instanceof LuaString x && b instanceof LuaString y) {
            return x.compareTo(y) <= 0;
        }
        if (sameType(a, b)) {
            Object handler = sharedHandler(state, a, b, Metamethod.LE);
            if (handler != null) {
                return isTrue(callHandler(state, handler, a, b, site));
            }
            handler = sharedHandler(state, b, a, Metamethod.LT);
            if (handler != null) {
                return !isTrue(callHandler(state, handler, b, a, site));
            }
        }
        throw orderError(a, b, site);
    }

    public static @Nullable Object length(LuaState state, @Nullable Object value, Site site) {
        if (value instanceof LuaTable table) {
            return Double.valueOf(table.length());
        }
        if (value instanceof LuaString string) {
            return Double.valueOf(string.length());
        }
        Object handler = metamethod(state, value, Metamethod.LEN);
        if (handler == null) {
            throw typeError("get length of", value, site, 0);
        }
        return callHandler(state, handler, value, null, site);
    }

    /** Joins the values from the right, as long texts in one piece; operand names of the site are by their index. */
    public static @Nullable Object concat(LuaState state, @Nullable Object[] operands, Site site) {
        int end = operands.length;
        Object right = operands[end - 1];
        while (end > 1) {
            Object left = operands[end - 2];
            if (!isText(left) || !isText(right)) {
                right = concatByHandler(state, left, right, site, end - 2);
                end--;
                continue;
            }
            int start = end - 2;
            while (start > 0 && isText(operands[start - 1])) {
                start--;
            }
            operands[end - 1] = right;
            right = join(operands, start, end);
            end = start + 1;
        }
        return right;
    }

    public static LuaString join(@Nullable Object[] operands, int start, int end) {
        long total = 0;
        for (int i = start; i < end; i++) {
            LuaString text = LuaText.of(operands[i]);
            operands[i] = text;
            total += text.length();
        }
        if (total > Integer.MAX_VALUE - 16) {
            throw LuaError.notEnoughMemory();
        }
        HeapRoom.require(total);
        byte[] bytes = new byte[(int) total];
        int at = 0;
        for (int i = start; i < end; i++) {
            if (operands[i] instanceof LuaString text) {
                text.copyTo(bytes, at);
                at += text.length();
            }
        }
        return LuaString.wrap(bytes);
    }

    private static @Nullable Object concatByHandler(
            LuaState state, @Nullable Object left, @Nullable Object right, Site site, int index) {
        Object handler = binaryHandler(state, left, right, Metamethod.CONCAT);
        if (handler == null) {
            boolean blameRight = isText(left);
            throw typeError("concatenate", blameRight ? right : left, site, blameRight ? index + 1 : index);
        }
        return callHandler(state, handler, left, right, site);
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof LuaString || value instanceof Double;
    }

    /** As {@code tostring}, by {@code __tostring} if there is one; anything may come out of that. */
    public static @Nullable Object toText(LuaState state, @Nullable Object value) {
        Object handler = metamethod(state, value, Metamethod.TOSTRING);
        return handler == null ? LuaText.of(value) : callHandler(state, handler, value);
    }

    /** What a call of the value calls: itself if it is a function; else {@code __call}, or an error. */
    public static LuaFunction callHandlerOf(LuaState state, @Nullable Object value, Site site) {
        if (metamethod(state, value, Metamethod.CALL) instanceof LuaFunction handler) {
            return handler;
        }
        throw typeError("call", value, site, 0);
    }

    /** Calls any value. */
    public static @Nullable Object call(LuaState state, @Nullable Object callee, @Nullable Object[] args, Site site) {
        if (callee instanceof LuaFunction function) {
            return function.call(state, args);
        }
        LuaFunction handler = callHandlerOf(state, callee, site);
        return handler.call(state, Results.append(new @Nullable Object[] {callee}, args));
    }

    private static @Nullable Object callHandler(LuaState state, Object handler, @Nullable Object value) {
        return callHandler(state, handler, new @Nullable Object[] {value}, Site.NATIVE);
    }

    private static @Nullable Object callHandler(
            LuaState state, Object handler, @Nullable Object a, @Nullable Object b, Site site) {
        return callHandler(state, handler, new @Nullable Object[] {a, b}, site);
    }

    private static @Nullable Object callHandler(LuaState state, Object handler, @Nullable Object[] args, Site site) {
        CallStack calls = state.calls();
        calls.enterNative(site);
        Object result;
        try {
            result = call(state, handler, args, Site.NATIVE);
        } catch (LuaError error) {
            // What a metatable has for an event is no variable of the program.
            result = error.passOn(site.unnamed());
        }
        calls.leaveNative();
        return Results.first(result);
    }

    private static @Nullable Object binaryHandler(
            LuaState state, @Nullable Object a, @Nullable Object b, Metamethod event) {
        Object handler = metamethod(state, a, event);
        return handler != null ? handler : metamethod(state, b, event);
    }

    /** Comparisons are handled only if both operands have the same handler. */
    private static @Nullable Object sharedHandler(
            LuaState state, @Nullable Object a, @Nullable Object b, Metamethod event) {
        Object handler = metamethod(state, a, event);
        return handler != null && rawEquals(handler, metamethod(state, b, event)) ? handler : null;
    }

    private static boolean sameType(@Nullable Object a, @Nullable Object b) {
        return LuaText.typeName(a).equals(LuaText.typeName(b));
    }

    private static LuaError orderError(@Nullable Object a, @Nullable Object b, Site site) {
        String left = LuaText.typeName(a);
        String right = LuaText.typeName(b);
        return LuaError.at(
                site,
                left.equals(right)
                        ? "attempt to compare two " + left + " values"
                        : "attempt to compare " + left + " with " + right);
    }

    private static LuaError typeError(String action, @Nullable Object value, Site site, int operand) {
        String type = LuaText.typeName(value);
        Site.Variable variable = operand == Integer.MAX_VALUE ? null : site.operand(operand);
        return LuaError.at(
                site,
                variable == null
                        ? "attempt to " + action + " a " + type + " value"
                        : "attempt to " + action + " " + variable.kind() + " '" + variable.name() + "' (a " + type
                                + " value)");
    }
}
