package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.lua.value.StepHook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node that does something. */
public sealed interface Statement permits Statement.Assignment, Loop, Statement.Branches, Statement.Simple {
    /** Signals: go on with the next statement, leave the innermost loop, or return {@link Frame#result}. */
    int NEXT = 0;

    int BREAK = 1;
    int RETURN = 2;

    int execute(Frame frame);

    /** Those without parts that are statements. */
    sealed interface Simple extends Statement {}

    /** Sets one thing. */
    sealed interface Assignment extends Statement {}

    /** {@code local a, b = x, y}, also with fewer or more values than names. */
    record Declaration(List<Local> locals, List<Expression> values) implements Simple {
        @Override
        public int execute(Frame frame) {
            if (locals.size() == 1 && values.size() == 1) {
                frame.declare(locals.getFirst(), values.getFirst().evaluate(frame));
                return NEXT;
            }
            @Nullable Object[] all = Expression.evaluateAll(values, frame);
            for (int i = 0; i < locals.size(); i++) {
                frame.declare(locals.get(i), i < all.length ? all[i] : null);
            }
            return NEXT;
        }
    }

    /** {@code local function f}: the variable is there before its function. */
    record FunctionDeclaration(Local local, Expression.FunctionValue function) implements Simple {
        @Override
        public int execute(Frame frame) {
            frame.declare(local, null);
            frame.set(local, function.evaluate(frame));
            return NEXT;
        }
    }

    record LocalSet(Local local, Expression value) implements Assignment {
        @Override
        public int execute(Frame frame) {
            frame.set(local, value.evaluate(frame));
            return NEXT;
        }
    }

    record UpvalueSet(int index, Expression value) implements Assignment {
        @Override
        public int execute(Frame frame) {
            frame.function.upvalues[index].value = value.evaluate(frame);
            return NEXT;
        }
    }

    record GlobalSet(Expression.GlobalGet target, Expression value) implements Assignment {
        @Override
        public int execute(Frame frame) {
            Object assigned = value.evaluate(frame);
            setField(frame, frame.function.environment, target.name(), assigned, target);
            return NEXT;
        }
    }

    record IndexSet(Expression.Index target, Expression value) implements Assignment {
        @Override
        public int execute(Frame frame) {
            // Local variables are read when they are needed, all else in the order of the text.
            boolean lateObject = target.object() instanceof Expression.LocalGet;
            boolean lateKey = target.key() instanceof Expression.LocalGet;
            Object object = lateObject ? null : target.object().evaluate(frame);
            Object key = lateKey ? null : target.key().evaluate(frame);
            Object assigned = value.evaluate(frame);
            object = lateObject ? target.object().evaluate(frame) : object;
            key = lateKey ? target.key().evaluate(frame) : key;
            setField(frame, object, key, assigned, target);
            return NEXT;
        }
    }

    /** {@code a, t[i] = x, y}: first all parts of the targets, then all values, then the assignments from the last on. */
    record Assignments(List<Expression> targets, List<Expression> values) implements Simple {
        @Override
        public int execute(Frame frame) {
            int count = targets.size();
            @Nullable Object[] objects = new @Nullable Object[count];
            @Nullable Object[] keys = new @Nullable Object[count];
            for (int i = 0; i < count; i++) {
                if (targets.get(i) instanceof Expression.Index target) {
                    objects[i] = target.object().evaluate(frame);
                    keys[i] = target.key().evaluate(frame);
                }
            }
            @Nullable Object[] all = Expression.evaluateAll(values, frame);
            for (int i = count - 1; i >= 0; i--) {
                Object value = i < all.length ? all[i] : null;
                switch (targets.get(i)) {
                    case Expression.LocalGet target -> frame.set(target.local(), value);
                    case Expression.UpvalueGet target -> frame.function.upvalues[target.index()].value = value;
                    case Expression.GlobalGet target ->
                        setField(frame, frame.function.environment, target.name(), value, target);
                    case Expression.Index target -> setField(frame, objects[i], keys[i], value, target);
                    default -> throw new AssertionError();
                }
            }
            return NEXT;
        }
    }

    private static void setField(
            Frame frame,
            @Nullable Object object,
            @Nullable Object key,
            @Nullable Object value,
            Expression.Located site) {
        if (object instanceof LuaTable table && table.metatable() == null && !table.isReadonly()) {
            if (key instanceof LuaString name) {
                table.set(name, value);
                return;
            }
            if (key instanceof Double number && !number.isNaN()) {
                table.set(number, value);
                return;
            }
        }
        Operations.setIndex(frame.state, object, key, value, site);
    }

    record Evaluation(Expression.Multiple call) implements Simple {
        @Override
        public int execute(Frame frame) {
            call.evaluateAll(frame);
            return NEXT;
        }
    }

    record Do(Block block) implements Branches {
        @Override
        public int execute(Frame frame) {
            return block.execute(frame);
        }
    }

    /** Those whose parts are statements, but that run them at most once. */
    sealed interface Branches extends Statement {}

    record If(
            List<Expression> conditions,
            List<Block> blocks,
            @Nullable Block otherwise) implements Branches {
        @Override
        public int execute(Frame frame) {
            for (int i = 0; i < conditions.size(); i++) {
                if (Operations.isTrue(conditions.get(i).evaluate(frame))) {
                    return blocks.get(i).execute(frame);
                }
            }
            return otherwise == null ? NEXT : otherwise.execute(frame);
        }
    }

    record Return(List<Expression> values) implements Simple {
        @Override
        public int execute(Frame frame) {
            if (values.size() == 1) {
                frame.result = values.getFirst() instanceof Expression.Multiple multiple
                        ? multiple.evaluateAll(frame)
                        : values.getFirst().evaluate(frame);
            } else {
                frame.result = values.isEmpty() ? Results.NONE : Expression.evaluateAll(values, frame);
            }
            return RETURN;
        }
    }

    /** Any statement of a program that is stepped through, with the variables that it sees. */
    record Step(int line, List<Local> visible, Statement statement) implements Branches {
        @Override
        public int execute(Frame frame) {
            frame.state.stepHook().reached(frame.state, new Position(this, frame));
            return statement.execute(frame);
        }
    }

    /** A step as it looks from outside. */
    record Position(Step step, Frame frame) implements StepHook.Step {
        @Override
        public LuaString source() {
            return frame.function.body.source();
        }

        @Override
        public int line() {
            return step.line;
        }

        @Override
        public @Nullable Variable operand(int index) {
            return null;
        }

        @Override
        public int variables() {
            return step.visible.size();
        }

        @Override
        public LuaString name(int variable) {
            return step.visible.get(variable).name();
        }

        @Override
        public @Nullable Object value(int variable) {
            return frame.get(step.visible.get(variable));
        }
    }

    record Break() implements Simple {
        @Override
        public int execute(Frame frame) {
            return BREAK;
        }
    }
}
