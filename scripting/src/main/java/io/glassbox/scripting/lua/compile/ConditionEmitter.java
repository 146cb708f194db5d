package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Comparison;
import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.value.Operations;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.MethodTypeDesc;

/** Code that jumps by whether an expression is true, without making the boolean that it would be. */
final class ConditionEmitter {
    private final Emitter emitter;
    private final CodeBuilder code;
    private final ExpressionEmitter expressions;

    ConditionEmitter(Emitter emitter, ExpressionEmitter expressions) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.expressions = expressions;
    }

    /** Jumps if the condition is as wanted; else goes on. */
    void jump(Expression condition, Label target, boolean when) {
        switch (condition) {
            case Expression.Constant constant -> {
                if (Operations.isTrue(constant.value()) == when) {
                    code.goto_(target);
                }
            }
            case Expression.Single single -> jump(single.inner(), target, when);
            case Expression.Not not -> jump(not.operand(), target, !when);
            case Expression.And and -> both(and.left(), and.right(), target, when, false);
            case Expression.Or or -> both(or.left(), or.right(), target, when, true);
            case Comparison comparison -> compare(comparison, target, when);
            default -> {
                expressions.object(condition);
                code.invokestatic(Types.OPERATIONS, "isTrue", MethodTypeDesc.of(Types.BOOLEAN, Types.OBJECT));
                jumpIf(target, when);
            }
        }
    }

    private void jumpIf(Label target, boolean when) {
        if (when) {
            code.ifne(target);
        } else {
            code.ifeq(target);
        }
    }

    /** {@code decides} is the value of the left side by which the right one is not evaluated. */
    private void both(Expression left, Expression right, Label target, boolean when, boolean decides) {
        if (when == decides) {
            jump(left, target, when);
            jump(right, target, when);
        } else {
            Label skip = code.newLabel();
            jump(left, skip, decides);
            jump(right, target, when);
            code.labelBinding(skip);
        }
    }

    private void compare(Comparison comparison, Label target, boolean when) {
        Expression left = comparison.left();
        Expression right = comparison.right();
        boolean isEquality = comparison.relation() == Comparison.Relation.EQUAL
                || comparison.relation() == Comparison.Relation.UNEQUAL;
        if (emitter.numbers.isNumeric(left) && emitter.numbers.isNumeric(right)) {
            compareNumbers(comparison, target, when);
        } else if (isEquality && right instanceof Expression.Constant constant && constant.value() == null) {
            expressions.object(left);
            if (when == (comparison.relation() == Comparison.Relation.EQUAL)) {
                code.ifnull(target);
            } else {
                code.ifnonnull(target);
            }
        } else {
            emitter.state();
            String letters = expressions.operands(left, right);
            emitter.site(comparison);
            emitter.compiled(
                    operation(comparison.relation()) + letters, ExpressionEmitter.operation(Types.BOOLEAN, letters));
            jumpIf(target, when != (comparison.relation() == Comparison.Relation.UNEQUAL));
        }
    }

    private static String operation(Comparison.Relation relation) {
        return switch (relation) {
            case EQUAL, UNEQUAL -> "equal";
            case LESS -> "less";
            case LESS_OR_EQUAL -> "lessOrEqual";
            case GREATER -> "greater";
            case GREATER_OR_EQUAL -> "greaterOrEqual";
        };
    }

    /** A NaN is on no side of any comparison: which of the two instructions compares says what it counts as. */
    private void compareNumbers(Comparison comparison, Label target, boolean when) {
        expressions.number(comparison.left());
        expressions.number(comparison.right());
        Opcode ifTrue = switch (comparison.relation()) {
            case EQUAL -> Opcode.IFEQ;
            case UNEQUAL -> Opcode.IFNE;
            case LESS -> Opcode.IFLT;
            case LESS_OR_EQUAL -> Opcode.IFLE;
            case GREATER -> Opcode.IFGT;
            case GREATER_OR_EQUAL -> Opcode.IFGE;
        };
        boolean isLess = ifTrue == Opcode.IFLT || ifTrue == Opcode.IFLE;
        if (isLess) {
            code.dcmpg();
        } else {
            code.dcmpl();
        }
        code.branch(when ? ifTrue : opposite(ifTrue), target);
    }

    private static Opcode opposite(Opcode opcode) {
        return switch (opcode) {
            case IFEQ -> Opcode.IFNE;
            case IFNE -> Opcode.IFEQ;
            case IFLT -> Opcode.IFGE;
            case IFLE -> Opcode.IFGT;
            case IFGT -> Opcode.IFLE;
            default -> Opcode.IFLT;
        };
    }
}
