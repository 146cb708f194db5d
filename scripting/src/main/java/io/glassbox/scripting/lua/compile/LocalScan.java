package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Binary;
import io.glassbox.scripting.lua.interpret.Block;
import io.glassbox.scripting.lua.interpret.Call;
import io.glassbox.scripting.lua.interpret.Comparison;
import io.glassbox.scripting.lua.interpret.Concatenation;
import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.Local;
import io.glassbox.scripting.lua.interpret.Loop;
import io.glassbox.scripting.lua.interpret.MethodCall;
import io.glassbox.scripting.lua.interpret.Statement;
import io.glassbox.scripting.lua.interpret.TableConstructor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The variables that a piece of a function declares, uses and sets; not those of functions within it. */
final class LocalScan {
    private final Set<Local> declared = new LinkedHashSet<>();
    private final Set<Local> used = new LinkedHashSet<>();
    private final Set<Local> assigned = new LinkedHashSet<>();
    private final Set<Integer> upvalues = new TreeSet<>();

    Set<Local> declared() {
        return declared;
    }

    /** Those of outside of the piece that it uses. */
    Set<Local> free() {
        Set<Local> free = new LinkedHashSet<>(used);
        free.removeAll(declared);
        return free;
    }

    boolean isAssigned(Local local) {
        return assigned.contains(local);
    }

    /** The indices of the upvalues that it uses. */
    Set<Integer> upvalues() {
        return upvalues;
    }

    void block(Block block) {
        block.statements().forEach(this::statement);
    }

    void statement(Statement statement) {
        switch (statement) {
            case Statement.Declaration declaration -> {
                expressions(declaration.values());
                declared.addAll(declaration.locals());
            }
            case Statement.FunctionDeclaration declaration -> {
                declared.add(declaration.local());
                expression(declaration.function());
            }
            case Statement.LocalSet set -> {
                expression(set.value());
                assign(set.local());
            }
            case Statement.UpvalueSet set -> {
                upvalues.add(set.index());
                expression(set.value());
            }
            case Statement.GlobalSet set -> expression(set.value());
            case Statement.IndexSet set -> {
                expression(set.target());
                expression(set.value());
            }
            case Statement.Assignments set -> {
                expressions(set.targets());
                expressions(set.values());
                for (Expression target : set.targets()) {
                    if (target instanceof Expression.LocalGet local) {
                        assign(local.local());
                    }
                }
            }
            case Statement.Evaluation evaluation -> expression(evaluation.call());
            case Statement.Do block -> block(block.block());
            case Statement.If branch -> {
                expressions(branch.conditions());
                branch.blocks().forEach(this::block);
                if (branch.otherwise() != null) {
                    block(branch.otherwise());
                }
            }
            case Statement.Return result -> expressions(result.values());
            case Statement.Break _ -> {}
            case Loop loop -> loop(loop);
        }
    }

    private void loop(Loop loop) {
        switch (loop) {
            case Loop.While loopWhile -> expression(loopWhile.condition());
            case Loop.Repeat repeat -> expression(repeat.condition());
            case Loop.Numeric numeric -> {
                expression(numeric.start());
                expression(numeric.limit());
                expression(numeric.step());
                declared.add(numeric.variable());
            }
            case Loop.Generic generic -> {
                expressions(generic.values());
                declared.addAll(generic.variables());
            }
        }
        block(loop.block());
    }

    private void assign(Local local) {
        used.add(local);
        assigned.add(local);
    }

    private void expressions(List<Expression> list) {
        list.forEach(this::expression);
    }

    private void expression(@Nullable Expression expression) {
        switch (expression) {
            case null -> {}
            case Expression.Constant _, Expression.Extra _, Expression.GlobalGet _ -> {}
            case Expression.LocalGet get -> used.add(get.local());
            case Expression.UpvalueGet get -> upvalues.add(get.index());
            case Expression.Index index -> {
                expression(index.object());
                expression(index.key());
            }
            case Expression.FunctionValue function -> captures(function.body());
            case Expression.And and -> {
                expression(and.left());
                expression(and.right());
            }
            case Expression.Or or -> {
                expression(or.left());
                expression(or.right());
            }
            case Expression.Not not -> expression(not.operand());
            case Expression.Single single -> expression(single.inner());
            case Expression.Negation negation -> expression(negation.value());
            case Expression.Length length -> expression(length.value());
            case Binary binary -> {
                expression(binary.left());
                expression(binary.right());
            }
            case Comparison comparison -> {
                expression(comparison.left());
                expression(comparison.right());
            }
            case Concatenation concatenation -> expressions(concatenation.operands());
            case Call call -> {
                expression(call.callee());
                expressions(call.arguments());
            }
            case MethodCall call -> {
                expression(call.method());
                expressions(call.arguments());
            }
            case TableConstructor table ->
                table.fields().forEach(field -> {
                    expression(field.key());
                    expression(field.value());
                });
        }
    }

    private void captures(FunctionBody body) {
        for (FunctionBody.Upvalue upvalue : body.upvalues()) {
            if (upvalue.local() != null) {
                used.add(upvalue.local());
            } else {
                upvalues.add(upvalue.index());
            }
        }
    }
}
