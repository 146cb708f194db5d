package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.Results;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code object:name(x)}: the function is looked up in the object, and gets it as its first argument. */
public record MethodCall(Expression.Index method, LuaString name, Invocation invocation, LuaString source, int line)
        implements Expression.Multiple, Expression.Located {
    public static MethodCall of(
            Expression object, LuaString name, List<Expression> arguments, LuaString source, int nameLine, int line) {
        Expression.Index method = new Expression.Index(object, new Expression.Constant(name), source, nameLine);
        return new MethodCall(method, name, new Invocation(arguments, true, false), source, line);
    }

    public MethodCall asTail() {
        return new MethodCall(method, name, new Invocation(invocation.arguments(), true, true), source, line);
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
        Object object = method.object().evaluate(frame);
        return invocation.call(frame, method.of(frame, object, name), object, this);
    }

    @Override
    public Variable operand(int index) {
        return new Variable("method", name);
    }
}
