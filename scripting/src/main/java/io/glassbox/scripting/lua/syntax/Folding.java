package io.glassbox.scripting.lua.syntax;

import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.Expression.Constant;
import io.glassbox.scripting.lua.interpret.Expression.LocalGet;
import io.glassbox.scripting.lua.interpret.Expression.Multiple;
import io.glassbox.scripting.lua.interpret.Expression.Single;
import io.glassbox.scripting.lua.value.Arithmetic;
import io.glassbox.scripting.lua.value.Operations;
import org.jspecify.annotations.Nullable;

/**
 * What is known before a program runs, just as far as Lua's own compiler knows it: errors show it, since they name the operand that is
 * left, and {@code nil or x} is x.
 */
final class Folding {
    private Folding() {}

    static Expression not(Expression operand) {
        Constant constant = constant(operand);
        return constant == null ? new Expression.Not(operand) : new Constant(!Operations.isTrue(constant.value()));
    }

    static Expression or(Expression left, Expression right) {
        Constant constant = constant(left);
        boolean isFalse = constant != null && !Operations.isTrue(constant.value());
        return isFalse ? single(right) : new Expression.Or(left, right);
    }

    static Expression and(Expression left, Expression right) {
        Constant constant = constant(left);
        boolean isTrue = constant != null && Operations.isTrue(constant.value());
        return isTrue ? single(right) : new Expression.And(left, right);
    }

    /** The result of numbers that are known; null if there is none yet: divisions by zero are left to the run. */
    static @Nullable Constant arithmetic(Arithmetic operator, Expression left, Expression right) {
        Double a = number(left);
        Double b = number(right);
        if (a == null || b == null) {
            return null;
        }
        boolean divides = operator == Arithmetic.DIV || operator == Arithmetic.MOD;
        double result = divides && b == 0 ? Double.NaN : operator.apply(a, b);
        return Double.isNaN(result) ? null : new Constant(result);
    }

    /** An operand, of which parentheses around a variable are taken away: it is the variable still, read when it is needed. */
    static Expression operand(Expression expression) {
        return switch (expression) {
            case Single(LocalGet variable) -> variable;
            case Single(Single inner) -> operand(inner);
            default -> expression;
        };
    }

    private static Expression single(Expression expression) {
        return expression instanceof Multiple ? new Single(expression) : expression;
    }

    private static @Nullable Double number(Expression expression) {
        Constant constant = constant(expression);
        return constant != null && constant.value() instanceof Double number ? number : null;
    }

    private static @Nullable Constant constant(Expression expression) {
        return switch (expression) {
            case Constant constant -> constant;
            case Single(Expression inner) -> constant(inner);
            default -> null;
        };
    }
}
