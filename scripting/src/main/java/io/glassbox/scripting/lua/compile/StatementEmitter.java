package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Block;
import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.Local;
import io.glassbox.scripting.lua.interpret.Loop;
import io.glassbox.scripting.lua.interpret.Statement;
import io.glassbox.scripting.lua.value.Site;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Code for statements. */
final class StatementEmitter {
    private final Emitter emitter;
    private final CodeBuilder code;
    private final ExpressionEmitter expressions;
    private final Exit exit;
    private final LoopEmitter loops;

    /** How the method ends when the function returns: the result, as calls return it, is on the stack. */
    @FunctionalInterface
    interface Exit {
        void emit();
    }

    StatementEmitter(Emitter emitter, Exit exit) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.exit = exit;
        this.expressions = new ExpressionEmitter(emitter);
        this.loops = new LoopEmitter(emitter, expressions, this);
    }

    LoopEmitter loops() {
        return loops;
    }

    void block(Block block) {
        block.statements().forEach(this::statement);
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Declaration declaration -> declare(declaration);
            case Statement.FunctionDeclaration declaration -> {
                code.aconst_null();
                emitter.declare(declaration.local());
                set(declaration.local(), declaration.function());
            }
            case Statement.LocalSet set -> set(set.local(), set.value());
            case Statement.UpvalueSet set -> {
                emitter.loadCell(set.index());
                expressions.object(set.value());
                code.putfield(Types.CELL, "value", Types.OBJECT);
            }
            case Statement.GlobalSet set -> {
                Emitter.Temporary value = expressions.temporary(set.value());
                setGlobal(set.target(), value);
            }
            case Statement.IndexSet set -> setIndex(set.target(), set.value());
            case Statement.Assignments set -> assign(set);
            case Statement.Evaluation evaluation -> {
                expressions.all(evaluation.call());
                code.pop();
            }
            case Statement.Do block -> block(block.block());
            case Statement.If branch -> branch(branch);
            case Statement.Return result -> giveBack(result.values());
            case Statement.Break _ -> loops.leave();
            case Loop loop -> loops.loop(loop);
        }
    }

    private void declare(Statement.Declaration declaration) {
        List<Local> locals = declaration.locals();
        List<Expression> values = declaration.values();
        if (locals.size() == 1 && values.size() == 1) {
            declare(locals.getFirst(), values.getFirst());
            return;
        }
        List<Emitter.Temporary> temporaries = expressions.temporaries(values, locals.size());
        for (int i = 0; i < locals.size(); i++) {
            if (emitter.numbers.isNumeric(locals.get(i))) {
                emitter.load(temporaries.get(i));
                code.dstore(emitter.variable(locals.get(i)));
            } else {
                emitter.loadObject(temporaries.get(i));
                emitter.declare(locals.get(i));
            }
        }
    }

    private void declare(Local local, Expression value) {
        if (emitter.numbers.isNumeric(local)) {
            expressions.number(value);
            code.dstore(emitter.variable(local));
        } else {
            expressions.object(value);
            emitter.declare(local);
        }
    }

    private void set(Local local, Expression value) {
        int variable = emitter.variable(local);
        if (local.isCaptured()) {
            code.aload(variable);
            expressions.object(value);
            code.putfield(Types.CELL, "value", Types.OBJECT);
        } else if (emitter.numbers.isNumeric(local)) {
            expressions.number(value);
            code.dstore(variable);
        } else {
            expressions.object(value);
            code.astore(variable);
        }
    }

    private void set(Local local, Emitter.Temporary value) {
        int variable = emitter.variable(local);
        if (local.isCaptured()) {
            code.aload(variable);
            emitter.loadObject(value);
            code.putfield(Types.CELL, "value", Types.OBJECT);
        } else if (emitter.numbers.isNumeric(local)) {
            emitter.load(value);
            code.dstore(variable);
        } else {
            emitter.loadObject(value);
            code.astore(variable);
        }
    }

    private void setGlobal(Expression.GlobalGet target, Emitter.Temporary value) {
        emitter.state();
        emitter.self();
        emitter.constant(target.name(), Types.STRING);
        emitter.loadObject(value);
        emitter.site(target);
        emitter.compiled(
                "setGlobal",
                MethodTypeDesc.of(Types.VOID, Types.STATE, Types.CLOSURE, Types.STRING, Types.OBJECT, Types.SITE));
    }

    private void setIndex(Expression.Index target, Expression value) {
        boolean isPlain = !Emitter.isLate(target.object()) && !Emitter.isLate(target.key());
        if (isPlain || Emitter.isSimple(value)) {
            emitter.state();
            expressions.object(target.object());
            char letter = expressions.key(target.key());
            expressions.object(value);
            storeIndex(letter, target);
            return;
        }
        Emitter.Temporary object = Emitter.isLate(target.object()) ? null : expressions.temporary(target.object());
        Emitter.Temporary key = Emitter.isLate(target.key()) ? null : expressions.temporary(target.key());
        Emitter.Temporary assigned = expressions.temporary(value);
        emitter.state();
        loadLate(object, target.object());
        loadLate(key, target.key());
        emitter.loadObject(assigned);
        storeIndex('O', target);
    }

    private void loadLate(Emitter.@Nullable Temporary early, Expression expression) {
        if (early != null) {
            emitter.loadObject(early);
        } else {
            expressions.object(expression);
        }
    }

    private void storeIndex(char letter, Site site) {
        ClassDesc keyType = ExpressionEmitter.keyType(letter);
        emitter.site(site);
        emitter.compiled(
                "setIndex" + letter,
                MethodTypeDesc.of(Types.VOID, Types.STATE, Types.OBJECT, keyType, Types.OBJECT, Types.SITE));
    }

    private void assign(Statement.Assignments set) {
        List<Expression> targets = set.targets();
        Emitter.@Nullable Temporary[] objects = new Emitter.Temporary[targets.size()];
        Emitter.@Nullable Temporary[] keys = new Emitter.Temporary[targets.size()];
        for (int i = 0; i < objects.length; i++) {
            if (targets.get(i) instanceof Expression.Index target) {
                objects[i] = expressions.temporary(target.object());
                keys[i] = expressions.temporary(target.key());
            }
        }
        List<Emitter.Temporary> values = expressions.temporaries(set.values(), objects.length);
        for (int i = objects.length - 1; i >= 0; i--) {
            Emitter.Temporary value = values.get(i);
            switch (targets.get(i)) {
                case Expression.LocalGet target -> set(target.local(), value);
                case Expression.UpvalueGet target -> {
                    emitter.loadCell(target.index());
                    emitter.loadObject(value);
                    code.putfield(Types.CELL, "value", Types.OBJECT);
                }
                case Expression.GlobalGet target -> setGlobal(target, value);
                case Expression.Index target -> {
                    emitter.state();
                    loadLate(objects[i], target.object());
                    loadLate(keys[i], target.key());
                    emitter.loadObject(value);
                    storeIndex('O', target);
                }
                default -> throw new IllegalStateException();
            }
        }
    }

    private void branch(Statement.If branch) {
        Label end = code.newLabel();
        for (int i = 0; i < branch.conditions().size(); i++) {
            Label next = code.newLabel();
            expressions.conditions().jump(branch.conditions().get(i), next, false);
            block(branch.blocks().get(i));
            code.goto_(end).labelBinding(next);
        }
        if (branch.otherwise() != null) {
            block(branch.otherwise());
        }
        code.labelBinding(end);
    }

    private void giveBack(List<Expression> values) {
        if (values.size() == 1 && values.getFirst() instanceof Expression.Multiple multiple) {
            expressions.all(multiple);
        } else if (values.size() == 1) {
            expressions.object(values.getFirst());
        } else {
            expressions.array(values);
        }
        exit.emit();
    }
}
