package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.Arithmetic;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.Operations;
import org.jspecify.annotations.Nullable;

/** An operator on two numbers. */
public record Binary(Arithmetic operator, Expression left, Expression right, LuaString source, int line)
        implements Expression.Located {
    @Override
    public @Nullable Object evaluate(Frame frame) {
        Object a;
        Object b;
        if (left instanceof LocalGet) {
            // A local variable is read only when it is needed: evaluating the other side may change it.
            b = right.evaluate(frame);
            a = left.evaluate(frame);
        } else {
            a = left.evaluate(frame);
            b = right.evaluate(frame);
        }
        return a instanceof Double x && b instanceof Double y
                ? Double.valueOf(operator.apply(x, y))
                : Operations.arithmetic(frame.state, operator, a, b, this);
    }

    @Override
    public @Nullable Variable operand(int index) {
        return (index == 0 ? left : right).variable();
    }
}
