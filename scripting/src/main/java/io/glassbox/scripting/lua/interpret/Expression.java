package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.Arithmetic;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.lua.value.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node that has a value. */
public sealed interface Expression {
    /** The value; of several, the first. */
    @Nullable
    Object evaluate(Frame frame);

    /** What in errors names the variable that the value comes from; null if it comes from none. */
    default Site.@Nullable Variable variable() {
        return null;
    }

    /** An expression whose number of values only shows when it is evaluated: a call or {@code ...}. */
    sealed interface Multiple extends Expression permits Call, MethodCall, Extra {
        /** All values, as a call returns them. */
        @Nullable
        Object evaluateAll(Frame frame);
    }

    /** One with a place in the text, because it can fail. */
    sealed interface Located extends Expression, Site
            permits GlobalGet,
                    Index,
                    Call,
                    MethodCall,
                    Expression.Negation,
                    Expression.Length,
                    Binary,
                    Comparison,
                    Concatenation,
                    TableConstructor {}

    record Constant(@Nullable Object value) implements Expression {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            return value;
        }
    }

    /** {@code ...}. */
    record Extra() implements Multiple {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            return Results.first(frame.extra);
        }

        @Override
        public @Nullable Object evaluateAll(Frame frame) {
            // Not the array itself: whoever gets it owns it.
            return frame.extra.length == 0 ? Results.NONE : frame.extra.clone();
        }
    }

    record LocalGet(Local local) implements Expression {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            return frame.get(local);
        }

        @Override
        public Site.Variable variable() {
            return new Site.Variable("local", local.name());
        }
    }

    record UpvalueGet(LuaString name, int index) implements Expression {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            return frame.function.upvalues[index].value;
        }

        @Override
        public Site.Variable variable() {
            return new Site.Variable("upvalue", name);
        }
    }

    record GlobalGet(LuaString name, LuaString source, int line) implements Located {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            LuaTable globals = frame.function.environment;
            Object value = globals.get(name);
            return value != null || globals.metatable() == null
                    ? value
                    : Operations.index(frame.state, globals, name, this);
        }

        @Override
        public Site.Variable variable() {
            return new Site.Variable("global", name);
        }

        @Override
        public @Nullable Variable operand(int index) {
            return null;
        }
    }

    record Index(Expression object, Expression key, LuaString source, int line) implements Located {
        private static final LuaString UNKNOWN = LuaString.of("?");

        @Override
        public @Nullable Object evaluate(Frame frame) {
            Object container;
            Object at;
            if (object instanceof LocalGet) {
                // A local variable is read only when it is needed: evaluating the key may change it.
                at = key.evaluate(frame);
                container = object.evaluate(frame);
            } else {
                container = object.evaluate(frame);
                at = key.evaluate(frame);
            }
            return of(frame, container, at);
        }

        @Nullable
        Object of(Frame frame, @Nullable Object container, @Nullable Object at) {
            if (container instanceof LuaTable table) {
                Object value = table.get(at);
                if (value != null || table.metatable() == null) {
                    return value;
                }
            }
            return Operations.index(frame.state, container, at, this);
        }

        @Override
        public Site.Variable variable() {
            return new Site.Variable(
                    "field",
                    key instanceof Constant constant && constant.value instanceof LuaString name ? name : UNKNOWN);
        }

        @Override
        public @Nullable Variable operand(int index) {
            return object.variable();
        }
    }

    record FunctionValue(FunctionBody body) implements Expression {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            List<FunctionBody.Upvalue> wanted = body.upvalues();
            Cell[] cells = new Cell[wanted.size()];
            for (int i = 0; i < cells.length; i++) {
                FunctionBody.Upvalue upvalue = wanted.get(i);
                cells[i] = upvalue.isLocal() ? frame.cell(upvalue.index()) : frame.function.upvalues[upvalue.index()];
            }
            return new LuaClosure(body, cells, frame.function.environment);
        }
    }

    record And(Expression left, Expression right) implements Expression {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            Object value = left.evaluate(frame);
            return Operations.isTrue(value) ? right.evaluate(frame) : value;
        }
    }

    record Or(Expression left, Expression right) implements Expression {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            Object value = left.evaluate(frame);
            return Operations.isTrue(value) ? value : right.evaluate(frame);
        }
    }

    record Not(Expression operand) implements Expression {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            return !Operations.isTrue(operand.evaluate(frame));
        }
    }

    /** In parentheses: exactly one value. */
    record Single(Expression inner) implements Expression {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            return inner.evaluate(frame);
        }

        @Override
        public Site.@Nullable Variable variable() {
            return inner.variable();
        }
    }

    record Negation(Expression value, LuaString source, int line) implements Located {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            Object number = value.evaluate(frame);
            return number instanceof Double d
                    ? Double.valueOf(-d)
                    : Operations.arithmetic(frame.state, Arithmetic.UNM, number, number, this);
        }

        @Override
        public @Nullable Variable operand(int index) {
            return value.variable();
        }
    }

    record Length(Expression value, LuaString source, int line) implements Located {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            return Operations.length(frame.state, value.evaluate(frame), this);
        }

        @Override
        public @Nullable Variable operand(int index) {
            return value.variable();
        }
    }

    /** The values of a list, of which the last may give several. */
    static @Nullable Object[] evaluateAll(List<Expression> list, Frame frame) {
        int count = list.size();
        if (count == 0) {
            return Results.NONE;
        }
        @Nullable Object[] values = new @Nullable Object[count];
        for (int i = 0; i < count - 1; i++) {
            values[i] = list.get(i).evaluate(frame);
        }
        Expression last = list.get(count - 1);
        if (last instanceof Multiple multiple) {
            Object rest = multiple.evaluateAll(frame);
            if (rest instanceof @Nullable Object[] several) {
                @Nullable Object[] all = new @Nullable Object[count - 1 + several.length];
                System.arraycopy(values, 0, all, 0, count - 1);
                System.arraycopy(several, 0, all, count - 1, several.length);
                return all;
            }
            values[count - 1] = rest;
        } else {
            values[count - 1] = last.evaluate(frame);
        }
        return values;
    }
}
