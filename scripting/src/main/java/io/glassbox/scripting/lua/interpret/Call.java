package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.Results;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code f(x)}. One that stands behind {@code return} replaces its caller. */
public record Call(Expression callee, Invocation invocation, LuaString source, int line)
        implements Expression.Multiple, Expression.Located {
    public static Call of(Expression callee, List<Expression> arguments, LuaString source, int line) {
        return new Call(callee, new Invocation(arguments, false, false), source, line);
    }

    public Call asTail() {
        return new Call(callee, new Invocation(invocation.arguments(), false, true), source, line);
    }

    public List<Expression> arguments() {
        return invocation.arguments();
    }

    public boolean isTail() {
        return invocation.isTail();
    }

    @Override
    public @Nullable Object evaluate(Frame frame) {
        return Results.first(evaluateAll(frame));
    }

    @Override
    public @Nullable Object evaluateAll(Frame frame) {
        return invocation.call(frame, callee.evaluate(frame), null, this);
    }

    @Override
    public @Nullable Variable operand(int index) {
        return callee.variable();
    }
}
