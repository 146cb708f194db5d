package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.Local;
import io.glassbox.scripting.lua.interpret.Loop;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Code for loops: those within the method, and the one that a method was made for, which the interpreter has begun. */
final class LoopEmitter {
    /** The parameter that holds the frame, in methods for loops. */
    static final int FRAME = 3;

    private final Emitter emitter;
    private final CodeBuilder code;
    private final ExpressionEmitter expressions;
    private final StatementEmitter statements;
    private final Deque<Label> ends = new ArrayDeque<>();

    LoopEmitter(Emitter emitter, ExpressionEmitter expressions, StatementEmitter statements) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.expressions = expressions;
        this.statements = statements;
    }

    /** {@code break}. */
    void leave() {
        code.goto_(ends.getFirst());
    }

    void loop(Loop loop) {
        switch (loop) {
            case Loop.While w -> loopWhile(w);
            case Loop.Repeat repeat -> loopRepeat(repeat);
            case Loop.Numeric numeric -> {
                Bounds bounds = new Bounds(emitter.reserve(true), emitter.reserve(true), emitter.reserve(true));
                begin(numeric, bounds);
                loopNumeric(numeric, bounds);
            }
            case Loop.Generic generic -> {
                int iteration = emitter.reserve(false);
                begin(generic, iteration);
                loopGeneric(generic, iteration);
            }
        }
    }

    /** Goes on with a loop where the frame says that it stands. */
    void resume(Loop loop) {
        switch (loop) {
            case Loop.While w -> loopWhile(w);
            case Loop.Repeat repeat -> loopRepeat(repeat);
            case Loop.Numeric numeric -> {
                Bounds bounds = new Bounds(emitter.reserve(true), emitter.reserve(true), emitter.reserve(true));
                resumeBound("loopIndex", bounds.index());
                resumeBound("loopLimit", bounds.limit());
                resumeBound("loopStep", bounds.step());
                loopNumeric(numeric, bounds);
            }
            case Loop.Generic generic -> {
                int iteration = emitter.reserve(false);
                code.aload(FRAME)
                        .getfield(Types.FRAME, "loopIteration", Types.ITERATION)
                        .astore(iteration);
                loopGeneric(generic, iteration);
            }
        }
    }

    private void resumeBound(String field, int variable) {
        code.aload(FRAME).getfield(Types.FRAME, field, Types.NUMBER).dstore(variable);
    }

    private void body(Loop loop, Label end) {
        ends.push(end);
        statements.block(loop.block());
        ends.pop();
    }

    private void loopWhile(Loop.While loop) {
        Label head = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(head);
        expressions.conditions().jump(loop.condition(), end, false);
        body(loop, end);
        emitter.countTurn(loop);
        code.goto_(head).labelBinding(end);
    }

    private void loopRepeat(Loop.Repeat loop) {
        Label head = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(head);
        body(loop, end);
        expressions.conditions().jump(loop.condition(), end, true);
        emitter.countTurn(loop);
        code.goto_(head).labelBinding(end);
    }

    private record Bounds(int index, int limit, int step) {}

    private void begin(Loop.Numeric loop, Bounds bounds) {
        Expression step = loop.step();
        Emitter.Temporary start = expressions.temporary(loop.start());
        Emitter.Temporary limit = expressions.temporary(loop.limit());
        Emitter.Temporary by = expressions.temporary(step != null ? step : new Expression.Constant(Double.valueOf(1)));
        bound(loop, start, "initial value", bounds.index());
        bound(loop, limit, "limit", bounds.limit());
        bound(loop, by, "step", bounds.step());
    }

    private void bound(Loop.Numeric loop, Emitter.Temporary value, String role, int variable) {
        if (value.isNumber()) {
            emitter.load(value);
        } else {
            emitter.constant(loop, Types.NUMERIC_LOOP);
            emitter.load(value);
            code.loadConstant(role)
                    .invokevirtual(
                            Types.NUMERIC_LOOP, "bound", MethodTypeDesc.of(Types.NUMBER, Types.OBJECT, Types.TEXT));
        }
        code.dstore(variable);
    }

    private void loopNumeric(Loop.Numeric loop, Bounds bounds) {
        Label head = code.newLabel();
        Label end = code.newLabel();
        Local variable = loop.variable();
        code.labelBinding(head);
        leaveAtLimit(loop, bounds, end);
        boolean isConstant = variable.sources() != null && variable.sources().size() == 1;
        if (isConstant && emitter.numbers.isNumeric(variable)) {
            // Nobody but the loop sets it: it may be the index itself.
            emitter.alias(variable, bounds.index());
        } else if (emitter.numbers.isNumeric(variable)) {
            code.dload(bounds.index()).dstore(emitter.variable(variable));
        } else {
            code.dload(bounds.index());
            emitter.box();
            emitter.declare(variable);
        }
        body(loop, end);
        emitter.countTurn(loop);
        code.dload(bounds.index()).dload(bounds.step()).dadd().dstore(bounds.index());
        code.goto_(head).labelBinding(end);
    }

    private void leaveAtLimit(Loop.Numeric loop, Bounds bounds, Label end) {
        Expression step = loop.step();
        boolean isKnown = step == null || step instanceof Expression.Constant c && c.value() instanceof Double;
        if (!isKnown) {
            code.dload(bounds.index()).dload(bounds.limit()).dload(bounds.step());
            emitter.compiled("goesOn", MethodTypeDesc.of(Types.BOOLEAN, Types.NUMBER, Types.NUMBER, Types.NUMBER));
            code.ifeq(end);
            return;
        }
        boolean isUp = step == null || step instanceof Expression.Constant c && c.value() instanceof Double d && d > 0;
        code.dload(isUp ? bounds.index() : bounds.limit()).dload(isUp ? bounds.limit() : bounds.index());
        code.dcmpg().ifgt(end);
    }

    private void begin(Loop.Generic loop, int iteration) {
        List<Emitter.Temporary> values = expressions.temporaries(loop.values(), 3);
        code.new_(Types.ITERATION).dup();
        emitter.constant(loop, Types.GENERIC_LOOP);
        for (int i = 0; i < 3; i++) {
            emitter.loadObject(values.get(i));
        }
        code.invokespecial(
                Types.ITERATION,
                ConstantDescs.INIT_NAME,
                MethodTypeDesc.of(Types.VOID, Types.GENERIC_LOOP, Types.OBJECT, Types.OBJECT, Types.OBJECT));
        code.astore(iteration);
    }

    private void loopGeneric(Loop.Generic loop, int iteration) {
        Label head = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(head).aload(iteration);
        emitter.state();
        code.invokevirtual(Types.ITERATION, "advance", MethodTypeDesc.of(Types.BOOLEAN, Types.STATE))
                .ifeq(end);
        List<Local> variables = loop.variables();
        for (int i = 0; i < variables.size(); i++) {
            code.aload(iteration);
            if (i < 2) {
                code.getfield(Types.ITERATION, i == 0 ? "first" : "second", Types.OBJECT);
            } else {
                code.loadConstant(i).invokevirtual(Types.ITERATION, "at", MethodTypeDesc.of(Types.OBJECT, Types.INT));
            }
            emitter.declare(variables.get(i));
        }
        body(loop, end);
        emitter.countTurn(loop);
        code.goto_(head).labelBinding(end);
    }
}
