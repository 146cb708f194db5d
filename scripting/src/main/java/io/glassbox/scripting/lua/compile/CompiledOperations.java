package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Cell;
import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.LuaClosure;
import io.glassbox.scripting.lua.value.Arithmetic;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.lua.value.Site;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The operations that compiled code calls. Each handles the common types in a few instructions, so that the JVM inlines it, and
 * leaves the rest to {@link Operations}. Bytecode stays short that way: the JVM compiles no method of more than 8000 bytes.
 * Forms with a {@code double} spare the box of a number that is known to be one.
 */
final class CompiledOperations {
    /** Turns of loops that compiled code counts by itself before it tells the state. */
    static final int TURNS = 1000;

    private CompiledOperations() {}

    /** Every {@link #TURNS} turns of loops, the last one of the loop at the site. Returns the turns until the next time. */
    static int turned(LuaState state, Site site) {
        state.ticks -= TURNS;
        if (state.ticks < 0) {
            state.poll(site);
        }
        return TURNS;
    }

    // Numbers. A name ends in the letters of its operands: o for any value, d for a number.

    static @Nullable Object addOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return a instanceof Double x && b instanceof Double y
                ? Double.valueOf(x + y)
                : Operations.arithmetic(state, Arithmetic.ADD, a, b, site);
    }

    static @Nullable Object addOD(LuaState state, @Nullable Object a, double b, Site site) {
        return a instanceof Double x ? Double.valueOf(x + b) : Operations.arithmetic(state, Arithmetic.ADD, a, b, site);
    }

    static @Nullable Object addDO(LuaState state, double a, @Nullable Object b, Site site) {
        return b instanceof Double y ? Double.valueOf(a + y) : Operations.arithmetic(state, Arithmetic.ADD, a, b, site);
    }

    static @Nullable Object subOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return a instanceof Double x && b instanceof Double y
                ? Double.valueOf(x - y)
                : Operations.arithmetic(state, Arithmetic.SUB, a, b, site);
    }

    static @Nullable Object subOD(LuaState state, @Nullable Object a, double b, Site site) {
        return a instanceof Double x ? Double.valueOf(x - b) : Operations.arithmetic(state, Arithmetic.SUB, a, b, site);
    }

    static @Nullable Object subDO(LuaState state, double a, @Nullable Object b, Site site) {
        return b instanceof Double y ? Double.valueOf(a - y) : Operations.arithmetic(state, Arithmetic.SUB, a, b, site);
    }

    static @Nullable Object mulOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return a instanceof Double x && b instanceof Double y
                ? Double.valueOf(x * y)
                : Operations.arithmetic(state, Arithmetic.MUL, a, b, site);
    }

    static @Nullable Object mulOD(LuaState state, @Nullable Object a, double b, Site site) {
        return a instanceof Double x ? Double.valueOf(x * b) : Operations.arithmetic(state, Arithmetic.MUL, a, b, site);
    }

    static @Nullable Object mulDO(LuaState state, double a, @Nullable Object b, Site site) {
        return b instanceof Double y ? Double.valueOf(a * y) : Operations.arithmetic(state, Arithmetic.MUL, a, b, site);
    }

    static @Nullable Object divOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return a instanceof Double x && b instanceof Double y
                ? Double.valueOf(x / y)
                : Operations.arithmetic(state, Arithmetic.DIV, a, b, site);
    }

    static @Nullable Object divOD(LuaState state, @Nullable Object a, double b, Site site) {
        return a instanceof Double x ? Double.valueOf(x / b) : Operations.arithmetic(state, Arithmetic.DIV, a, b, site);
    }

    static @Nullable Object divDO(LuaState state, double a, @Nullable Object b, Site site) {
        return b instanceof Double y ? Double.valueOf(a / y) : Operations.arithmetic(state, Arithmetic.DIV, a, b, site);
    }

    static @Nullable Object modOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return a instanceof Double x && b instanceof Double y
                ? Double.valueOf(Arithmetic.mod(x, y))
                : Operations.arithmetic(state, Arithmetic.MOD, a, b, site);
    }

    static @Nullable Object modOD(LuaState state, @Nullable Object a, double b, Site site) {
        return a instanceof Double x
                ? Double.valueOf(Arithmetic.mod(x, b))
                : Operations.arithmetic(state, Arithmetic.MOD, a, b, site);
    }

    static @Nullable Object modDO(LuaState state, double a, @Nullable Object b, Site site) {
        return b instanceof Double y
                ? Double.valueOf(Arithmetic.mod(a, y))
                : Operations.arithmetic(state, Arithmetic.MOD, a, b, site);
    }

    static @Nullable Object powOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return Operations.arithmetic(state, Arithmetic.POW, a, b, site);
    }

    static @Nullable Object powOD(LuaState state, @Nullable Object a, double b, Site site) {
        return Operations.arithmetic(state, Arithmetic.POW, a, b, site);
    }

    static @Nullable Object powDO(LuaState state, double a, @Nullable Object b, Site site) {
        return Operations.arithmetic(state, Arithmetic.POW, a, b, site);
    }

    static @Nullable Object negate(LuaState state, @Nullable Object a, Site site) {
        return a instanceof Double x ? Double.valueOf(-x) : Operations.arithmetic(state, Arithmetic.UNM, a, a, site);
    }

    static @Nullable Object length(LuaState state, @Nullable Object a, Site site) {
        return a instanceof LuaTable table ? Double.valueOf(table.length()) : Operations.length(state, a, site);
    }

    // Comparisons.

    @SuppressWarnings("ReferenceEquality")
    static boolean equalOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        // Not a NaN alone is unequal to itself: its box may be the same.
        return a == b && !(a instanceof Double) || Operations.equals(state, a, b, site);
    }

    static boolean equalOD(LuaState state, @Nullable Object a, double b, Site site) {
        return a instanceof Double x && x == b;
    }

    static boolean equalDO(LuaState state, double a, @Nullable Object b, Site site) {
        return b instanceof Double y && a == y;
    }

    static boolean lessOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return a instanceof Double x && b instanceof Double y ? x < y : Operations.lessThan(state, a, b, site);
    }

    static boolean lessOD(LuaState state, @Nullable Object a, double b, Site site) {
        return a instanceof Double x ? x < b : Operations.lessThan(state, a, b, site);
    }

    static boolean lessDO(LuaState state, double a, @Nullable Object b, Site site) {
        return b instanceof Double y ? a < y : Operations.lessThan(state, a, b, site);
    }

    static boolean lessOrEqualOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return a instanceof Double x && b instanceof Double y ? x <= y : Operations.lessOrEqual(state, a, b, site);
    }

    static boolean lessOrEqualOD(LuaState state, @Nullable Object a, double b, Site site) {
        return a instanceof Double x ? x <= b : Operations.lessOrEqual(state, a, b, site);
    }

    static boolean lessOrEqualDO(LuaState state, double a, @Nullable Object b, Site site) {
        return b instanceof Double y ? a <= y : Operations.lessOrEqual(state, a, b, site);
    }

    static boolean greaterOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return lessOO(state, b, a, site);
    }

    static boolean greaterOD(LuaState state, @Nullable Object a, double b, Site site) {
        return lessDO(state, b, a, site);
    }

    static boolean greaterDO(LuaState state, double a, @Nullable Object b, Site site) {
        return lessOD(state, b, a, site);
    }

    static boolean greaterOrEqualOO(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return lessOrEqualOO(state, b, a, site);
    }

    static boolean greaterOrEqualOD(LuaState state, @Nullable Object a, double b, Site site) {
        return lessOrEqualDO(state, b, a, site);
    }

    static boolean greaterOrEqualDO(LuaState state, double a, @Nullable Object b, Site site) {
        return lessOrEqualOD(state, b, a, site);
    }

    /** Whether a numeric loop whose step is not known before goes on. */
    static boolean goesOn(double index, double limit, double step) {
        return step > 0 ? index <= limit : limit <= index;
    }

    // Tables and globals. The letter is that of the key: s for a string.

    static @Nullable Object indexO(LuaState state, @Nullable Object container, @Nullable Object key, Site site) {
        if (container instanceof LuaTable table) {
            Object value = table.get(key);
            if (value != null || table.metatable() == null) {
                return value;
            }
        }
        return Operations.index(state, container, key, site);
    }

    static @Nullable Object indexD(LuaState state, @Nullable Object container, double key, Site site) {
        if (container instanceof LuaTable table) {
            Object value = table.get(key);
            if (value != null || table.metatable() == null) {
                return value;
            }
        }
        return Operations.index(state, container, key, site);
    }

    static @Nullable Object indexS(LuaState state, @Nullable Object container, LuaString key, Site site) {
        if (container instanceof LuaTable table) {
            Object value = table.get(key);
            if (value != null || table.metatable() == null) {
                return value;
            }
        }
        return Operations.index(state, container, key, site);
    }

    static void setIndexO(
            LuaState state, @Nullable Object container, @Nullable Object key, @Nullable Object value, Site site) {
        if (container instanceof LuaTable table && isPlain(table)) {
            if (key instanceof Double number && !number.isNaN()) {
                table.set(number.doubleValue(), value);
                return;
            }
            if (key instanceof LuaString name) {
                table.set(name, value);
                return;
            }
        }
        Operations.setIndex(state, container, key, value, site);
    }

    static void setIndexD(LuaState state, @Nullable Object container, double key, @Nullable Object value, Site site) {
        if (container instanceof LuaTable table && isPlain(table) && !Double.isNaN(key)) {
            table.set(key, value);
        } else {
            Operations.setIndex(state, container, key, value, site);
        }
    }

    static void setIndexS(
            LuaState state, @Nullable Object container, LuaString key, @Nullable Object value, Site site) {
        if (container instanceof LuaTable table && isPlain(table)) {
            table.set(key, value);
        } else {
            Operations.setIndex(state, container, key, value, site);
        }
    }

    private static boolean isPlain(LuaTable table) {
        return table.metatable() == null && !table.isReadonly();
    }

    static @Nullable Object global(LuaState state, LuaClosure self, LuaString name, Site site) {
        return indexS(state, self.environment, name, site);
    }

    static void setGlobal(LuaState state, LuaClosure self, LuaString name, @Nullable Object value, Site site) {
        setIndexS(state, self.environment, name, value, site);
    }

    static @Nullable Object concat(LuaState state, @Nullable Object a, @Nullable Object b, Site site) {
        return Operations.concat(state, new @Nullable Object[] {a, b}, site);
    }

    // Functions.

    static LuaClosure closure(LuaClosure self, FunctionBody body, Cell[] cells) {
        return new LuaClosure(body, cells, self.environment);
    }

    static @Nullable Object argument(@Nullable Object[] args, int index) {
        return index < args.length ? args[index] : null;
    }

    static @Nullable Object[] extra(@Nullable Object[] args, int parameters) {
        return args.length > parameters ? Arrays.copyOfRange(args, parameters, args.length) : Results.NONE;
    }

    /** All of {@code ...} as a result that its receiver may keep. */
    static Object all(@Nullable Object[] extra) {
        return extra.length == 0 ? Results.NONE : extra.clone();
    }

    static @Nullable Object[] withSelf(@Nullable Object self, @Nullable Object[] args) {
        @Nullable Object[] all = new @Nullable Object[args.length + 1];
        all[0] = self;
        System.arraycopy(args, 0, all, 1, args.length);
        return all;
    }
}
