package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.Operations;
import org.jspecify.annotations.Nullable;

/** {@code == ~= < <=}; the parser turns {@code > >=} around, which changes what errors say, as it does in Lua. */
public record Comparison(Relation relation, Expression left, Expression right, LuaString source, int line)
        implements Expression.Located {
    public enum Relation {
        EQUAL,
        UNEQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    @Override
    public Boolean evaluate(Frame frame) {
        Object a;
        Object b;
        if (left instanceof LocalGet) {
            b = right.evaluate(frame);
            a = left.evaluate(frame);
        } else {
            a = left.evaluate(frame);
            b = right.evaluate(frame);
        }
        return holds(frame.state, a, b);
    }

    public boolean holds(LuaState state, @Nullable Object a, @Nullable Object b) {
        return switch (relation) {
            case EQUAL -> Operations.equals(state, a, b, this);
            case UNEQUAL -> !Operations.equals(state, a, b, this);
            case LESS -> Operations.lessThan(state, a, b, this);
            case LESS_OR_EQUAL -> Operations.lessOrEqual(state, a, b, this);
            case GREATER -> Operations.lessThan(state, b, a, this);
            case GREATER_OR_EQUAL -> Operations.lessOrEqual(state, b, a, this);
        };
    }

    @Override
    public @Nullable Variable operand(int index) {
        return null;
    }
}
