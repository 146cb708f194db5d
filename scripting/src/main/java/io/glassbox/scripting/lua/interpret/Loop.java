package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.CallStack;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.lua.value.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop. One that turns round often is compiled while it runs, and its compiled form takes over at the next turn; so also
 * code that runs only once is fast where it lasts.
 */
public abstract sealed class Loop implements Statement, Site {
    private final Block block;
    private final LuaString source;
    private final int line;
    private int turns;
    private @Nullable CompiledLoop compiled;

    private Loop(Block block, LuaString source, int line) {
        this.block = block;
        this.source = source;
        this.line = line;
    }

    public Block block() {
        return block;
    }

    @Override
    public LuaString source() {
        return source;
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public @Nullable Variable operand(int index) {
        return null;
    }

    public void setCompiled(CompiledLoop compiled) {
        this.compiled = compiled;
    }

    /** At the end of each turn: true if the compiled form is there to go on. */
    final boolean turn(Frame frame) {
        if (--frame.state.ticks < 0) {
            frame.state.poll(this);
        }
        Compiler compiler = frame.function.body.compiler();
        if (++turns == compiler.hotTurns()) {
            compiler.compile(this, frame.function.body);
        }
        return compiled != null;
    }

    final int runCompiled(Frame frame) {
        assert compiled != null;
        return compiled.run(frame.state, frame.function, frame);
    }

    /** {@code break} ends here, all other signals go on. */
    private static int outside(int signal) {
        return signal == BREAK ? NEXT : signal;
    }

    public static final class While extends Loop {
        private final Expression condition;

        public While(Expression condition, Block block, LuaString source, int line) {
            super(block, source, line);
            this.condition = condition;
        }

        public Expression condition() {
            return condition;
        }

        @Override
        public int execute(Frame frame) {
            while (Operations.isTrue(condition.evaluate(frame))) {
                int signal = block().execute(frame);
                if (signal != NEXT) {
                    return outside(signal);
                }
                if (turn(frame)) {
                    return runCompiled(frame);
                }
            }
            return NEXT;
        }
    }

    /** The condition sees the variables of the block. */
    public static final class Repeat extends Loop {
        private final Expression condition;

        public Repeat(Block block, Expression condition, LuaString source, int line) {
            super(block, source, line);
            this.condition = condition;
        }

        public Expression condition() {
            return condition;
        }

        @Override
        public int execute(Frame frame) {
            while (true) {
                int signal = block().execute(frame);
                if (signal != NEXT) {
                    return outside(signal);
                }
                if (Operations.isTrue(condition.evaluate(frame))) {
                    return NEXT;
                }
                if (turn(frame)) {
                    return runCompiled(frame);
                }
            }
        }
    }

    public static final class Numeric extends Loop {
        private final Local variable;
        private final Expression start;
        private final Expression limit;
        private final @Nullable Expression step;

        public Numeric(
                Local variable,
                Expression start,
                Expression limit,
                @Nullable Expression step,
                Block block,
                LuaString source,
                int line) {
            super(block, source, line);
            this.variable = variable;
            this.start = start;
            this.limit = limit;
            this.step = step;
        }

        public Local variable() {
            return variable;
        }

        public Expression start() {
            return start;
        }

        public Expression limit() {
            return limit;
        }

        public @Nullable Expression step() {
            return step;
        }

        @Override
        public int execute(Frame frame) {
            Object first = start.evaluate(frame);
            Object last = limit.evaluate(frame);
            Object by = step == null ? Double.valueOf(1) : step.evaluate(frame);
            double index = bound(first, "initial value");
            double end = bound(last, "limit");
            double increment = bound(by, "step");
            for (; increment > 0 ? index <= end : end <= index; index += increment) {
                frame.declare(variable, Double.valueOf(index));
                int signal = block().execute(frame);
                if (signal != NEXT) {
                    return outside(signal);
                }
                if (turn(frame)) {
                    frame.loopIndex = index + increment;
                    frame.loopLimit = end;
                    frame.loopStep = increment;
                    return runCompiled(frame);
                }
            }
            return NEXT;
        }

        public double bound(@Nullable Object value, String role) {
            Double number = Operations.toNumber(value);
            if (number == null) {
                throw LuaError.at(this, "'for' " + role + " must be a number");
            }
            return number;
        }
    }

    public static final class Generic extends Loop {
        private final List<Local> variables;
        private final List<Expression> values;

        public Generic(List<Local> variables, List<Expression> values, Block block, LuaString source, int line) {
            super(block, source, line);
            this.variables = List.copyOf(variables);
            this.values = List.copyOf(values);
        }

        public List<Local> variables() {
            return variables;
        }

        public List<Expression> values() {
            return values;
        }

        /** What the iterator says of its arguments has no name for it but this one. */
        @Override
        public Variable operand(int index) {
            return new Variable("local", LuaString.of("(for generator)"));
        }

        @Override
        public int execute(Frame frame) {
            @Nullable Object[] initial = Expression.evaluateAll(values, frame);
            Iteration iteration =
                    new Iteration(this, Results.at(initial, 0), Results.at(initial, 1), Results.at(initial, 2));
            while (iteration.advance(frame.state)) {
                frame.declare(variables.getFirst(), iteration.first);
                for (int i = 1; i < variables.size(); i++) {
                    frame.declare(variables.get(i), i == 1 ? iteration.second : iteration.at(i));
                }
                int signal = block().execute(frame);
                if (signal != NEXT) {
                    return outside(signal);
                }
                if (turn(frame)) {
                    frame.loopIteration = iteration;
                    return runCompiled(frame);
                }
            }
            return NEXT;
        }

        @Nullable
        Object step(LuaState luaState, @Nullable Object function, @Nullable Object state, @Nullable Object control) {
            CallStack calls = luaState.calls();
            calls.enterNative(this);
            Object result;
            try {
                result = function instanceof LuaFunction iterator
                        ? iterator.call(luaState, state, control)
                        : Operations.call(luaState, function, new @Nullable Object[] {state, control}, unnamed());
            } catch (LuaError error) {
                result = error.passOn(this);
            }
            calls.leaveNative();
            return result;
        }
    }
}
